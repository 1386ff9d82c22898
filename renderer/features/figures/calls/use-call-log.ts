import { useEffect, useState } from 'react';
import { callLogSchema, callPaths, type CallLogView } from '#shared/ipc/call-api';
import { useStation } from '#renderer/data/index';

/** What the host's log says. */
export type CallLog =
  | { readonly kind: 'loading' }
  | { readonly kind: 'failed'; readonly error: unknown }
  | { readonly kind: 'there'; readonly entries: CallLogView['entries'] };

/** Asks the host for a day, `YYYY-MM-DD`, or for the last ones where it is empty; null for what is no day. `again` asks at once. */
export function useCallLog(day: string | null): CallLog & { again(): void } {
  const { host } = useStation();
  const [round, setRound] = useState(0);
  const [known, setKnown] = useState<(CallLog & { readonly of: string | null }) | null>(null);
  useEffect(() => {
    if (day === null) return;
    let isWanted = true;
    host.get(day === '' ? callPaths.log : `${callPaths.log}?day=${day}`, callLogSchema).then(
      ({ entries }) => isWanted && setKnown({ of: day, kind: 'there', entries }),
      (error: unknown) => isWanted && setKnown({ of: day, kind: 'failed', error }),
    );
    return () => {
      isWanted = false;
    };
  }, [host, day, round]);
  const again = () => setRound((before) => before + 1);
  return known?.of === day ? { ...known, again } : { kind: 'loading', again };
}
