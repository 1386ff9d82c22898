import { normalName } from '#shared/domain/people/complete';
import { normalPhone } from '#shared/domain/people/identifiers';
import type { PersonRecord } from '../../people/index';
import { sealed, subjectOf, type PersonWriting } from './writing';

/** A contact as typed; `phone` null leaves the number that is on file. */
export interface ContactEntry {
  readonly name: string;
  readonly relation: string;
  readonly phone: string | null;
}

type Contacts = PersonRecord['contacts'];

/** Writes down a new contact, or changes the one with that id. Resolves when it is on disk. Throws `access.denied`, `device.*`. */
export async function saveContact(
  station: PersonWriting,
  person: PersonRecord,
  entry: ContactEntry,
  id: string | null,
): Promise<void> {
  const contactId = id ?? station.newUid();
  const plain = {
    id: contactId,
    name: normalName(entry.name),
    relation: entry.relation.trim(),
    ...(entry.phone !== null && { phone: normalPhone(entry.phone) }),
  };
  const fields = await sealed(station, subjectOf(person), { type: 'person', uid: person.uid }, { contacts: [plain] });
  const [entered] = fields['contacts'] as readonly Readonly<Record<string, unknown>>[];
  // What was not typed anew stays as it lies in the file.
  const written = Object.fromEntries(Object.entries(entered ?? {}).filter(([, value]) => value !== undefined));
  await station.writer.edit(person._id, (record) => {
    const contacts = (record as PersonRecord).contacts;
    const isThere = contacts.some((contact) => contact.id === contactId);
    return {
      contacts: isThere
        ? contacts.map((contact) => (contact.id === contactId ? { ...contact, ...written } : contact))
        : [...contacts, written as Contacts[number]],
    };
  });
}

/** Takes a contact out; answers how to put it back. */
export async function removeContact(
  station: PersonWriting,
  person: PersonRecord,
  id: string,
): Promise<() => Promise<void>> {
  let removed: Contacts = [];
  await station.writer.edit(person._id, (record) => {
    const { contacts } = record as PersonRecord;
    removed = contacts.filter((contact) => contact.id === id);
    return { contacts: contacts.filter((contact) => contact.id !== id) };
  });
  return async () => {
    await station.writer.edit(person._id, (record) => {
      const { contacts } = record as PersonRecord;
      const isBack = contacts.some((contact) => contact.id === id);
      return { contacts: isBack ? contacts : [...contacts, ...removed] };
    });
  };
}
