import { READING_OF, type Look, type Seen, type WatchRule } from './watch';

/**
 * Whether the device itself says that all is well again after an alarm: water runs, the device speaks, there is no smoke and no leak any more. Buttons,
 * doors and blood pressure say no such thing.
 */
export function isWellAgain(rule: WatchRule, seen: Pick<Seen, 'readings'>, { sinceMs, isBlind }: Look): boolean {
  switch (rule.id) {
    case 'no-water':
    case 'silent':
      return sinceMs === null && !isBlind;
    case 'smoke':
    case 'leak': {
      const kind = READING_OF[rule.id];
      const newest = seen.readings
        .filter(({ reading }) => reading.kind === kind)
        .reduce<Seen['readings'][number] | null>((last, each) => (last && last.atMs > each.atMs ? last : each), null);
      if (newest?.reading.kind === 'smoke') return !newest.reading.isSmoke;
      return newest?.reading.kind === 'leak' && !newest.reading.isLeak;
    }
    case 'help':
    case 'night-door':
    case 'blood-pressure':
      return false;
  }
}
