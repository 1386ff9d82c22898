import type { WatchRuleId } from '#shared/domain/devices/watch';
import { isAboutPeople } from '#shared/domain/devices/watch-table';
import type { AccountView } from '#shared/ipc/admin-api';
import { documentId, parseDocumentId } from '#shared/schema/ids';
import { alarmStanding } from '#shared/schema/types/alarm';
import type { MessageContent, Recipient } from '#shared/schema/types/message';
import type { Post } from '#shared/schema/types/place';
import type { NewMessage } from '../ports';
import type { AlarmRecord } from './book';
import { ESCALATED, FAMILY, leadOf, RAISED } from './messages';

/** What a message about an alarm needs beside it. */
export interface Telling {
  readonly station: string;
  readonly staff: readonly AccountView[];
  /** Id of the file of whom it is about, in whatever grid it lies; null for nobody. */
  readonly personId: string | null;
  readonly nowMs: number;
}

/** What is told late is not told: whoever opens the product sees it there. */
const WORTH_MS = 12 * 3_600_000;

/** The way on which a resident's contacts are reached, where the station has it. */
const FAMILY_CHANNEL = 'sms';

const PLACES: Readonly<Record<string, string>> = { dwelling: 'address', building: 'name' };

/**
 * The messages that an alarm asks for as it stands: to who works in its grid while nobody has acted, to whom it was escalated. Each has a key
 * of its own, so that handing all of them in again makes none twice.
 */
export function messagesFor(record: AlarmRecord, telling: Telling): readonly NewMessage[] {
  const raised = RAISED[record.rule as WatchRuleId] as (typeof RAISED)[WatchRuleId] | undefined;
  if (!raised || isTooLate(record, telling)) return [];
  const urgency = isAboutPeople(record.rule) ? 'urgent' : 'normal';
  const { state } = alarmStanding(record);
  const first =
    state === 'call'
      ? workersOf(record, telling.staff).map((to) =>
          message(record, telling, `alarm-${record.rule}`, raised, to, urgency),
        )
      : [];
  const higher = record.steps.flatMap((step) =>
    step.kind === 'escalated'
      ? withPost(telling.staff, step.to).map((to) =>
          message(record, telling, `alarm-late-${step.to}`, ESCALATED[step.to], to, 'urgent'),
        )
      : [],
  );
  return [...first, ...higher];
}

/** The same for other systems of the station; null when it is too late for it. */
export function systemMessage(record: AlarmRecord, telling: Telling): Omit<NewMessage, 'channel' | 'recipient'> | null {
  const raised = RAISED[record.rule as WatchRuleId] as (typeof RAISED)[WatchRuleId] | undefined;
  if (!raised || isTooLate(record, telling)) return null;
  const urgency = isAboutPeople(record.rule) ? 'urgent' : 'normal';
  const {
    channel: _channel,
    recipient: _recipient,
    ...rest
  } = message(record, telling, `alarm-${record.rule}`, raised, { kind: 'system', name: 'system' }, urgency);
  return rest;
}

/** What the outbox knows the message to one contact by. */
export const familyKey = ({ uid }: Pick<AlarmRecord, 'uid'>, contactId: string): string =>
  `alarm.${uid}.family.${contactId}`;

/** What the contacts of whom it is about are told; nothing about a device, or about nobody. */
export function familyMessages(
  record: AlarmRecord,
  telling: Telling,
  contactIds: readonly string[],
): readonly NewMessage[] {
  const { personUid } = record;
  if (personUid === null || telling.personId === null || isTooLate(record, telling)) return [];
  return contactIds.map((contactId) => ({
    ...FAMILY,
    template: 'alarm-family',
    values: { who: { kind: 'field', record: telling.personId ?? '', field: 'name' } },
    key: familyKey(record, contactId),
    channel: FAMILY_CHANNEL,
    recipient: { kind: 'contact', personUid, contactId },
    urgency: 'urgent',
    expiresAtMs: record.raisedAtMs + WORTH_MS,
  }));
}

const isTooLate = ({ raisedAtMs }: AlarmRecord, { nowMs }: Telling): boolean => raisedAtMs + WORTH_MS <= nowMs;

/** Those who work in the grid; where nobody does, whoever leads the shift. */
function workersOf(record: AlarmRecord, staff: readonly AccountView[]): readonly Recipient[] {
  const grid = Number((parseDocumentId(record._id)?.scope ?? '').split('-').at(-1));
  const workers = staff.filter(
    ({ post, active, gridNumbers }) => active && post === 'grid-worker' && gridNumbers.includes(grid),
  );
  return workers.length > 0 ? workers.map(({ uid }) => ({ kind: 'staff', uid })) : withPost(staff, 'duty-lead');
}

const withPost = (staff: readonly AccountView[], wanted: Post): readonly Recipient[] =>
  staff.filter(({ post, active }) => active && post === wanted).map(({ uid }) => ({ kind: 'staff', uid }));

function message(
  record: AlarmRecord,
  { station, personId }: Telling,
  template: string,
  text: Pick<MessageContent, 'title' | 'body'>,
  recipient: Recipient,
  urgency: NewMessage['urgency'],
): NewMessage {
  const where = placeOf(record, station);
  const lead = leadOf(personId !== null, where !== null);
  const to = recipient.kind === 'staff' ? recipient.uid : 'systems';
  return {
    template,
    title: text.title,
    body: { zh: `${lead.zh}${text.body.zh}`, en: `${lead.en}${text.body.en ?? text.body.zh}` },
    values: {
      ...(personId !== null && { who: { kind: 'field', record: personId, field: 'name' } }),
      ...(where && { where: { kind: 'field', ...where } }),
    },
    key: `alarm.${record.uid}.${template}.${to}`,
    channel: 'app',
    recipient,
    urgency,
    expiresAtMs: record.raisedAtMs + WORTH_MS,
  };
}

/** The record that says where it is. */
function placeOf({ _id, dwellingUid, buildingUid }: AlarmRecord, station: string) {
  const scope = parseDocumentId(_id)?.scope ?? '';
  const record =
    dwellingUid !== null
      ? documentId('dwelling', scope, dwellingUid)
      : buildingUid !== null
        ? documentId('building', station, buildingUid)
        : null;
  return record === null ? null : { record, field: PLACES[record.split('~')[0] ?? ''] ?? '' };
}
