import type { WireRecord } from '#shared/schema/envelope';
import type { Consent } from '#shared/schema/types/consent';
import type { PersonRecord } from '../../people/index';
import { sealed, subjectOf, type PersonWriting } from './writing';

export type ConsentRecord = Consent & WireRecord;

/** A statement as somebody writes it down; `note` '' for none. */
export type ConsentEntry = Pick<Consent, 'purpose' | 'given' | 'statedOn' | 'by' | 'how' | 'validUntil'> & {
  readonly note: string;
};

/** Writes down what the resident said about one purpose; statements of before stay. Throws `access.denied`, `device.*`. */
export async function recordConsent(
  station: PersonWriting,
  person: PersonRecord,
  { note, ...statement }: ConsentEntry,
): Promise<void> {
  const uid = station.newUid();
  const subject = subjectOf(person);
  const fields = await sealed(
    station,
    subject,
    { type: 'consent', uid },
    {
      personUid: person.uid,
      ...statement,
      atMs: station.nowMs(),
      note: note.trim() === '' ? null : note.trim(),
    },
  );
  await station.writer.create({ type: 'consent', scope: subject.scope, uid, fields });
}
