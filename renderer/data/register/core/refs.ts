/** Numbers for uids, so that links between records can lie in typed arrays whether or not the other record is here yet. */
export interface Refs {
  /** The number of a uid, from 0 on, made at the first time; -1 for none. */
  of(uid: string | null): number;
  /** The number of a uid that was seen before, else -1. */
  known(uid: string): number;
  readonly size: number;
}

/** See `Refs`. */
export function createRefs(): Refs {
  const refs = new Map<string, number>();
  return {
    of(uid) {
      if (uid === null) return -1;
      const known = refs.get(uid);
      if (known !== undefined) return known;
      refs.set(uid, refs.size);
      return refs.size - 1;
    },
    known: (uid) => refs.get(uid) ?? -1,
    get size() {
      return refs.size;
    },
  };
}
