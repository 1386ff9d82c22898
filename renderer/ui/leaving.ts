/** What a screen still has to bring to disk before the page may go: a reload, another version, signing out. */
type Settle = () => Promise<void>;

const settling = new Set<Settle>();

/** Registers work to be awaited before the page goes; answers how to take it back. */
export function settleBeforeLeaving(settle: Settle): () => void {
  settling.add(settle);
  return () => settling.delete(settle);
}

/** Resolves when everything registered has settled. */
export async function leavingSettled(): Promise<void> {
  await Promise.all([...settling].map((settle) => settle()));
}
