import { accessOf } from '#shared/domain/access/access';
import type { AccountView } from '#shared/ipc/admin-api';
import type { StaffAdmin } from '../../ports';
import type { Channel } from '../channel';

export interface AppChannelDeps {
  readonly staff: Pick<StaffAdmin, 'list'>;
}

/**
 * The product itself: the record is on its way to every device of the desk, and shows behind the bell of whom it is for. Whoever's post
 * does not open the desk never gets it there, and is refused.
 */
export function createAppChannel({ staff }: AppChannelDeps): Channel {
  const accountOf = (uid: string) => staff.list().find((account) => account.uid === uid && account.active);
  return {
    carries: 'record',
    refuses: (recipient) => {
      if (recipient.kind !== 'staff') return 'the product shows messages to staff only';
      const account = accountOf(recipient.uid);
      if (!account) return 'nobody who works here';
      return opensDesk(account) ? null : 'a post that does not open the desk';
    },
    // Whether it still reaches them was asked just before.
    send: async () => ({ kind: 'sent', code: 'ok' }),
  };
}

function opensDesk({ post, functions, gridNumbers }: AccountView): boolean {
  const { places } = accessOf({ actor: post, functions, gridNumbers }, gridNumbers);
  return places.some(({ kind }) => kind === 'desk');
}
