import { validCertificate } from '#shared/domain/people/membership';
import type { PlainCertificate } from '#shared/domain/people/complete';
import type { WireRecord } from '#shared/schema/envelope';
import type { Certificate } from '#shared/schema/types/certificate';
import type { Disability } from '#shared/schema/types/person';
import { isSealed } from '#shared/schema/value-class';
import type { Write } from '#shared/sync/local-writer';
import type { PersonRecord } from '../../people/index';
import { sealed, subjectOf, type PersonWriting } from './writing';

export type CertificateRecord = Certificate & WireRecord;

/** What a certificate says, or null where it does not open for the reader. */
async function openHolds(
  station: Pick<PersonWriting, 'sealer'>,
  { uid, holds }: CertificateRecord,
): Promise<Disability | null> {
  return isSealed(holds) ? ((await station.sealer.open(holds, { uid, field: 'holds' })) as Disability | null) : holds;
}

/**
 * Writes down a certificate; the file then says what the one that counts says. `others` are those on record already. Resolves when all
 * of it is on disk. Throws `access.denied`, `device.*`.
 */
export async function addCertificate(
  station: PersonWriting,
  person: PersonRecord,
  others: readonly CertificateRecord[],
  certificate: PlainCertificate,
): Promise<void> {
  const uid = station.newUid();
  const subject = subjectOf(person);
  const fields = await sealed(
    station,
    subject,
    { type: 'certificate', uid },
    {
      personUid: person.uid,
      kind: 'disability',
      ...certificate,
      status: 'valid',
      importUid: null,
    },
  );
  const made = { kind: 'disability', status: 'valid', issuedOn: certificate.issuedOn, expiresOn: null } as const;
  const counts = validCertificate([made, ...others]) === made;
  await station.writer.writeTogether([
    { kind: 'create', creation: { type: 'certificate', scope: subject.scope, uid, fields } },
    ...(counts ? [await disabilityWrite(station, person, certificate.holds)] : []),
  ]);
}

/** Takes a certificate back, or puts it back; the file follows the one that then counts. */
export async function setCertificateStatus(
  station: PersonWriting,
  person: PersonRecord,
  all: readonly CertificateRecord[],
  certificate: CertificateRecord,
  status: 'valid' | 'withdrawn',
): Promise<void> {
  const then = all.map((each) => (each.uid === certificate.uid ? { ...each, status } : each));
  const counting = validCertificate(then);
  const holds = counting && (await openHolds(station, counting));
  // A certificate that does not open says nothing that could be written into the file.
  const follows = counting === null || holds !== null;
  await station.writer.writeTogether([
    { kind: 'edit', id: certificate._id, change: () => ({ status }) },
    ...(follows ? [await disabilityWrite(station, person, holds)] : []),
  ]);
}

async function disabilityWrite(
  station: PersonWriting,
  person: PersonRecord,
  disability: Disability | null,
): Promise<Write> {
  const fields = await sealed(station, subjectOf(person), { type: 'person', uid: person.uid }, { disability });
  return { kind: 'edit', id: person._id, change: () => fields };
}
