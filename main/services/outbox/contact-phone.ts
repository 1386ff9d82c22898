import { z } from 'zod';
import { databaseName, documentId, parseDocumentId } from '#shared/schema/ids';
import { openValue, sealingAad } from '#shared/schema/sealing';
import { booking as bookingType, bookingSchema } from '#shared/schema/types/booking';
import type { Message } from '#shared/schema/types/message';
import { person as personType, personSchema, type Person } from '#shared/schema/types/person';
import type { GridKeys } from '../grid-keys';
import { WINNER, type WritableDatabase } from '../host-writer';
import { readStub } from '#shared/schema/moved';

export interface ContactPhoneDeps {
  readonly station: string;
  readonly hub: { database(name: string): Pick<WritableDatabase, 'get'> | null; names(): readonly string[] };
  readonly keys: Pick<GridKeys, 'named'>;
}

/** How often somebody's file may have gone on to another grid. */
const MOST_MOVES = 5;

/**
 * The number of the contact, or of whoever booked, that a message is for, opened for this one sending and kept nowhere; null for a contact that is not in the
 * file any more, a booking that does not hold, or a number that does not open.
 */
export async function contactPhone(
  { recipient, values }: Pick<Message, 'recipient' | 'values'>,
  deps: ContactPhoneDeps,
): Promise<string | null> {
  if (recipient.kind === 'booking') return bookerPhone(recipient.uid, deps);
  if (recipient.kind !== 'contact') return null;
  const { personUid, contactId } = recipient;
  const person = await findPerson(personUid, namedIn(values), deps);
  const contact = person?.contacts.find(({ id }) => id === contactId);
  if (!person || !contact) return null;
  const key = await deps.keys.named(contact.phone.kid);
  const aad = sealingAad({ uid: person.uid, field: 'contacts.phone', entryId: contactId });
  const opened = key && (await openValue(key, contact.phone, aad));
  return opened?.ok && typeof opened.value === 'string' ? opened.value : null;
}

async function bookerPhone(uid: string, { station, hub, keys }: ContactPhoneDeps): Promise<string | null> {
  const id = documentId(bookingType.type, station, uid);
  const stored = await hub.database(databaseName(bookingType.database, station))?.get(id, WINNER);
  const booking = stored?.found ? bookingSchema.safeParse(stored.document).data : undefined;
  // It was called off while the message was on its way out.
  if (booking?.state !== 'booked') return null;
  const key = await keys.named(booking.contact.kid);
  const opened = key && (await openValue(key, booking.contact, sealingAad({ uid, field: 'contact' })));
  return opened?.ok ? (bookerSchema.safeParse(opened.value).data?.phone ?? null) : null;
}

/** Who comes, as a booking holds it. */
const bookerSchema = z.looseObject({ phone: z.string() });

/** Scopes that the message's own values name, where the file most likely lies. */
const namedIn = (values: Message['values']): readonly string[] =>
  Object.values(values).flatMap((value) => {
    const place = value.kind === 'field' ? parseDocumentId(value.record) : null;
    return place?.type === personType.type ? [place.scope] : [];
  });

async function findPerson(uid: string, likely: readonly string[], { hub }: ContactPhoneDeps): Promise<Person | null> {
  const grids = hub.names().filter((name) => name.startsWith('grid-'));
  const scopes = new Set([...likely, ...grids.map((name) => name.slice('grid-'.length))]);
  for (const first of scopes) {
    let scope: string | null = first;
    for (let move = 0; scope !== null && move <= MOST_MOVES; move += 1) {
      const stored = await hub.database(`grid-${scope}`)?.get(documentId('person', scope, uid), WINNER);
      if (!stored?.found) break;
      const stub = readStub(stored.document as never);
      const person = stub ? null : personSchema.safeParse(stored.document).data;
      if (person) return person;
      scope = stub?.movedTo.scope ?? null;
    }
  }
  return null;
}
