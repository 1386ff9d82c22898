import type { Heard } from './heard';
import { opusPacketMs } from './opus';

/** Elements of Matroska that are looked at (RFC 9559), by their ids. */
const ID = {
  header: 0x1a45dfa3,
  docType: 0x4282,
  segment: 0x18538067,
  seekHead: 0x114d9b74,
  cues: 0x1c53bb6b,
  info: 0x1549a966,
  timestampScale: 0x2ad7b1,
  duration: 0x4489,
  tracks: 0x1654ae6b,
  trackEntry: 0xae,
  trackType: 0x83,
  codec: 0x86,
  cluster: 0x1f43b675,
  timestamp: 0xe7,
  simpleBlock: 0xa3,
  blockGroup: 0xa0,
  block: 0xa1,
} as const;

/** What is gone into; whatever else there is is leapt over by its size. */
const MASTERS: ReadonlySet<number> = new Set([
  ID.header,
  ID.segment,
  ID.info,
  ID.tracks,
  ID.trackEntry,
  ID.cluster,
  ID.blockGroup,
]);

const AUDIO = 2;
const MARK = [0x1a, 0x45, 0xdf, 0xa3];

/** Whether bytes begin as WebM does. */
export const isWebm = (bytes: Uint8Array): boolean => MARK.every((byte, at) => bytes[at] === byte);

interface Element {
  readonly id: number;
  /** Where its size stands. */
  readonly sizeAt: number;
  readonly from: number;
  /** Null for one that ends where the next of its rank begins, as live recordings have them. */
  readonly to: number | null;
}

/** What is in a WebM file; null for one that is cut off or is not what it says. */
export function heardInWebm(bytes: Uint8Array<ArrayBuffer>): Heard | null {
  let docType = '';
  let tracks = 0;
  let isOpus = true;
  let scaleMs = 1;
  let clusterMs = 0;
  let endMs = 0;
  let soundMs = 0;
  for (const element of elementsOf(bytes)) {
    if (element === null) return null;
    const value = bytes.subarray(element.from, element.to ?? element.from);
    switch (element.id) {
      case ID.docType:
        docType = textOf(value);
        break;
      case ID.timestampScale:
        scaleMs = uintOf(value) / 1e6;
        break;
      case ID.trackEntry:
        tracks += 1;
        break;
      case ID.trackType:
        isOpus &&= uintOf(value) === AUDIO;
        break;
      case ID.codec:
        isOpus &&= textOf(value) === 'A_OPUS';
        break;
      case ID.timestamp:
        clusterMs = uintOf(value) * scaleMs;
        break;
      case ID.simpleBlock:
      case ID.block: {
        const block = blockOf(value);
        if (!block) return null;
        endMs = Math.max(endMs, clusterMs + block.at * scaleMs + block.ms);
        soundMs += block.ms;
      }
    }
  }
  if (docType !== 'webm' || tracks === 0) return null;
  return { isOpus: isOpus && tracks === 1, seconds: endMs / 1000, soundSeconds: soundMs / 1000 };
}

/**
 * A recording with its length written at its beginning, which a browser that records live leaves out: without it no player can go to a
 * place in it. What has an index or sizes of its own stays as it is.
 */
export function withDuration(bytes: Uint8Array<ArrayBuffer>, seconds: number): Uint8Array<ArrayBuffer> {
  const found = [...elementsOf(bytes)].flatMap((element) => element ?? []);
  const segment = found.find(({ id }) => id === ID.segment);
  const info = found.find(({ id }) => id === ID.info);
  const isIndexed = found.some(({ id }) => id === ID.seekHead || id === ID.cues || id === ID.duration);
  if (!segment || segment.to !== null || !info || info.to === null || isIndexed) return bytes;
  const scale = found.find(({ id }) => id === ID.timestampScale);
  const scaleMs = scale ? uintOf(bytes.subarray(scale.from, scale.to ?? scale.from)) / 1e6 : 1;
  const duration = new Uint8Array(11);
  duration.set([0x44, 0x89, 0x88]);
  new DataView(duration.buffer).setFloat64(3, (seconds * 1000) / scaleMs);
  const size = new Uint8Array(8);
  new DataView(size.buffer).setBigUint64(0, BigInt(info.to - info.from + duration.length) | (1n << 56n));
  const pieces = [bytes.subarray(0, info.sizeAt), size, bytes.subarray(info.from, info.to), duration];
  return joined([...pieces, bytes.subarray(info.to)]);
}

/** The elements in the order in which they stand, those inside others after them; null, at the end, where one does not fit. */
function* elementsOf(bytes: Uint8Array<ArrayBuffer>): Generator<Element | null> {
  let at = 0;
  while (at < bytes.length) {
    const element = elementAt(bytes, at);
    if (!element) return yield null;
    const isMaster = MASTERS.has(element.id);
    if (element.to === null ? !isMaster : element.to > bytes.length) return yield null;
    yield element;
    at = isMaster ? element.from : (element.to ?? bytes.length);
  }
}

function elementAt(bytes: Uint8Array, at: number): Element | null {
  const id = numberAt(bytes, at, 4, false);
  const sizeAt = at + (id?.bytes ?? 0);
  const size = id && numberAt(bytes, sizeAt, 8, true);
  if (!id || !size) return null;
  const from = sizeAt + size.bytes;
  return {
    id: id.value,
    sizeAt,
    from,
    to: size.value === 2 ** (7 * size.bytes) - 1 ? null : from + size.value,
  };
}

/** A number of variable length, whose first byte says how long it is; with or without the bit that says so. */
function numberAt(bytes: Uint8Array, at: number, most: number, isBare: boolean) {
  const first = bytes[at] ?? 0;
  const length = Math.clz32(first) - 23;
  if (first === 0 || length > most || at + length > bytes.length) return null;
  let value = isBare ? first & (0xff >> length) : first;
  for (let next = 1; next < length; next += 1) value = value * 256 + (bytes[at + next] ?? 0);
  return { value, bytes: length };
}

/** When a block begins within its cluster, in its scale, and how long it sounds; null for one that holds several or no Opus. */
function blockOf(value: Uint8Array): { readonly at: number; readonly ms: number } | null {
  const track = numberAt(value, 0, 8, true);
  const head = track?.bytes ?? 0;
  const [high = 0, low = 0, flags] = value.subarray(head);
  if (!track || flags === undefined || (flags & 0x06) !== 0) return null;
  const ms = opusPacketMs(value.subarray(head + 3));
  return ms === null ? null : { at: ((high << 24) >> 16) | low, ms };
}

const uintOf = (value: Uint8Array): number => value.reduce((sum, byte) => sum * 256 + byte, 0);

const textOf = (value: Uint8Array): string => new TextDecoder('latin1').decode(value).replace(/\0+$/, '');

function joined(pieces: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const all = new Uint8Array(pieces.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const piece of pieces) {
    all.set(piece, at);
    at += piece.length;
  }
  return all;
}
