import { useMemo } from 'react';
import type { WireRecord } from '#shared/schema/envelope';
import { documentId, parseDocumentId } from '#shared/schema/ids';
import type { Finding } from '#shared/schema/types/quality';
import type { Write } from '#shared/sync/local-writer';
import { useAll, type OpenStation } from '#renderer/data/index';

/** Rule under which it is kept that two files are two people’s; the key is `not-same-person.<smaller uid>.<larger uid>`. */
export const NOT_SAME_PERSON = 'not-same-person';

/** Names a pair of files whichever comes first. */
export const pairKey = (a: string, b: string): string => (a < b ? `${a}.${b}` : `${b}.${a}`);

type Writing = Pick<OpenStation, 'nowMs' | 'newUid'>;

/**
 * The write that keeps in the grid of the first file that both are two people’s, from now on and on every device. Two devices that say
 * so make one record.
 */
export function notSameWrite(
  { nowMs, newUid }: Writing,
  first: { readonly id: string; readonly uid: string },
  otherUid: string,
): Write {
  const [subjectUid = '', other = ''] = pairKey(first.uid, otherUid).split('.');
  return {
    kind: 'create',
    keepExisting: true,
    creation: {
      type: 'finding',
      scope: parseDocumentId(first.id)?.scope ?? '',
      uid: newUid(),
      key: `${NOT_SAME_PERSON}.${pairKey(first.uid, otherUid)}`,
      fields: {
        ruleId: NOT_SAME_PERSON,
        subjectType: 'person',
        subjectUid,
        decision: 'accepted',
        before: { other },
        note: null,
        atMs: nowMs(),
      },
    },
  };
}

/** Says that two files are two people’s, or takes that back. Resolves when it is on disk. */
export async function setNotSame(
  station: Writing & Pick<OpenStation, 'writer'>,
  first: { readonly id: string; readonly uid: string },
  otherUid: string,
  isNotSame: boolean,
): Promise<void> {
  const write = notSameWrite(station, first, otherUid);
  if (isNotSame) await station.writer.writeTogether([write]);
  const scope = parseDocumentId(first.id)?.scope ?? '';
  const id = documentId('finding', scope, `${NOT_SAME_PERSON}.${pairKey(first.uid, otherUid)}`);
  await station.writer.edit(id, (record) => ({
    before: { ...(record as unknown as Finding).before, isTakenBack: !isNotSame },
  }));
}

/** Pairs that somebody called two people, as `pairKey` names them; undefined while loading. */
export function useNotSamePairs(): ReadonlySet<string> | undefined {
  const findings = useAll<Finding & WireRecord>('people', 'finding');
  return useMemo(
    () =>
      findings &&
      new Set(
        findings.flatMap(({ ruleId, subjectUid, before }) => {
          const { other, isTakenBack } = before;
          if (ruleId !== NOT_SAME_PERSON || typeof other !== 'string' || isTakenBack === true) return [];
          return [pairKey(subjectUid, other)];
        }),
      ),
    [findings],
  );
}
