import { parseDocumentId } from '#shared/schema/ids';
import type { LeftBook, ReplicaBudget } from '#shared/sync/budget';
import { deliverPage, type DeliverDeps } from '#shared/sync/deliver';
import type { HubArchive } from '#shared/sync/ports';
import { onDevice } from '#shared/sync/storage-error';
import { visit } from '#shared/schema/types/visit';
import type { ControlDatabase } from './control/control-database';
import type { OlderWork, Records } from './types';

export interface OlderWorkDeps extends DeliverDeps {
  readonly budget: Pick<ReplicaBudget, 'state$' | 'recount' | 'pin'>;
  readonly hub: HubArchive;
  readonly records: Pick<Records, 'byUid'>;
}

/** Somebody waits for it in front of a screen. */
const PATIENCE_MS = 20_000;

/** See `OlderWork`. */
export function createOlderWork({ budget, hub, records, ...deps }: OlderWorkDeps): OlderWork {
  return {
    budget$: budget.state$,
    recount: () => budget.recount(),
    async loadVisits(personUids) {
      let came = 0;
      for (const uid of personUids) {
        const file = await records.byUid('people', 'person', uid);
        const scope = file && parseDocumentId(file._id)?.scope;
        if (!scope) continue;
        const db = `grid-${scope}`;
        const signal = AbortSignal.timeout(PATIENCE_MS);
        const rows = await hub.belongingTo(db, { type: visit.type, personUid: uid }, signal);
        const ids = rows.map((row) => row.id);
        const held = await deps.store.read(visit.collection, ids);
        budget.pin(ids);
        await deliverPage(deps, db, rows, false);
        came += rows.length - held.size;
      }
      return came;
    },
  };
}

/** Keeps in the control database what is left at the hub. */
export function leftBook({ marks }: Pick<ControlDatabase, 'marks'>): LeftBook {
  return {
    async read() {
      const mark = await onDevice(() => marks.get('left-at-hub'));
      return mark?.key === 'left-at-hub' ? mark.left : {};
    },
    write: (left) => onDevice(async () => void (await marks.put({ key: 'left-at-hub', left }))),
  };
}
