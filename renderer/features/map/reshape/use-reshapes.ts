import { useEffect, useState } from 'react';
import type { ReshapeView } from '#shared/ipc/reshape-api';
import { useStation } from '#renderer/data/index';

const ASK_EVERY_MS = 1000;

/** The host's splits and merges as it last told of them. */
export interface KnownReshapes {
  /** The last one first; undefined until it has answered once. */
  readonly all: readonly ReshapeView[] | undefined;
  /** It did not answer the last time. */
  readonly isAway: boolean;
}

/** Asks the host again and again, as long as something is under way or it is away. */
export function useReshapes(): KnownReshapes {
  const { admin } = useStation();
  const [known, setKnown] = useState<KnownReshapes>({ all: undefined, isAway: false });
  const isOver = !known.isAway && known.all?.every(({ state }) => state === 'done') === true;
  useEffect(() => {
    if (isOver) return;
    let isWanted = true;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const ask = async () => {
      const answer = await admin.reshapes().catch(() => null);
      if (!isWanted) return;
      setKnown((before) => ({ all: answer ?? before.all, isAway: answer === null }));
      timer = setTimeout(() => void ask(), ASK_EVERY_MS);
    };
    void ask();
    return () => {
      isWanted = false;
      clearTimeout(timer);
    };
  }, [admin, isOver]);
  return known;
}
