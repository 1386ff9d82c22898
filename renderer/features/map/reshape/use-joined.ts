import { useEffect, useState } from 'react';
import type { MultiPolygon } from '#shared/schema/types/place';
import type { BoundaryChecks } from '#renderer/ui/map/index';

type Joined = NonNullable<Awaited<ReturnType<BoundaryChecks['join']>>>;

/** The shapes put together, in the thread of the checks; undefined until they are. */
export function useJoined(thread: BoundaryChecks, shapes: readonly MultiPolygon[]): Joined | undefined {
  const [answer, setAnswer] = useState<{ readonly of: readonly MultiPolygon[]; readonly joined: Joined }>();
  useEffect(() => {
    if (shapes.length < 2) return;
    let isCurrent = true;
    void thread.join(shapes).then((joined) => {
      if (isCurrent && joined) setAnswer({ of: shapes, joined });
    });
    return () => {
      isCurrent = false;
    };
  }, [thread, shapes]);
  return answer?.of === shapes ? answer.joined : undefined;
}
