import type { Reading } from '#shared/domain/devices/readings';
import type { HeardMessage } from '../sensor-ports';

/**
 * A message as it lies in the log. Names are short: a station writes some millions a month. What opens was sealed by this host, so it is not parsed field by
 * field when a million of them come back at a start; what a later release may have written is told by its form.
 */
interface Entry {
  /** Arrival. */
  readonly t: number;
  /** Device and adapter. */
  readonly d: string;
  readonly a: string | null;
  /** Readings with the time at which each was true. */
  readonly r: readonly (readonly [number, Reading])[];
  readonly p?: HeardMessage['problem'];
}

/** What goes into one frame. */
export const frameText = (messages: readonly HeardMessage[]): string =>
  JSON.stringify(
    messages.map(({ device, adapterId, arrivedAtMs, readings, problem }): Entry => ({
      t: arrivedAtMs,
      d: device,
      a: adapterId,
      r: readings.map(({ atMs, reading }) => [atMs, reading]),
      ...(problem && { p: problem }),
    })),
  );

/** What a frame says; null for one of another form. */
export function readFrame(text: string): readonly HeardMessage[] | null {
  const entries: unknown = JSON.parse(text);
  if (!Array.isArray(entries) || !entries.every(isEntry)) return null;
  return entries.map(({ t, d, a, r, p }) => ({
    device: d,
    adapterId: a,
    arrivedAtMs: t,
    // Earlier releases took parts of a millisecond from devices that count in seconds.
    readings: r.map(([atMs, reading]) => ({ atMs: Math.floor(atMs), reading })),
    problem: p ?? null,
  }));
}

function isEntry(value: unknown): value is Entry {
  if (typeof value !== 'object' || value === null) return false;
  const { t, d, r } = value as { readonly t?: unknown; readonly d?: unknown; readonly r?: unknown };
  return typeof t === 'number' && typeof d === 'string' && Array.isArray(r);
}

/** Whether a frame may say something of a device, without reading it. */
export const mentions = (text: string, device: string): boolean => text.includes(`"d":${JSON.stringify(device)}`);
