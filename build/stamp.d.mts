/** One hash over the names and contents of all files under the given paths; what does not exist counts as empty. */
export function contentHash(root: string, paths: readonly string[]): string;
/** The hash that `writeStamp` kept for this name, or null. */
export function readStamp(folder: string, name: string): string | null;
/** Keeps the hash of what was just built. */
export function writeStamp(folder: string, name: string, hash: string): void;
