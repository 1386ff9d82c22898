import { useEffect, useState } from 'react';
import { useObservable, useStation, type DuplicatePair } from '#renderer/data/index';
import { pairKey, useNotSamePairs } from '../people/index';

/** Pairs shown at once; the next ones come up when these are decided. */
const MOST = 200;

/** Pairs of files that may be one person’s and that nobody called two people, the surest first; undefined while they are compared. */
export function useDuplicates(): readonly DuplicatePair[] | undefined {
  const { register } = useStation();
  const version = useObservable(register.version$);
  const notSame = useNotSamePairs();
  const [pairs, setPairs] = useState<readonly DuplicatePair[]>();
  useEffect(() => {
    let isCurrent = true;
    register.duplicates(MOST).then(
      (found) => {
        if (isCurrent) setPairs(found);
      },
      () => {
        if (isCurrent) setPairs([]);
      },
    );
    return () => {
      isCurrent = false;
    };
  }, [register, version]);
  if (!pairs || !notSame) return undefined;
  return pairs.filter(({ a, b }) => !notSame.has(pairKey(a.uid, b.uid)));
}
