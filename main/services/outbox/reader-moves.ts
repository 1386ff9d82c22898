import { parseDocumentId } from '#shared/schema/ids';
import type { Message } from '#shared/schema/types/message';
import type { AccountView } from '#shared/ipc/admin-api';
import { errorFields } from '../error-fields';
import type { Log, StaffAdmin } from '../ports';
import { placesOf } from './channels/app';
import type { Notices } from './notices';

export interface ReaderMovesDeps {
  readonly station: string;
  readonly staff: Pick<StaffAdmin, 'list'>;
  readonly notices: Pick<Notices, 'leave' | 'put'>;
  /** The message in the desk's database that a notice of that key carries; null for none. */
  readonly messageOf: (key: string) => Promise<Message | null>;
  readonly log: Log;
}

/** Takes the notices of people along, or away, when where they work changes. */
export interface ReaderMoves {
  /** Looks whether anybody's places have changed; for whoever looks at the clock anyway. */
  look(): void;
  stop(): Promise<void>;
}

/**
 * What lies in a grid that its reader has left goes away: nobody is shown it there. What speaks of a record in that grid stays behind with
 * the grid; anything else that could still be shown is put where its reader works now, before the old one goes.
 */
export function createReaderMoves({ station, staff, notices, messageOf, log }: ReaderMovesDeps): ReaderMoves {
  let known: string | null = null;
  let running: Promise<void> = Promise.resolve();
  let isStopped = false;
  const accountOf = (uid: string) => staff.list().find((account) => account.uid === uid);

  async function follow(key: string, gridNumber: number): Promise<void> {
    const message = await messageOf(key);
    const account = message?.recipient.kind === 'staff' ? accountOf(message.recipient.uid) : undefined;
    if (!message || !account || speaksOf(message, `${station}-${gridNumber}`)) return;
    const { hasDesk, grids } = noticePlaces(account);
    if (!hasDesk && grids.length > 0) await notices.put(message, key, grids);
  }

  async function run(): Promise<void> {
    const gridsOf = (uid: string) => {
      const account = accountOf(uid);
      return account ? noticePlaces(account).grids : null;
    };
    const count = await notices.leave(gridsOf, follow, () => isStopped);
    if (count > 0) log.info('outbox.notices-left', { count });
  }

  return {
    look: () => {
      const now = JSON.stringify(staff.list().map((account) => [account.uid, noticePlaces(account).grids]));
      if (now === known) return;
      known = now;
      running = running.then(run).catch((thrown: unknown) => {
        // Tried again with the next look.
        known = null;
        log.warn('outbox.notices-failed', errorFields(thrown));
      });
    },
    stop: () => {
      isStopped = true;
      return running;
    },
  };
}

/** Where somebody has notices: nowhere with the desk, where the messages themselves are. */
function noticePlaces(account: AccountView): { readonly hasDesk: boolean; readonly grids: readonly number[] } {
  const { hasDesk, grids } = account.active ? placesOf(account) : { hasDesk: false, grids: [] };
  return { hasDesk, grids: hasDesk ? [] : grids };
}

const speaksOf = ({ values }: Message, scope: string): boolean =>
  Object.values(values).some((value) => value.kind === 'field' && parseDocumentId(value.record)?.scope === scope);
