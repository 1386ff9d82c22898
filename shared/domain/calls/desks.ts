/** A person at a screen who may answer. */
export interface Desk {
  /** Staff uid. */
  readonly uid: string;
  /** The window where the person sits that is open, and whether a number is before it; null without one, or at one that pauses. */
  readonly window: { readonly id: string; readonly isServing: boolean } | null;
  /** Another call rings there at this moment. */
  readonly isRung: boolean;
  /** The screen is locked: whoever it belongs to may have gone. */
  readonly isLocked: boolean;
  /** When it rang there last, about any call; null for never. */
  readonly lastRungMs: number | null;
}

/**
 * At which desk it rings next, or null where nobody is left. It rings nowhere twice about one call, and at nobody's who talks. Two calls ring at one
 * desk only where there is no other. Open windows come first, of these the ones with nobody before them; then everybody else who is at a screen. A locked
 * screen rings last, and only at an open window: there somebody is near, and anywhere else a call would wait for people who have gone home.
 * Among equals it rings where it rang longest ago, so that calls go round; desks where it never rang go by window, then by uid.
 */
export function nextDesk(
  desks: readonly Desk[],
  { rung, inCall }: { readonly rung: readonly string[]; readonly inCall: ReadonlySet<string> },
): string | null {
  const left = desks.filter(
    ({ uid, isLocked, window }) => !rung.includes(uid) && !inCall.has(uid) && (!isLocked || window !== null),
  );
  return [...left].sort(byTurn)[0]?.uid ?? null;
}

function byTurn(a: Desk, b: Desk): number {
  return (
    Number(a.isLocked) - Number(b.isLocked) ||
    Number(a.isRung) - Number(b.isRung) ||
    rankOf(a) - rankOf(b) ||
    (a.lastRungMs ?? 0) - (b.lastRungMs ?? 0) ||
    Number(a.window?.id ?? 0) - Number(b.window?.id ?? 0) ||
    (a.uid < b.uid ? -1 : 1)
  );
}

const rankOf = ({ window }: Desk): number => (window === null ? 2 : window.isServing ? 1 : 0);
