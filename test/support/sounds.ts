/** Recordings as browsers write them, made of packets that say how long they are and sound like nothing. */

type Bytes = Uint8Array<ArrayBuffer>;

/** 20 ms of Opus, one frame. */
const PACKET = Uint8Array.from([0x78, 1, 2, 3, 4]);
const PACKET_MS = 20;

export interface RecordingOptions {
  readonly seconds?: number;
  readonly codec?: string;
  /** Kind of the track: 2 is sound, 1 a picture. */
  readonly trackType?: number;
  readonly docType?: string;
  readonly tracks?: number;
  /** Time from one packet to the next as it is written down, ms. */
  readonly stepMs?: number;
  readonly packet?: Uint8Array;
  /** Sizes of segment and clusters in place of "until the next one". */
  readonly isSized?: boolean;
}

/** WebM as `MediaRecorder` writes it: live, without sizes, length or index. */
export function aWebm({
  seconds = 2,
  codec = 'A_OPUS',
  trackType = 2,
  docType = 'webm',
  tracks = 1,
  stepMs = PACKET_MS,
  packet = PACKET,
  isSized = false,
}: RecordingOptions = {}): Bytes {
  const track = element('ae', element('83', [trackType]), element('86', text(codec)));
  const blocks = Array.from({ length: Math.round((seconds * 1000) / PACKET_MS) }, (_each, at) => at * stepMs);
  const clusters = new Map<number, Bytes[]>();
  for (const ms of blocks) {
    const cluster = Math.floor(ms / 1000) * 1000;
    const block = element('a3', [0x81, (ms - cluster) >> 8, (ms - cluster) & 0xff, 0x80], packet);
    clusters.set(cluster, [...(clusters.get(cluster) ?? []), block]);
  }
  const outer = isSized ? element : open;
  return bytes(
    element('1a45dfa3', element('4282', text(docType))),
    outer(
      '18538067',
      element('1549a966', element('2ad7b1', [0x0f, 0x42, 0x40]), element('4d80', text('test'))),
      element('1654ae6b', ...Array.from({ length: tracks }, () => track)),
      ...[...clusters].map(([ms, own]) =>
        outer('1f43b675', element('e7', [(ms >> 16) & 0xff, (ms >> 8) & 0xff, ms & 0xff]), ...own),
      ),
    ),
  );
}

/** Ogg with Opus in it, a page for each second. */
export function anOgg({ seconds = 2, codec = 'OpusHead', stepMs = PACKET_MS }: RecordingOptions = {}): Bytes {
  const skip = 312;
  const head = bytes(text(codec), [1, 1, skip & 0xff, skip >> 8, 0x80, 0xbb, 0, 0, 0, 0, 0]);
  const packets = Math.round((seconds * 1000) / PACKET_MS);
  const pages: Bytes[] = [oggPage([head], 0, 2), oggPage([text('OpusTags')], 0, 0)];
  for (let from = 0; from < packets; from += 50) {
    const own = Array.from({ length: Math.min(50, packets - from) }, () => PACKET);
    pages.push(oggPage(own, skip + (from + own.length) * stepMs * 48, 0));
  }
  return bytes(...pages);
}

function oggPage(packets: readonly Uint8Array[], granule: number, flags: number): Bytes {
  const head = new Uint8Array(27);
  head.set(text('OggS'));
  head[5] = flags;
  new DataView(head.buffer).setBigInt64(6, BigInt(granule), true);
  head[14] = 7;
  head[26] = packets.length;
  return bytes(
    head,
    packets.map(({ length }) => length),
    ...packets,
  );
}

function element(id: string, ...parts: readonly (Uint8Array | readonly number[])[]): Bytes {
  const content = bytes(...parts);
  const size = new Uint8Array(4);
  new DataView(size.buffer).setUint32(0, content.length | 0x10000000);
  return bytes(hex(id), size, content);
}

/** One that ends where the next of its rank begins. */
const open = (id: string, ...parts: readonly Uint8Array[]): Bytes =>
  bytes(hex(id), [0x01, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff], ...parts);

const hex = (id: string): Bytes => new Uint8Array(Buffer.from(id, 'hex'));
const text = (words: string): Bytes => new Uint8Array(Buffer.from(words));

function bytes(...parts: readonly (Uint8Array | readonly number[])[]): Bytes {
  return new Uint8Array(Buffer.concat(parts.map((part) => Uint8Array.from(part))));
}
