import type { Vector } from '../schema/envelope';

/** How `a` stands to `b`: `after` means that `a` has seen everything `b` has, and more. */
export type Causality = 'equal' | 'before' | 'after' | 'concurrent';

/** Compares two version vectors; a replica that a vector does not name counts as 0. */
export function compareVectors(a: Vector, b: Vector): Causality {
  let ahead = false;
  let behind = false;
  for (const replica of Object.keys(a)) {
    const mine = a[replica] ?? 0;
    const theirs = b[replica] ?? 0;
    if (mine > theirs) ahead = true;
    else if (mine < theirs) behind = true;
  }
  for (const replica of Object.keys(b)) {
    if ((b[replica] ?? 0) > (a[replica] ?? 0)) behind = true;
  }
  if (ahead && behind) return 'concurrent';
  if (ahead) return 'after';
  return behind ? 'before' : 'equal';
}

/** The least vector that has seen all that `a` and `b` have. Keys are sorted, so equal vectors are equal JSON. */
export function joinVectors(a: Vector, b: Vector): Vector {
  const replicas = [...new Set([...Object.keys(a), ...Object.keys(b)])].sort();
  return Object.fromEntries(replicas.map((replica) => [replica, Math.max(a[replica] ?? 0, b[replica] ?? 0)]));
}

/** The vector after `replica` has made its write number `counter`. */
export function advanceVector(vector: Vector, replica: string, counter: number): Vector {
  return joinVectors(vector, { [replica]: counter });
}

/** One string per vector, for comparing two states of a record cheaply. */
export function vectorKey(vector: Vector): string {
  return Object.keys(vector)
    .sort()
    .map((replica) => `${replica}:${vector[replica]}`)
    .join(',');
}
