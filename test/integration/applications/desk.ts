import { standingOf } from '#shared/domain/applications/standing';
import { nextStep, type StepContent } from '#shared/domain/applications/steps';
import { shippedVersionId } from '#shared/domain/applications/catalogue';
import type { WireRecord } from '#shared/schema/envelope';
import type { Application } from '#shared/schema/types/application';
import type { ItemVersion } from '#shared/schema/types/service-item';
import type { Post } from '#shared/schema/types/place';
import { createRecord, editRecord } from '#shared/sync/author';
import { testReplica, uid } from '#test/support/builders';
import { CLERK } from '../dispatch/station';

type Put = (database: string, record: object) => Promise<void>;
interface Desk {
  readonly put: Put;
  readonly hub: {
    database(name: string): {
      get(
        id: string,
        query: { rev: null; latest: boolean; revs: boolean; conflicts: boolean },
      ): Promise<{ found: true; document: object } | { found: false }>;
    } | null;
  };
}

export const ITEM = 'S017';
/** 高龄津贴, promised in two working days. */
export const VERSION: ItemVersion = {
  id: shippedVersionId(ITEM),
  written: { at: 0, by: CLERK, on: 'desk00000000' },
  name: '高龄津贴',
  department: '民政局',
  who: null,
  materials: [
    { id: 'm1', name: '身份证', need: 'required', when: null, mayFollow: false },
    { id: 'm2', name: '银行卡', need: 'required', when: null, mayFollow: true },
  ],
  statutory: { text: '30工作日', limit: { amount: 30, unit: 'working-days' } },
  promised: { text: '2工作日', limit: { amount: 2, unit: 'working-days' } },
  steps: null,
  fee: null,
  form: null,
  basis: null,
  source: null,
};

/** What a clerk's device sends about applications. */
export function clerksDevice({ put, hub }: Desk, now: () => number) {
  const device = testReplica('window', now, CLERK);
  let count = 0;

  async function read(id: string): Promise<Application & WireRecord & { readonly _rev: string }> {
    const query = { rev: null, latest: false, revs: false, conflicts: false } as const;
    const answer = await hub.database('desk-qinghe')?.get(id, query);
    if (!answer?.found) throw new Error(`no ${id}`);
    return answer.document as never;
  }

  return {
    read,
    item: async (): Promise<void> => {
      const fields = { number: ITEM, family: '民政', order: 0, active: true, versions: [VERSION] };
      const made = { type: 'service-item', schema: 1, scope: 'qinghe', uid: uid(800), key: ITEM, fields };
      await put('commons-qinghe', createRecord(made, device.write()));
    },
    apply: async (n: number, change: Partial<Application> = {}): Promise<string> => {
      const fields = {
        itemNumber: ITEM,
        versionId: VERSION.id,
        personUid: uid(7),
        applicant: null,
        answers: null,
        assisted: null,
        channel: 'counter',
        ticketNumber: null,
        ticketDay: null,
        startedAtMs: now(),
        receipt: null,
        photos: [],
        steps: [],
        ...change,
      };
      const made = { type: 'application', schema: 1, scope: 'qinghe', uid: uid(n), fields };
      const record = createRecord(made, device.write());
      await put('desk-qinghe', record);
      return record._id;
    },
    take: async (id: string, content: StepContent, post: Post = 'clerk', by = CLERK): Promise<void> => {
      const { _rev, ...record } = await read(id);
      const { heads } = standingOf(record.startedAtMs, record.steps);
      const frame = {
        id: uid(10_000 + (count += 1)),
        written: { at: now(), by, on: 'desk00000000' },
        post,
        note: null,
        photoIds: [],
      };
      const steps = [...record.steps, nextStep({ heads }, frame, content)];
      const next = editRecord(record as unknown as WireRecord, { steps }, device.write());
      await put('desk-qinghe', { ...next, _rev });
    },
  };
}
