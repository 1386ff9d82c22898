import { documentId, parseDocumentId } from '#shared/schema/ids';
import { openValue, sealingAad } from '#shared/schema/sealing';
import type { Message } from '#shared/schema/types/message';
import { person as personType, personSchema, type Person } from '#shared/schema/types/person';
import type { GridKeys } from '../grid-keys';
import { WINNER, type WritableDatabase } from '../host-writer';
import { readStub } from '#shared/schema/moved';

export interface ContactPhoneDeps {
  readonly hub: { database(name: string): Pick<WritableDatabase, 'get'> | null; names(): readonly string[] };
  readonly keys: Pick<GridKeys, 'named'>;
}

/** How often somebody's file may have gone on to another grid. */
const MOST_MOVES = 5;

/**
 * The number of the contact that a message is for, opened for this one sending and kept nowhere; null for a contact that is not in the file any more, or
 * a number that does not open.
 */
export async function contactPhone(
  { recipient, values }: Pick<Message, 'recipient' | 'values'>,
  deps: ContactPhoneDeps,
): Promise<string | null> {
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
