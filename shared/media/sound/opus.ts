/** How long one frame of each configuration is, ms (RFC 6716, table 2). */
const FRAME_MS: readonly number[] = [
  ...[10, 20, 40, 60, 10, 20, 40, 60, 10, 20, 40, 60],
  ...[10, 20, 10, 20],
  ...[2.5, 5, 10, 20, 2.5, 5, 10, 20, 2.5, 5, 10, 20, 2.5, 5, 10, 20],
];

/** No packet is longer, ms. */
const LONGEST_MS = 120;

/** How long what is in an Opus packet sounds, ms; null for what is none. */
export function opusPacketMs(packet: Uint8Array): number | null {
  const [head, second] = packet;
  if (head === undefined) return null;
  const frame = FRAME_MS[head >> 3] ?? 0;
  const code = head & 3;
  const frames = code === 0 ? 1 : code < 3 ? 2 : (second ?? 0) & 0x3f;
  const ms = frame * frames;
  return frames === 0 || ms > LONGEST_MS ? null : ms;
}
