import type { ScanKind } from '#shared/ipc/scans-api';

/** Bytes from either end of a file by which it is told what it is, and whether its end is there. */
export const HEAD_BYTES = 1024;
export const TAIL_BYTES = 1024;

export interface Looked {
  /** Null: neither JPEG, PNG nor PDF, whatever it is called. */
  readonly kind: ScanKind | null;
  readonly isWhole: boolean;
}

const JPEG_START = [0xff, 0xd8, 0xff];
const PNG_START = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];
/** Length 0, `IEND`, its check sum: the end of every PNG. */
const PNG_END = [0, 0, 0, 0, 0x49, 0x45, 0x4e, 0x44, 0xae, 0x42, 0x60, 0x82];

/** What a file is by its content, and whether its own end mark stands where it ends. */
export function lookAt(head: Uint8Array, tail: Uint8Array): Looked {
  if (startsWith(head, JPEG_START)) return { kind: 'jpeg', isWhole: endsWith(withoutPadding(tail), [0xff, 0xd9]) };
  if (startsWith(head, PNG_START)) return { kind: 'png', isWhole: endsWith(tail, PNG_END) };
  // ISO 32000-1, annex H, notes 13 and 18: readers look for both within the first and the last 1024 bytes.
  if (latin1(head).includes('%PDF-')) return { kind: 'pdf', isWhole: latin1(tail).includes('%%EOF') };
  return { kind: null, isWhole: true };
}

const startsWith = (bytes: Uint8Array, mark: readonly number[]): boolean =>
  bytes.length >= mark.length && mark.every((byte, at) => bytes[at] === byte);

const endsWith = (bytes: Uint8Array, mark: readonly number[]): boolean =>
  bytes.length >= mark.length && mark.every((byte, at) => bytes[bytes.length - mark.length + at] === byte);

/** Some scanners fill their files up with zeros. */
function withoutPadding(bytes: Uint8Array): Uint8Array {
  let end = bytes.length;
  while (end > 0 && bytes[end - 1] === 0) end -= 1;
  return bytes.subarray(0, end);
}

const latin1 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('latin1');
