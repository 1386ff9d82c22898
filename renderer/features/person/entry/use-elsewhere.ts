import { useEffect, useState } from 'react';
import { isClosed } from '#shared/schema/opened-person';
import { parseDocumentId } from '#shared/schema/ids';
import { useStation, useSync } from '#renderer/data/index';
import type { PersonRecord } from '../../people/index';
import type { Entry } from './use-entry';

/** Where else a file with the typed id lies: in one that is closed to the reader, or at the station and not on this device. */
export type Elsewhere = 'closed' | 'not-here';

/**
 * Asks the host for what this device cannot tell, once for each whole id that nobody here has; the host writes the question down. Null
 * while nothing is known, and while the host is away: two files are then found as duplicates once both are at the station.
 */
export function useElsewhere({ checkedId, alike }: Entry, person: PersonRecord | null): Elsewhere | null {
  const { admin, records } = useStation();
  const isLive = useSync()?.status.link.kind === 'live';
  const [answer, setAnswer] = useState<{ readonly of: string; readonly found: Elsewhere | null } | null>(null);
  const id = checkedId?.problems.length === 0 ? checkedId.id : null;
  const isHere = alike.some(({ reasons }) => reasons.includes('citizen-id'));
  const ownId = person?._id ?? null;
  useEffect(() => {
    if (id === null || isHere || !isLive) return;
    let isCurrent = true;
    const ask = async (): Promise<Elsewhere | null> => {
      const ids = (await admin.match('citizenId', id)).filter((each) => each !== ownId);
      for (const each of ids) {
        const uid = parseDocumentId(each)?.key ?? '';
        const here = await records.byUid<PersonRecord>('people', 'person', uid);
        if (!here) return 'not-here';
        if (isClosed(here)) return 'closed';
      }
      return null;
    };
    ask().then(
      (found) => {
        if (isCurrent) setAnswer({ of: id, found });
      },
      // Without an answer there is nothing to say: entering goes on.
      () => undefined,
    );
    return () => {
      isCurrent = false;
    };
  }, [admin, records, id, isHere, isLive, ownId]);
  return answer?.of === id && !isHere ? answer.found : null;
}
