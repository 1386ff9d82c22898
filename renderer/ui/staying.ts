const held = new Set<symbol>();

/** Keeps the screen from locking by itself while somebody is at it without touching it, as in a call; answers how to let go. */
export function stayOpen(): () => void {
  const own = Symbol('staying');
  held.add(own);
  return () => void held.delete(own);
}

/** Whether anything keeps the screen open at this moment. */
export const isStaying = (): boolean => held.size > 0;
