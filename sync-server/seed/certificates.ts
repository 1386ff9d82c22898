import type { WireRecord } from '#shared/schema/envelope';
import { sealFields } from '#shared/schema/seal-record';
import type { Certificate } from '#shared/schema/types/certificate';
import type { Disability } from '#shared/schema/types/person';
import { DAY_MS } from './calendar';
import { registered, type GridContext } from './grid-context';
import type { KnownResident } from './known';
import { createRandom, derivedUid } from './random';

/** Disability certificates of everybody who has one; what they say is what the person's file says. */

/** A certificate holds for ten years. */
const VALID_YEARS = 10;
/** One in twelve had another before, which was withdrawn when it was renewed. */
const RENEWED_SHARE = 1 / 12;

/** The digit for a kind of disability in the number of a certificate: the citizen id, the kind and the grade. */
const KIND_DIGITS: Readonly<Record<Disability['kind'], number>> = {
  sight: 1,
  hearing: 2,
  speech: 3,
  limb: 4,
  intellectual: 5,
  mental: 6,
  multiple: 7,
};

/** The certificates of one person, the valid one first; none without a disability. */
export async function certificateRecords(
  context: GridContext,
  personUid: string,
  resident: KnownResident,
  citizenId: string | null,
): Promise<(Certificate & WireRecord)[]> {
  const { disability } = resident;
  if (!disability) return [];
  const random = createRandom(`${context.options.randomSeed}/certificate/${personUid}`);
  const { nowMs } = context.options;
  const oldestMs = Date.parse(`${resident.birthDate}T00:00:00Z`) + 2 * 365 * DAY_MS;
  const daysAgo =
    resident.certifiedYearsAgo === undefined
      ? random.int(60, VALID_YEARS * 365 - 90)
      : resident.certifiedYearsAgo * 365;
  const issuedMs = Math.max(nowMs - daysAgo * DAY_MS, Math.min(oldestMs, nowMs - 30 * DAY_MS));
  const issues: Issue[] = [{ issuedMs, holds: disability, status: 'valid' }];
  const beforeMs = issuedMs - VALID_YEARS * 365 * DAY_MS;
  if (beforeMs > oldestMs && random.chance(RENEWED_SHARE)) {
    const milder = { ...disability, grade: Math.min(4, disability.grade + 1) };
    issues.push({ issuedMs: beforeMs, holds: milder, status: 'withdrawn' });
  }
  return Promise.all(
    issues.map((issue, ordinal) => certificateRecord(context, personUid, resident, citizenId, { ...issue, ordinal })),
  );
}

interface Issue {
  readonly issuedMs: number;
  readonly holds: Disability;
  readonly status: Certificate['status'];
}

async function certificateRecord(
  context: GridContext,
  personUid: string,
  { birthDate }: KnownResident,
  citizenId: string | null,
  { issuedMs, holds, status, ordinal }: Issue & { readonly ordinal: number },
): Promise<Certificate & WireRecord> {
  const uid = derivedUid(context.options.randomSeed, `certificate/${personUid}/${ordinal}`);
  const { atMs, ...entry } = registered(context);
  const record: Certificate & WireRecord = {
    ...context.framer({ ...entry, type: 'certificate', uid, atMs: Math.max(atMs, issuedMs) }),
    type: 'certificate',
    personUid,
    kind: 'disability',
    holds,
    number: null,
    issuedOn: isoDate(issuedMs),
    expiresOn: isoDate(yearsAfter(issuedMs, VALID_YEARS) - DAY_MS),
    status,
    importUid: null,
  };
  const number = citizenId === null ? null : `${citizenId}${KIND_DIGITS[holds.kind]}${holds.grade}`;
  const about = { type: 'certificate', uid, birthDate, today: context.todayIso };
  return { ...record, ...(await sealFields(about, { holds, number }, context.sealer.seal)) };
}

const isoDate = (ms: number): string => new Date(ms).toISOString().slice(0, 10);

function yearsAfter(ms: number, years: number): number {
  const date = new Date(ms);
  return Date.UTC(date.getUTCFullYear() + years, date.getUTCMonth(), date.getUTCDate());
}
