import { z } from 'zod';
import { readingProblemSchema, type ReadingProblem } from '#shared/ipc/sensor-api';
import { instantSchema } from '#shared/schema/envelope';
import type { HeardMessage } from '../sensor-ports';

const deviceSchema = z.strictObject({
  adapterId: z.string().nullable(),
  heardAtMs: instantSchema,
  /** Between which instants its readings were true; null without any. */
  span: z.tuple([instantSchema, instantSchema]).nullable(),
  problems: z.number().int().nonnegative(),
  lastProblem: readingProblemSchema.nullable(),
});
export type DeviceSummary = Readonly<z.infer<typeof deviceSchema>>;

const summarySchema = z.strictObject({ version: z.literal(1), devices: z.record(z.string(), deviceSchema) });

/** What a segment says of each device, so that it need not be read to know. */
export type Summary = Map<string, DeviceSummary>;

/** Takes a message into the summary of the segment in which it lies. */
export function summarize(summary: Summary, { device, adapterId, arrivedAtMs, readings, problem }: HeardMessage): void {
  const before = summary.get(device);
  let span = before?.span ?? null;
  for (const { atMs } of readings) {
    span = span ? [Math.min(span[0], atMs), Math.max(span[1], atMs)] : [atMs, atMs];
  }
  const lastProblem: ReadingProblem | null = problem ? { ...problem, atMs: arrivedAtMs } : null;
  summary.set(device, {
    adapterId: adapterId ?? before?.adapterId ?? null,
    heardAtMs: Math.max(arrivedAtMs, before?.heardAtMs ?? 0),
    span,
    problems: (before?.problems ?? 0) + (problem ? 1 : 0),
    lastProblem: lastProblem ?? before?.lastProblem ?? null,
  });
}

export const summaryText = (summary: Summary): string =>
  JSON.stringify({ version: 1, devices: Object.fromEntries(summary) } satisfies z.infer<typeof summarySchema>);

/** Null for one that cannot be read: its segment can. */
export function readSummary(text: string): Summary | null {
  const parsed = summarySchema.safeParse(JSON.parse(text));
  return parsed.success ? new Map(Object.entries(parsed.data.devices)) : null;
}

/** A device over all segments, the oldest first. */
export function merged(parts: readonly DeviceSummary[]): DeviceSummary | null {
  const last = parts.at(-1);
  if (!last) return null;
  return {
    ...last,
    adapterId: parts.findLast(({ adapterId }) => adapterId !== null)?.adapterId ?? null,
    heardAtMs: Math.max(...parts.map(({ heardAtMs }) => heardAtMs)),
    problems: parts.reduce((sum, { problems }) => sum + problems, 0),
    lastProblem: parts.findLast(({ lastProblem }) => lastProblem !== null)?.lastProblem ?? null,
  };
}
