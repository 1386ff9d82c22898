import type { ErrorCode } from '#shared/errors/app-error';
import { parseDocumentId } from '#shared/schema/ids';
import { alarm, alarmSchema, type Alarm, type AlarmRecordStep } from '#shared/schema/types/alarm';
import { canonicalJson } from '#shared/sync/canonical-json';
import type { AlarmAuthors } from '../../alarm-port';
import type { HubRefusal } from '../hub-port';

type Row = Readonly<Record<string, unknown>>;

/** What the host said when it opened the alarm: nobody changes it. */
const FIXED = [
  'uid',
  'rule',
  'sensorUid',
  'personUid',
  'dwellingUid',
  'buildingUid',
  'sinceMs',
  'raisedAtMs',
  'figures',
  'reading',
] as const satisfies readonly (keyof Alarm)[];

const HOST_KINDS: readonly AlarmRecordStep['kind'][] = ['recovered', 'escalated', 'told-contacts', 'contacts-reached'];

/**
 * What stands against a row about an alarm: the host alone opens one (a hub that was set back takes it from whoever still has it, since its uid
 * tells that the host made it), nothing of it but its steps is changed, steps that are there stay as they are, and a new one stands under
 * the name of whoever wrote the row, or is one that only this host can have taken.
 */
export function checkAlarm(row: Row, stored: Row | null, author: string, authors: AlarmAuthors): HubRefusal | null {
  if (row['type'] !== alarm.type) return null;
  const next = alarmSchema.parse(row);
  const before = stored === null ? null : (alarmSchema.safeParse(stored).data ?? null);
  if (!before && !authors.isHosts(next.uid, parseDocumentId(next._id)?.key ?? ''))
    return refuse('access.denied', 'alarms: only the station opens one');
  const changed = before && FIXED.find((field) => canonicalJson(next[field]) !== canonicalJson(before[field]));
  if (changed) return refuse('access.denied', `${changed}: not to be changed`);
  const byId = new Map(next.steps.map((step) => [step.id, step]));
  for (const known of before?.steps ?? []) {
    const step = byId.get(known.id);
    if (!step || !isSame(step, known)) return refuse('row.malformed', 'steps: one that is there was changed');
  }
  const knownIds = new Set(before?.steps.map(({ id }) => id));
  const isHonest = (step: AlarmRecordStep): boolean =>
    HOST_KINDS.includes(step.kind) ? authors.isHostStep(next.uid, step) : step.written.by === author;
  const isLie = next.steps.some((step) => !knownIds.has(step.id) && !isHonest(step));
  return isLie ? refuse('access.denied', 'steps: not of whoever wrote the row') : null;
}

/** What of a step nobody changes; its words may lie under another key when a record has gone to another grid. */
function isSame(a: AlarmRecordStep, b: AlarmRecordStep): boolean {
  const [{ note: _a, ...one }, { note: _b, ...other }] = [a, b];
  return canonicalJson(one) === canonicalJson(other);
}

const refuse = (code: ErrorCode, reason: string): HubRefusal => ({ error: 'forbidden', reason, code });
