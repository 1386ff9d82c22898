import { escalationOf } from '#shared/domain/devices/alarm';
import { isAboutPeople } from '#shared/domain/devices/watch-table';
import { isWaiting } from '#shared/domain/messages/state';
import { parseDocumentId } from '#shared/schema/ids';
import { alarmStanding } from '#shared/schema/types/alarm';
import { personSchema } from '#shared/schema/types/person';
import { WINNER, type WritableDatabase } from '../host-writer';
import type { Log, Outbox, StaffAdmin } from '../ports';
import type { AlarmRecord, Book } from './book';
import type { DueTimes } from './due-times';
import { familyKey, familyMessages, messagesFor, systemMessage, type Telling } from './tell';
import type { AlarmWriter, HostStep } from './write';

export interface SeeToDeps {
  readonly station: string;
  readonly hub: { database(name: string): WritableDatabase | null };
  readonly book: Book;
  readonly write: AlarmWriter;
  readonly dues: Pick<DueTimes, 'set'>;
  readonly staff: Pick<StaffAdmin, 'list'>;
  readonly outbox: Pick<Outbox, 'put' | 'tellSystems' | 'stateOf'>;
  readonly log: Log;
  readonly now: () => number;
}

/** So often it is looked what came of what the family was sent, ms. */
const REACHED_LOOK_MS = 10_000;

/**
 * Does what an open alarm asks of the host at this moment: tells who works there, other systems and the family, tells somebody higher when nobody
 * has acted in time, and notes when to look again. Done again it changes nothing.
 */
export function createSeeTo({ station, hub, book, write, dues, staff, outbox, log, now }: SeeToDeps) {
  /** Keys of messages that this run has handed in. */
  const handedIn = new Set<string>();

  const tellingOf = ({ personUid }: AlarmRecord): Telling => ({
    station,
    staff: staff.list(),
    personId: personUid === null ? null : (book.person(personUid)?.id ?? null),
    nowMs: now(),
  });

  async function contactsOf(personId: string): Promise<readonly string[]> {
    const database = hub.database(`grid-${parseDocumentId(personId)?.scope ?? ''}`);
    const stored = await database?.get(personId, WINNER);
    const parsed = stored?.found ? personSchema.safeParse(stored.document) : null;
    return parsed?.success ? parsed.data.contacts.map(({ id }) => id) : [];
  }

  /** How many of the family could be told; before the step is written, so that whoever dies in between tells the same again. */
  async function tellFamily(record: AlarmRecord): Promise<readonly HostStep[]> {
    const telling = tellingOf(record);
    if (!isAboutPeople(record.rule) || telling.personId === null) return [];
    let count = 0;
    for (const message of familyMessages(record, telling, await contactsOf(telling.personId))) {
      const put = await outbox.put(message);
      if (put.ok) count += 1;
    }
    return [{ name: 'told-contacts', kind: 'told-contacts', count }];
  }

  /** What came of what the family was sent, once that is known of all of them; null before. */
  async function reached(record: AlarmRecord): Promise<HostStep | null> {
    const telling = tellingOf(record);
    const counts = { delivered: 0, sent: 0, failed: 0 };
    if (telling.personId === null) return null;
    for (const contactId of await contactsOf(telling.personId)) {
      const state = await outbox.stateOf(familyKey(record, contactId));
      if (state === null) continue;
      if (isWaiting(state)) return null;
      counts[state === 'delivered' || state === 'sent' ? state : 'failed'] += 1;
    }
    return { name: 'contacts-reached', kind: 'contacts-reached', ...counts };
  }

  async function tell(record: AlarmRecord): Promise<void> {
    const telling = tellingOf(record);
    for (const message of messagesFor(record, telling)) {
      if (handedIn.has(message.key)) continue;
      const put = await outbox.put(message);
      // Somebody whose post does not reach them here: the alarm stands on every screen of the grid all the same.
      if (!put.ok) log.info('alarms.not-told', { id: record._id });
      handedIn.add(message.key);
    }
    const toSystems = systemMessage(record, telling);
    if (!toSystems || handedIn.has(toSystems.key)) return;
    const told = await outbox.tellSystems(toSystems);
    if (!told.ok) log.info('alarms.not-told', { id: record._id });
    handedIn.add(toSystems.key);
  }

  return async (id: string): Promise<void> => {
    const known = book.alarm(id);
    if (!known) return dues.set(`alarm ${id}`, null);
    const family = known.steps.some(({ kind }) => kind === 'told-contacts') ? [] : await tellFamily(known);
    const higher = (record: AlarmRecord): readonly HostStep[] =>
      isAboutPeople(record.rule)
        ? escalationOf(record.raisedAtMs, alarmStanding(record), now()).tell.map((to) => ({
            name: `escalated.${to}`,
            kind: 'escalated',
            to,
          }))
        : [];
    const isOut = isWaitedFor(known);
    const answer = isOut ? await reached(known) : null;
    const own = answer ? [...family, answer] : family;
    const isAsked = own.length > 0 || higher(known).length > 0;
    const record = isAsked ? await write.add(id, (stored) => [...own, ...higher(stored)]) : known;
    if (!record) return dues.set(`alarm ${id}`, null);
    if (isAsked) await book.note(id, record);
    await tell(record);
    const standing = alarmStanding(record);
    const lookAtMs = isAboutPeople(record.rule) ? escalationOf(record.raisedAtMs, standing, now()).lookAtMs : null;
    const reachedAtMs = isWaitedFor(record) ? now() + REACHED_LOOK_MS : null;
    dues.set(`alarm ${id}`, earlier(lookAtMs, reachedAtMs));
  };
}

/** Whether the family was sent something of which it is not known yet whether it arrived. */
const isWaitedFor = ({ steps }: AlarmRecord): boolean =>
  steps.some((step) => step.kind === 'told-contacts' && step.count > 0) &&
  !steps.some(({ kind }) => kind === 'contacts-reached');

const earlier = (a: number | null, b: number | null): number | null =>
  a === null || b === null ? (a ?? b) : Math.min(a, b);
