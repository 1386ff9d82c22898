import type { TransferRefusal } from '#shared/domain/transfers/transfers';
import type { TransferView } from '#shared/ipc/transfer-api';
import type { StationAdmin } from '#renderer/data/index';

/** Somebody whom no device holds any more: moved to the second grid. */
const LONG_GONE = '01M4G0NE000000000000000001';

/** How often the host is asked about a transfer before it is done. */
const ASKED_UNTIL_DONE = 2;

/**
 * The host's transfers in memory. Nothing leaves the device; a transfer is done when it was asked about twice. `refused: <why>` as
 * reason has it refused.
 */
export function fakeTransfers(
  by: string,
  nowMs: () => number,
  answer: () => Promise<void>,
): Pick<StationAdmin, 'transfer' | 'transfers' | 'placement'> {
  let all: readonly TransferView[] = [];
  let asked = 0;
  return {
    async transfer({ kind, uid, from, to, reason }) {
      await answer();
      const refused = /^refused: (.+)$/.exec(reason)?.[1];
      if (refused) return { outcome: 'refused', reason: refused as TransferRefusal };
      asked = 0;
      const counts = { people: 0, visits: 0, others: 0, unreadable: 0 };
      const id = `01M4TRANSFER00000000000${String(all.length).padStart(3, '0')}`;
      const transfer: TransferView = {
        ...{ id, kind, uid, from, to, reason, by },
        ...{ state: 'moving', startedAtMs: nowMs(), endedAtMs: null, counts },
      };
      all = [transfer, ...all];
      return { outcome: 'started', transfer };
    },
    async transfers() {
      await answer();
      asked += 1;
      if (asked >= ASKED_UNTIL_DONE) {
        const counts = { people: 2, visits: 5, others: 3, unreadable: 1 };
        all = all.map((each) => ({ ...each, state: 'done', endedAtMs: nowMs(), counts }));
      }
      return all;
    },
    async placement(_type, uid) {
      await answer();
      return uid === LONG_GONE ? 2 : (all.find((each) => each.uid === uid)?.to ?? null);
    },
  };
}
