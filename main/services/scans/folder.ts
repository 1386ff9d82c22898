import { createHash } from 'node:crypto';
import { constants } from 'node:fs';
import { access, lstat, mkdir, open, readdir, realpath, rename, rm, stat } from 'node:fs/promises';
import { isAbsolute, join, parse, sep } from 'node:path';
import { MOST_SCAN_BYTES, type ScanFolderTrouble, type ScanKind, type ScanRefusal } from '#shared/ipc/scans-api';
import { HEAD_BYTES, lookAt, TAIL_BYTES } from './whole';

/** Where scans go that were taken. */
export const TAKEN = 'taken';

/** A file of the folder as it was seen. */
export interface SeenFile {
  readonly id: string;
  readonly name: string;
  readonly bytes: number;
  readonly savedAtMs: number;
}

/** More in the folder than this, and only the newest are looked at: it was never cleared. */
const MOST_FILES = 200;
/** What scanners and file systems leave beside scans while they write, and what hides. */
const NOT_YET = /^(?:\.|~|Thumbs\.db$|desktop\.ini$)|\.(?:tmp|part|partial|crdownload|lock)$/i;

/** What is the matter with a folder for scans; null where it can be used. `own` are folders of the host. */
export async function troubleOf(folder: string, own: readonly string[]): Promise<ScanFolderTrouble | null> {
  if (!isAbsolute(folder)) return 'not-absolute';
  let real: string;
  try {
    real = await realpath(folder);
    if (!(await stat(real)).isDirectory()) return 'no-folder';
  } catch (thrown) {
    return codeOf(thrown) === 'EACCES' ? 'unreadable' : 'missing';
  }
  for (const each of own) {
    const ours = await realpath(each).catch(() => each);
    if (isWithin(real, ours) || isWithin(ours, real)) return 'own';
  }
  if (parse(real).root === real) return 'own';
  const may = (mode: number) => access(real, mode).then(yes, no);
  if (!(await may(constants.R_OK | constants.X_OK))) return 'unreadable';
  return (await may(constants.W_OK)) ? null : 'unwritable';
}

const yes = (): boolean => true;
const no = (): boolean => false;
const isWithin = (inner: string, outer: string): boolean => inner === outer || inner.startsWith(outer + sep);
const codeOf = (thrown: unknown): unknown => (thrown instanceof Error && 'code' in thrown ? thrown.code : null);

/** The files of the folder, the newest first. Links and folders are none: a link could lead to anything. Throws what the system says. */
export async function filesIn(folder: string): Promise<readonly SeenFile[]> {
  const names = (await readdir(folder)).filter((name) => !NOT_YET.test(name));
  const seen: SeenFile[] = [];
  for (const name of names) {
    const file = await lstat(join(folder, name)).catch(() => null);
    if (!file?.isFile()) continue;
    const savedAtMs = Math.floor(file.mtimeMs);
    seen.push({ id: idOf(name, file.size, file.mtimeMs, file.ino), name, bytes: file.size, savedAtMs });
  }
  return seen.sort((a, b) => b.savedAtMs - a.savedAtMs || a.name.localeCompare(b.name)).slice(0, MOST_FILES);
}

const idOf = (...parts: readonly (string | number)[]): string =>
  createHash('sha256').update(parts.join('\0')).digest('hex').slice(0, 32);

/** What a file is that has stopped growing: a scan, one whose end is missing, or none. */
export async function judge(
  folder: string,
  { name, bytes }: SeenFile,
): Promise<{ readonly kind: ScanKind } | { readonly why: ScanRefusal }> {
  if (bytes === 0) return { why: 'empty' };
  if (bytes > MOST_SCAN_BYTES) return { why: 'too-large' };
  const file = await openPlain(join(folder, name));
  try {
    const part = async (at: number, most: number) => {
      const buffer = new Uint8Array(Math.min(most, bytes));
      const { bytesRead } = await file.read(buffer, 0, buffer.length, at);
      return buffer.subarray(0, bytesRead);
    };
    const { kind, isWhole } = lookAt(
      await part(0, HEAD_BYTES),
      await part(Math.max(0, bytes - TAIL_BYTES), TAIL_BYTES),
    );
    if (kind === null) return { why: 'format' };
    return isWhole ? { kind } : { why: 'incomplete' };
  } finally {
    await file.close();
  }
}

/** The bytes of a file that is still the one that was seen; null otherwise. */
export async function readScan(folder: string, seen: SeenFile): Promise<Uint8Array | null> {
  const file = await openPlain(join(folder, seen.name)).catch(() => null);
  if (!file) return null;
  try {
    const { size, mtimeMs, ino } = await file.stat();
    if (idOf(seen.name, size, mtimeMs, ino) !== seen.id || size > MOST_SCAN_BYTES) return null;
    return new Uint8Array(await file.readFile());
  } finally {
    await file.close();
  }
}

/** Never through a link that took the file's place meanwhile. */
const openPlain = (path: string) => open(path, constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0));

/** Moves a scan out of the way, in one step: it lies in one place or the other, whenever the machine stops. Throws what the system says. */
export async function moveAway(folder: string, { name }: SeenFile): Promise<void> {
  const taken = join(folder, TAKEN);
  await mkdir(taken, { recursive: true });
  const { name: stem, ext } = parse(name);
  for (let number = 1; ; number += 1) {
    const target = join(taken, number === 1 ? name : `${stem}-${number}${ext}`);
    if (await lstat(target).then(yes, no)) continue;
    await rename(join(folder, name), target);
    return;
  }
}

export const removeScan = (folder: string, { name }: SeenFile): Promise<void> => rm(join(folder, name));
