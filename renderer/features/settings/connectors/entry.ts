import { afterQuiet, type QuietHours, type QuietSpan } from '#shared/domain/messages/quiet-hours';
import { addDays, clockAtStation, dateAtStation, startOfDayMs } from '#shared/domain/calendar/date';
import { MESSAGE_KINDS, type MessageKind } from '#shared/domain/messages/kinds';
import { quietHoursSchema, setSystemSchema, type SetSystem, type SystemView } from '#shared/ipc/messages-api';

/** What stands in the fields of another system. */
export interface SystemEntry {
  readonly name: string;
  readonly url: string;
  readonly authority: string;
  readonly kinds: readonly MessageKind[];
}

/** The fields as they begin; null: a new system. */
export const systemEntryOf = (system: SystemView | null): SystemEntry => ({
  name: system?.name ?? '',
  url: system?.url ?? '',
  authority: system?.authority ?? '',
  // Who resets whose passphrase is nobody's business who did not ask for it.
  kinds: system?.kinds ?? MESSAGE_KINDS.filter((kind) => kind !== 'account'),
});

export type SystemField = 'name' | 'taken' | 'url' | 'authority' | 'kinds';

export type SystemReading =
  | { readonly kind: 'right'; readonly wanted: SetSystem }
  | { readonly kind: 'wrong'; readonly fields: readonly SystemField[] };

/** What the fields ask for, or those that are not right yet. */
export function readSystem(
  entry: SystemEntry,
  before: Pick<SystemView, 'on'> | null,
  taken: readonly string[],
): SystemReading {
  const name = entry.name.trim();
  const url = entry.url.trim().replace(/\/+$/, '');
  const authority = entry.authority.trim();
  const isNew = before === null;
  const parsed = setSystemSchema.safeParse({
    name,
    url,
    authority: authority === '' ? null : authority,
    kinds: entry.kinds,
    on: before?.on ?? true,
    isNew,
  });
  const wrong = new Set(parsed.error?.issues.map(({ path }) => path[0] as SystemField));
  if (isNew && taken.includes(name)) wrong.add('taken');
  return parsed.success && wrong.size === 0
    ? { kind: 'right', wanted: parsed.data }
    : { kind: 'wrong', fields: [...wrong] };
}

/** Urgencies that can wait, in the order in which they are shown. */
export const WAITING = ['normal', 'low'] as const;
export type Waiting = (typeof WAITING)[number];

/** Quiet hours as they are typed; null: none. */
export type HoursEntry = Readonly<Record<Waiting, QuietSpan | null>>;

/** Where hours begin that are switched on. */
export const FIRST_SPAN: QuietSpan = { from: '21:00', until: '08:00' };

export type SpanProblem = 'missing' | 'same';

/** What is wrong with a span; null: nothing. */
export function spanProblem(span: QuietSpan | null): SpanProblem | null {
  if (span === null) return null;
  if (quietHoursSchema.safeParse({ low: span, normal: null }).success) return null;
  return span.from !== '' && span.from === span.until ? 'same' : 'missing';
}

/** A message that falls into the quiet hours, and when it is told. */
export interface Example {
  readonly comes: string;
  readonly told: string;
  readonly isNextDay: boolean;
}

/** An example of what a span does, worked out by the very rule that messages are held to. */
export function exampleOf(urgency: Waiting, span: QuietSpan): Example {
  const hours: QuietHours = { low: null, normal: null, [urgency]: span };
  const day = '2026-03-02';
  const [from, until] = [minutesOf(span.from), minutesOf(span.until)];
  // An hour after it began, or halfway through a short one.
  const length = (until - from + 1440) % 1440;
  const comesAtMs = startOfDayMs(day) + (from + Math.min(60, Math.floor(length / 2))) * 60_000;
  const toldAtMs = afterQuiet(comesAtMs, urgency, hours);
  const comes = clockAtStation(comesAtMs).slice(0, 5);
  const isNextDay = dateAtStation(toldAtMs) === addDays(dateAtStation(comesAtMs), 1);
  return { comes, told: clockAtStation(toldAtMs).slice(0, 5), isNextDay };
}

function minutesOf(clock: string): number {
  const [hours, minutes] = clock.split(':');
  return Number(hours) * 60 + Number(minutes);
}
