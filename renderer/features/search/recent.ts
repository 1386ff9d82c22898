import { useEffect } from 'react';
import { parseDocumentId } from '#shared/schema/ids';
import { useStation, type OpenStation } from '#renderer/data/index';
import { usePlace } from '#renderer/ui/index';

/** People who were opened, the latest first, by `_id`. In memory only, and gone with the session. */
const recent = new WeakMap<OpenStation, readonly string[]>();

const KEPT = 8;

/** Keeps in mind who is opened, on whatever page. */
export function useRemembersPeople(): void {
  const station = useStation();
  const { query } = usePlace();
  const opened = query['person'] ?? query['id'] ?? '';
  useEffect(() => {
    if (parseDocumentId(opened)?.type !== 'person') return;
    const others = recentPeople(station).filter((id) => id !== opened);
    recent.set(station, [opened, ...others].slice(0, KEPT));
  }, [station, opened]);
}

/** `_id`s of the people who were opened lately, the latest first. */
export const recentPeople = (station: OpenStation): readonly string[] => recent.get(station) ?? [];
