/** What a screen still has to bring to disk before the page may go; answers whether all of it is there. */
type Settle = () => Promise<boolean>;

const settling = new Set<Settle>();

/** Registers work to be awaited before the page goes (a reload, another version, locking, signing out); answers how to take it back. */
export function settleBeforeLeaving(settle: Settle): () => void {
  settling.add(settle);
  return () => settling.delete(settle);
}

/** Waits for everything registered; false when some of it could not be saved and is only on the screen. */
export async function leavingSettled(): Promise<boolean> {
  const settled = await Promise.all([...settling].map((settle) => settle()));
  return settled.every((isSaved) => isSaved);
}
