import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { addDays, dateAtStation } from '#shared/domain/calendar/date';
import { openDurableFolder, syncFolder } from '../durable-folder';
import { errorFields } from '../error-fields';
import type { Log } from '../ports';
import type { HeardMessage } from '../sensor-ports';
import { frameText, mentions, readFrame } from './entries';
import { createSegment, readSegment, type LogCipher, type OpenSegment } from './segment';
import { readSummary, summarize, summaryText, type DeviceSummary, type Summary } from './summary';

/** So long the log is read at a time. */
const SLICE_MS = 10;
/** Segments are closed at midnight, or when they have grown to this. */
const MOST_BYTES = 32 * 1024 * 1024;
/** `00000012.2026-11-26.readings`: the order in which they were begun, and the day. */
const NAME = /^(\d{8})\.(\d{4}-\d{2}-\d{2})\.readings$/;
const summaryName = (segment: string): string => `${segment}.summary`;

interface Segment {
  readonly name: string;
  readonly day: string;
  readonly summary: Summary;
}

/** The segments of the log on disk. */
export interface ReadingStore {
  /** Resolves when they are on disk. Never two calls at once. `host.disk-full`, `host.folder-read-only`. */
  append(messages: readonly HeardMessage[]): Promise<void>;
  /** Messages that came on that day or later, a frame at a time, in the order in which they were logged. */
  since(day: string): AsyncGenerator<readonly HeardMessage[]>;
  /** Messages of a device that hold readings of a span. */
  of(device: string, fromMs: number, toMs: number): AsyncGenerator<readonly HeardMessage[]>;
  /** What each segment says of a device, the oldest first. */
  summaries(): ReadonlyMap<string, readonly DeviceSummary[]>;
  /** Drops the segments of days before that one. */
  dropBefore(day: string): Promise<void>;
  facts(): { readonly segments: number; readonly bytes: number; readonly damaged: number };
  close(): Promise<void>;
}

export interface ReadingStoreDeps {
  /** Where the segments lie; made where it is missing. */
  readonly path: string;
  readonly cipher: LogCipher;
  readonly log: Log;
  readonly now: () => number;
}

/**
 * Opens the segments that are there. Nothing of an earlier run is ever written to: each run begins a segment of its own, so what a power cut left at
 * the end of the last one can stay there. A frame that does not open is left out and counted, since alarms must go on without it.
 */
export async function openReadingStore({ path, cipher, log, now }: ReadingStoreDeps): Promise<ReadingStore> {
  const folder = await openDurableFolder(path);
  const segments: Segment[] = [];
  const sizes = new Map<string, number>();
  const damaged = new Map<string, number>();
  let current: { readonly segment: Segment; readonly file: OpenSegment } | null = null;
  let lastNumber = 0;

  const place = (name: string): Uint8Array => new Uint8Array(Buffer.from(name));
  const writeSummary = ({ name, summary }: Segment): Promise<void> =>
    folder.write(
      summaryName(name),
      cipher.seal(place(summaryName(name)), new Uint8Array(Buffer.from(summaryText(summary)))).toString('base64'),
    );

  async function* frames(name: string, wants: (text: string) => boolean): AsyncGenerator<readonly HeardMessage[]> {
    const upTo = current?.segment.name === name ? current.file.bytes() : undefined;
    let unread = 0;
    let begunAt = performance.now();
    for await (const text of readSegment(path, name, cipher, upTo)) {
      // A busy day has thousands of frames; requests have their turn.
      if (performance.now() - begunAt > SLICE_MS) {
        await new Promise((resolve) => setImmediate(resolve));
        begunAt = performance.now();
      }
      if (text !== null && !wants(text)) continue;
      const messages = text === null ? null : readFrame(text);
      if (messages) yield messages;
      else unread += 1;
    }
    if (unread > (damaged.get(name) ?? 0)) {
      damaged.set(name, unread);
      log.error('readings.damaged', { count: unread });
    }
  }

  async function knownSummary(name: string): Promise<Summary | null> {
    const text = await folder.read(summaryName(name));
    const opened = text === null ? null : cipher.open(place(summaryName(name)), bytesOf(text));
    return opened ? readSummary(opened.toString('utf8')) : null;
  }

  async function openOld(name: string, day: string): Promise<void> {
    const known = await knownSummary(name);
    const segment: Segment = { name, day, summary: known ?? new Map<string, DeviceSummary>() };
    if (!known) {
      for await (const messages of frames(name, () => true)) {
        for (const message of messages) summarize(segment.summary, message);
      }
      await writeSummary(segment);
    }
    segments.push(segment);
    sizes.set(name, (await stat(join(path, name))).size);
  }

  for (const name of (await readdir(path)).sort()) {
    const [, number, day] = NAME.exec(name) ?? [];
    if (number === undefined || day === undefined) continue;
    lastNumber = Number(number);
    await openOld(name, day);
  }

  async function closeCurrent(): Promise<void> {
    if (!current) return;
    const { segment, file } = current;
    current = null;
    sizes.set(segment.name, file.bytes());
    await file.close();
    await writeSummary(segment);
  }

  async function segmentFor(day: string) {
    if (current && (current.segment.day !== day || current.file.bytes() > MOST_BYTES)) {
      try {
        await closeCurrent();
      } catch (thrown) {
        // The summary can be made again from the segment.
        log.warn('readings.no-summary', errorFields(thrown));
      }
    }
    if (current) return current;
    lastNumber += 1;
    const name = `${String(lastNumber).padStart(8, '0')}.${day}.readings`;
    const file = await createSegment(path, name, cipher);
    await syncFolder(path);
    const segment: Segment = { name, day, summary: new Map() };
    segments.push(segment);
    return (current = { segment, file });
  }

  return {
    append: async (messages) => {
      const { segment, file } = await segmentFor(dateAtStation(now()));
      await file.append(frameText(messages));
      for (const message of messages) summarize(segment.summary, message);
    },
    async *since(day) {
      for (const segment of [...segments]) if (segment.day >= day) yield* frames(segment.name, () => true);
    },
    async *of(device, fromMs, toMs) {
      for (const { name, summary } of [...segments]) {
        const span = summary.get(device)?.span;
        if (span && span[0] <= toMs && span[1] >= fromMs) yield* frames(name, (text) => mentions(text, device));
      }
    },
    summaries: () => {
      const found = new Map<string, DeviceSummary[]>();
      for (const { summary } of segments) {
        for (const [device, said] of summary) {
          const list = found.get(device);
          if (list) list.push(said);
          else found.set(device, [said]);
        }
      }
      return found;
    },
    dropBefore: async (day) => {
      for (const segment of segments.filter((each) => each.day < day && each !== current?.segment)) {
        await folder.remove(segment.name);
        await folder.remove(summaryName(segment.name));
        segments.splice(segments.indexOf(segment), 1);
        sizes.delete(segment.name);
        damaged.delete(segment.name);
      }
    },
    facts: () => ({
      segments: segments.length,
      bytes: [...sizes.values()].reduce((sum, bytes) => sum + bytes, current?.file.bytes() ?? 0),
      damaged: [...damaged.values()].reduce((sum, count) => sum + count, 0),
    }),
    close: () => closeCurrent(),
  };
}

const bytesOf = (base64: string): Uint8Array => new Uint8Array(Buffer.from(base64, 'base64'));

/** The first day that is kept with that many days. */
export const firstDayKept = (nowMs: number, days: number): string => addDays(dateAtStation(nowMs), -days);
