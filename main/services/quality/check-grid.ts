import { evaluateDwelling, evaluateHousehold, evaluatePerson } from '#shared/domain/quality/evaluate';
import type { PersonFacts, QualityContext, QualityFinding } from '#shared/domain/quality/facts';
import type { QualityRule } from '#shared/domain/quality/rules';
import type { WireRecord } from '#shared/schema/envelope';
import type { Certificate } from '#shared/schema/types/certificate';
import type { Dwelling, Household } from '#shared/schema/types/home';
import type { Person } from '#shared/schema/types/person';
import type { Finding } from '#shared/schema/types/quality';
import { factsOf, type FactsDeps } from './person-facts';
import { recordsOf, type ListedDatabase } from '../records-of';
import { shownIn, type Hideable } from './read-records';
import type { StationIndex } from './station-index';

export interface GridCheck {
  /** Records looked at, by type. */
  readonly checked: Readonly<Record<string, number>>;
  /** Findings by rule, without those that somebody accepted. */
  readonly found: Readonly<Record<string, number>>;
}

export interface CheckGridOptions extends FactsDeps {
  readonly database: ListedDatabase;
  readonly scope: string;
  readonly rules: readonly QualityRule[];
  readonly station: StationIndex;
  readonly isStopped: () => boolean;
}

/** Checks one grid's people, households and dwellings; null when it was stopped. It holds the people of that grid in memory, of no other. */
export async function checkGrid(options: CheckGridOptions): Promise<GridCheck | null> {
  const { database, scope, rules, station, isStopped, today } = options;
  const isShown = await shownIn(database, scope);
  const accepted = new Set<string>();
  for await (const page of recordsOf<Finding>(database, 'finding', scope)) {
    for (const { ruleId, subjectUid, decision } of page)
      if (decision === 'accepted') accepted.add(`${ruleId}.${subjectUid}`);
  }
  const people = await readPeople(options, isShown);
  const tally = createTally(accepted);
  const context: QualityContext = {
    today,
    residentsOf: (uid) => people.byHousehold.get(uid)?.length ?? 0,
    hasHousehold: station.hasHousehold,
    hasDwelling: station.hasDwelling,
    sameIdCount: (uid) => people.sameIds.get(uid) ?? 0,
  };
  for (const facts of people.all) tally.add('person', evaluatePerson(facts, context, rules));
  for await (const page of recordsOf<Household>(database, 'household', scope)) {
    if (isStopped()) return null;
    for (const household of page.filter(isShown)) {
      const { _id: id, uid, dwellingUid, headUid, kind, status } = household;
      const members = people.byHousehold.get(uid) ?? [];
      const facts = { id, uid, dwellingUid, headUid, kind, status, members };
      tally.add('household', evaluateHousehold(facts, context, rules));
    }
  }
  for await (const page of recordsOf<Dwelling>(database, 'dwelling', scope)) {
    if (isStopped()) return null;
    for (const dwelling of page.filter(isShown)) {
      const { _id: id, uid, use, buildingUid } = dwelling;
      const residents = people.byDwelling.get(uid) ?? 0;
      const facts = { id, uid, use, residents, hasBuilding: station.hasBuilding(buildingUid) };
      tally.add('dwelling', evaluateDwelling(facts, context, rules));
    }
  }
  return isStopped() ? null : tally.result();
}

interface GridPeople {
  readonly all: readonly PersonFacts[];
  /** Who lives there now. */
  readonly byHousehold: ReadonlyMap<string, readonly PersonFacts[]>;
  readonly byDwelling: ReadonlyMap<string, number>;
  readonly sameIds: ReadonlyMap<string, number>;
}

async function readPeople(options: CheckGridOptions, isShown: (record: Hideable) => boolean): Promise<GridPeople> {
  const { database, scope, isStopped } = options;
  const certificates = new Map<string, (Certificate & WireRecord)[]>();
  for await (const page of recordsOf<Certificate>(database, 'certificate', scope)) {
    for (const each of page.filter(isShown)) {
      certificates.set(each.personUid, [...(certificates.get(each.personUid) ?? []), each]);
    }
  }
  const all: PersonFacts[] = [];
  const byHousehold = new Map<string, PersonFacts[]>();
  const byDwelling = new Map<string, number>();
  const sameIds = new Map<string, number>();
  for await (const page of recordsOf<Person>(database, 'person', scope)) {
    if (isStopped()) break;
    for (const record of page.filter(isShown)) {
      const { facts, sameIdCount } = await factsOf(record, certificates.get(record.uid) ?? [], options);
      all.push(facts);
      sameIds.set(facts.uid, sameIdCount);
      if (facts.status !== 'living-here') continue;
      const { householdUid, dwellingUid } = facts;
      if (householdUid !== null) byHousehold.set(householdUid, [...(byHousehold.get(householdUid) ?? []), facts]);
      if (dwellingUid !== null) byDwelling.set(dwellingUid, (byDwelling.get(dwellingUid) ?? 0) + 1);
    }
  }
  return { all, byHousehold, byDwelling, sameIds };
}

function createTally(accepted: ReadonlySet<string>) {
  const checked: Record<string, number> = {};
  const found: Record<string, number> = {};
  return {
    add(type: string, findings: readonly QualityFinding[]): void {
      checked[type] = (checked[type] ?? 0) + 1;
      for (const { ruleId, subjectUid } of findings) {
        if (!accepted.has(`${ruleId}.${subjectUid}`)) found[ruleId] = (found[ruleId] ?? 0) + 1;
      }
    },
    result: (): GridCheck => ({ checked, found }),
  };
}
