import type { Heard } from './heard';
import { opusPacketMs } from './opus';

/** Samples a second by which Ogg counts Opus, whatever was recorded (RFC 7845). */
const RATE = 48_000;
const HEAD_BYTES = 27;
const MARK = [0x4f, 0x67, 0x67, 0x53];
/** Packets before the first that sounds: what it is, and who made it. */
const HEADERS = 2;

/** Whether bytes begin as Ogg does. */
export const isOgg = (bytes: Uint8Array, at = 0): boolean => MARK.every((byte, offset) => bytes[at + offset] === byte);

/** What is in an Ogg file; null for one that is cut off or is not what it says. */
export function heardInOgg(bytes: Uint8Array<ArrayBuffer>): Heard | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let at = 0;
  let serial: number | null = null;
  let isOne = true;
  let packets = 0;
  let isInside = false;
  let head: Uint8Array | null = null;
  let samples = 0;
  let soundMs = 0;
  while (at < bytes.length) {
    if (!isOgg(bytes, at) || at + HEAD_BYTES > bytes.length) return null;
    const pieces = bytes[at + 26] ?? 0;
    const granule = view.getBigInt64(at + 6, true);
    serial ??= view.getUint32(at + 14, true);
    isOne &&= serial === view.getUint32(at + 14, true);
    let from = at + HEAD_BYTES + pieces;
    for (let piece = 0; piece < pieces; piece += 1) {
      const length = bytes[at + HEAD_BYTES + piece] ?? 0;
      if (from + length > bytes.length) return null;
      if (!isInside) {
        const packet = bytes.subarray(from, from + length);
        head ??= packet;
        if (packets >= HEADERS) {
          const ms = opusPacketMs(packet);
          if (ms === null) return null;
          soundMs += ms;
        }
        packets += 1;
      }
      // A piece of 255 goes on in the next one.
      isInside = length === 255;
      from += length;
    }
    // -1 stands where no packet ends on the page.
    if (granule >= 0n) samples = Math.max(samples, Number(granule));
    at = from;
  }
  if (!head || packets < HEADERS) return null;
  const isOpus = isOne && textOf(head.subarray(0, 8)) === 'OpusHead' && head.length >= 19;
  const skip = isOpus ? (head[10] ?? 0) + 256 * (head[11] ?? 0) : 0;
  return { isOpus, seconds: Math.max(0, samples - skip) / RATE, soundSeconds: soundMs / 1000 };
}

const textOf = (value: Uint8Array): string => new TextDecoder('latin1').decode(value);
