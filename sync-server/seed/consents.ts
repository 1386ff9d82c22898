import type { WireRecord } from '#shared/schema/envelope';
import { sealFields } from '#shared/schema/seal-record';
import type { Consent, ConsentPurpose } from '#shared/schema/types/consent';
import { ageOn, DAY_MS, isoDateInShanghai, officeHoursBefore } from './calendar';
import type { GridContext } from './grid-context';
import type { KnownResident } from './known';
import { createRandom, derivedUid, type Random } from './random';
import { visitorOfChild, workerOfGrid } from './station';

/** What residents agreed to when somebody asked them. */

/** Shares of people who were asked and agreed, by purpose; all assumed. */
const SHARES: readonly (readonly [purpose: ConsentPurpose, alone: number, old: number, child: number])[] = [
  ['tell-family', 0.6, 0.12, 0],
  ['devices', 0.35, 0.03, 0],
  ['health-file', 0.3, 0.12, 0],
  ['photos', 0.05, 0.02, 0.06],
];
/** What known people who are watched over agreed to. */
const KNOWN_PURPOSES: readonly ConsentPurpose[] = ['tell-family', 'devices'];
/** Of those who agreed, who took it back later. */
const WITHDRAWN_SHARE = 0.05;

/** What one person said, the earliest first: nothing of most. `guardian` is the name of whoever speaks for a child. */
export async function consentRecords(
  context: GridContext,
  personUid: string,
  resident: KnownResident,
  { isAlone, guardian }: { readonly isAlone: boolean; readonly guardian: string | null },
): Promise<(Consent & WireRecord)[]> {
  const age = ageOn(context.today, resident.birthDate);
  const isChild = age < 15;
  if (resident.status !== 'living-here' || (age < 65 && !isChild)) return [];
  const random = createRandom(`${context.options.randomSeed}/consent/${personUid}`);
  const statements = SHARES.flatMap(([purpose, alone, old, child]): Statement[] => {
    const share = isChild ? child : isAlone ? alone : old;
    const isKnown = resident.devices !== undefined && KNOWN_PURPOSES.includes(purpose);
    if (!random.chance(share) && !isKnown) return [];
    const daysAgo = isKnown
      ? Math.max(5, context.options.size.historyDays)
      : random.int(4, Math.max(5, context.options.size.historyDays));
    const given: Statement = { purpose, given: true, daysAgo, how: random.chance(0.7) ? 'written' : 'spoken' };
    const isWithdrawn = !isKnown && daysAgo > 20 && random.chance(WITHDRAWN_SHARE);
    return isWithdrawn
      ? [given, { ...given, given: false, daysAgo: random.int(1, daysAgo - 10), how: 'spoken' }]
      : [given];
  });
  return Promise.all(
    statements.map((statement, ordinal) =>
      consentRecord(context, random, personUid, resident, {
        ...statement,
        ordinal,
        guardian: isChild ? guardian : null,
      }),
    ),
  );
}

interface Statement {
  readonly purpose: ConsentPurpose;
  readonly given: boolean;
  readonly daysAgo: number;
  readonly how: Consent['how'];
}

async function consentRecord(
  context: GridContext,
  random: Random,
  personUid: string,
  { birthDate }: KnownResident,
  statement: Statement & { readonly ordinal: number; readonly guardian: string | null },
): Promise<Consent & WireRecord> {
  const { purpose, given, daysAgo, how, ordinal, guardian } = statement;
  const { options, scope, staff, grid } = context;
  const uid = derivedUid(options.randomSeed, `consent/${personUid}/${ordinal}`);
  const bornMs = Date.parse(`${birthDate}T00:00:00Z`) + 3 * DAY_MS;
  const atMs = Math.min(Math.max(officeHoursBefore(options.nowMs, daysAgo, random.int(0, 500)), bornMs), options.nowMs);
  const by = guardian === null ? workerOfGrid(staff, grid.number) : visitorOfChild(staff, grid.number);
  const statedOn = isoDateInShanghai(atMs);
  const record: Consent & WireRecord = {
    ...context.framer({ type: 'consent', scope, uid, atMs, by: by.uid }),
    type: 'consent',
    personUid,
    purpose,
    given,
    statedOn,
    atMs,
    by: guardian === null ? 'self' : 'guardian',
    how,
    validUntil: purpose === 'devices' && given ? isoDateInShanghai(atMs + 3 * 365 * DAY_MS) : null,
    note: null,
  };
  const note = guardian === null ? null : `监护人：${guardian}`;
  const about = { type: 'consent', uid, birthDate, today: context.todayIso };
  return { ...record, ...(await sealFields(about, { note }, context.sealer.seal)) };
}
