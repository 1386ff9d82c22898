import { accessOf } from '#shared/domain/access/access';
import type { AccountView } from '#shared/ipc/admin-api';
import type { StaffAdmin } from '../../ports';
import type { Channel } from '../channel';
import type { Notices } from '../notices';

export interface AppChannelDeps {
  readonly staff: Pick<StaffAdmin, 'list'>;
  readonly notices: Pick<Notices, 'put'>;
}

/**
 * The product itself: it shows behind the bell of whom it is for, on every device of theirs. Whoever's post opens the desk has the record
 * there; whoever works in a grid gets a notice in the grid's database, sealed. Everybody else has no place where it could be shown.
 */
export function createAppChannel({ staff, notices }: AppChannelDeps): Channel {
  const accountOf = (uid: string) => staff.list().find((account) => account.uid === uid && account.active);
  return {
    carries: 'record',
    disturbs: true,
    refuses: ({ recipient }) => {
      if (recipient.kind !== 'staff') return 'the product shows messages to staff only';
      const account = accountOf(recipient.uid);
      if (!account) return 'nobody who works here';
      const { hasDesk, grids } = placesOf(account);
      return hasDesk || grids.length > 0 ? null : 'a post that opens neither the desk nor a grid';
    },
    send: async ({ key, message }) => {
      const account = message.recipient.kind === 'staff' ? accountOf(message.recipient.uid) : undefined;
      const { hasDesk, grids } = account ? placesOf(account) : { hasDesk: false, grids: [] };
      const isThere = hasDesk || (await notices.put(message, key, grids));
      return isThere ? { kind: 'sent', code: 'ok' } : { kind: 'failed', code: 'not-reached' };
    },
  };
}

/** Where the product shows messages to somebody: at the desk, or in grids. */
export function placesOf({ post, functions, gridNumbers }: AccountView) {
  const { places } = accessOf({ actor: post, functions, gridNumbers }, gridNumbers);
  return {
    hasDesk: places.some(({ kind }) => kind === 'desk'),
    grids: places.flatMap(({ kind, gridNumber }) => (kind === 'grid' && gridNumber !== null ? [gridNumber] : [])),
  };
}
