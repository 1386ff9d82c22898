import type { WireRecord } from '#shared/schema/envelope';
import { canonicalUids } from '#shared/domain/people/merged';
import { isAtHome } from '#shared/domain/risk/known';
import { parseDocumentId } from '#shared/schema/ids';
import { isOpenState } from '#shared/domain/incidents/machine';
import { standingOf } from '#shared/domain/incidents/standing';
import type { Incident } from '#shared/schema/types/incident';
import type { Dwelling } from '#shared/schema/types/home';
import type { ImportBatch } from '#shared/schema/types/import-batch';
import type { Person } from '#shared/schema/types/person';
import type { RiskReport } from '#shared/schema/types/risk-report';
import { placeRow } from '#shared/sync/place-row';
import type { FollowedRow } from '../follow-hub';

/** An open incident as far as it says whose home it is at. */
export interface OpenIncident extends Pick<
  Incident,
  'uid' | 'reportedAtMs' | 'onBehalfOf' | 'address' | 'buildingUid'
> {
  readonly categoryUid: string | null;
}

type PersonEntry = Pick<
  Person & WireRecord,
  '_id' | 'uid' | 'status' | 'householdUid' | 'dwellingUid' | 'mergedIntoUid' | 'importUid'
>;

/** A report by where it lies. */
export interface NotedReport {
  readonly id: string;
  readonly personUid: string;
  readonly day: string;
}

/** Types whose records are looked up by whom they are about, and by which field that is said; homes where it is nobody in particular. */
const OWNED: Readonly<Record<string, readonly string[]>> = {
  certificate: ['personUid'],
  visit: ['personUid'],
  assessment: ['personUid'],
  'visit-plan': ['personUid'],
  sensor: ['personUid', 'dwellingUid'],
  'reading-month': ['personUid', 'dwellingUid'],
  alarm: ['personUid', 'dwellingUid'],
};

/** Where everything about the people of one grid lies: ids alone, so that all of a station's fit into memory. */
export interface GridIndex {
  /** Takes rows of the feed in. */
  take(rows: readonly FollowedRow[]): void;
  /** People whose evidence changed since this was last asked, by uid; files that were merged away are not named. */
  takeChanged(): ReadonlySet<string>;
  /** Names everybody as changed: a new day, another table. */
  markAll(): void;
  /** Names some again: they could not be judged. */
  mark(uids: readonly string[]): void;
  person(uid: string): PersonEntry | null;
  /** Whose file a uid means. */
  canonical(uid: string): string;
  /** Ids of the person's own record and of everything about the person or the home, merged files' included. */
  idsOf(uid: string): readonly string[];
  /** How many live in a household now. */
  residents(householdUid: string | null): number;
  incidentsAt(uid: string, isFire: (categoryUid: string | null) => boolean): readonly OpenIncident[];
  /** `_id` of the newest report about the person; null for none. */
  newestReport(uid: string): string | null;
  /** Notes a report that was just written: the feed may bring it later than somebody asks. */
  noteReport(report: NotedReport): void;
}

/** See `GridIndex`; empty until rows come. */
export function createGridIndex(): GridIndex {
  const people = new Map<string, PersonEntry>();
  const owned = new Map<string, Set<string>>();
  const ownerOf = new Map<string, string>();
  const households = new Map<string, Set<string>>();
  const dwellings = new Map<string, Pick<Dwelling, 'address' | 'buildingUid'>>();
  const incidents = new Map<string, OpenIncident>();
  const imports = new Set<string>();
  const reports = new Map<string, NotedReport>();
  let changed = new Set<string>();
  let merges: Merges | null = null;

  const mergesNow = (): Merges => (merges ??= readMerges(people.values()));
  const mark = (uid: string): void => void changed.add(uid);

  function markHousehold(householdUid: string | null): void {
    if (householdUid !== null) for (const uid of households.get(householdUid) ?? []) mark(uid);
  }

  function own(id: string, owner: string | null): void {
    const before = ownerOf.get(id);
    if (before !== undefined) {
      mark(before);
      owned.get(before)?.delete(id);
      ownerOf.delete(id);
    }
    if (owner === null) return;
    ownerOf.set(id, owner);
    const ids = owned.get(owner) ?? new Set();
    owned.set(owner, ids.add(id));
    mark(owner);
  }

  function takePerson(record: Person & WireRecord): void {
    const { _id, uid, status, householdUid, dwellingUid, mergedIntoUid, importUid } = record;
    const before = people.get(uid);
    if (before?.mergedIntoUid !== mergedIntoUid) merges = null;
    if (before) leaveHousehold(before);
    people.set(uid, { _id, uid, status, householdUid, dwellingUid, mergedIntoUid, importUid });
    if (householdUid !== null) households.set(householdUid, (households.get(householdUid) ?? new Set()).add(uid));
    markHousehold(householdUid);
    mark(uid);
    if (mergedIntoUid !== null) mark(mergedIntoUid);
  }

  function leaveHousehold({ uid, householdUid }: PersonEntry): void {
    if (householdUid === null) return;
    households.get(householdUid)?.delete(uid);
    markHousehold(householdUid);
  }

  function takeIncident(id: string, record: (Incident & WireRecord) | null): void {
    const before = incidents.get(id);
    if (before) markAround(before);
    incidents.delete(id);
    if (!record) return;
    const { state, categoryUid } = standingOf(record);
    if (!isOpenState(state)) return;
    const { uid, reportedAtMs, onBehalfOf, address, buildingUid } = record;
    const entry = { uid, reportedAtMs, onBehalfOf, address, buildingUid, categoryUid };
    incidents.set(id, entry);
    markAround(entry);
  }

  /** Everybody whose home it may be at. */
  function markAround(incident: OpenIncident): void {
    for (const { uid } of people.values()) if (isAtHome(incident, true, homeOf(uid))) mark(uid);
  }

  function homeOf(uid: string) {
    const dwelling = dwellings.get(people.get(uid)?.dwellingUid ?? '');
    return { personUid: uid, address: dwelling?.address ?? null, buildingUid: dwelling?.buildingUid ?? null };
  }

  function noteReport(report: NotedReport): void {
    if ((reports.get(report.personUid)?.day ?? '') <= report.day) reports.set(report.personUid, report);
  }

  function forget(id: string): void {
    own(id, null);
    takeIncident(id, null);
    const parts = parseDocumentId(id);
    const entry = parts?.type === 'person' ? people.get(parts.key) : undefined;
    if (!entry) return;
    people.delete(entry.uid);
    leaveHousehold(entry);
    merges = null;
  }

  function takeRecord(record: WireRecord): void {
    const fields = OWNED[record.type];
    if (fields) {
      const owner = fields.map((field) => record[field]).find((uid) => typeof uid === 'string');
      return own(record._id, (owner as string | undefined) ?? null);
    }
    switch (record.type) {
      case 'person':
        return takePerson(record as unknown as Person & WireRecord);
      case 'dwelling':
        return void dwellings.set(record.uid, record as unknown as Dwelling);
      case 'incident':
        return takeIncident(record._id, record as unknown as Incident & WireRecord);
      case 'import-batch': {
        const { importUid, state } = record as unknown as ImportBatch;
        if (state === 'complete') imports.add(importUid);
        else imports.delete(importUid);
        for (const person of people.values()) if (person.importUid === importUid) mark(person.uid);
        return;
      }
      case 'risk-report': {
        const { personUid, day } = record as unknown as RiskReport;
        noteReport({ id: record._id, personUid, day });
      }
    }
  }

  return {
    take: (rows) => {
      for (const { id, deleted, doc } of rows) {
        const place = doc && !deleted ? placeRow(rowOf(id, doc)) : null;
        if (place?.kind === 'record') takeRecord(place.record);
        else forget(id);
      }
    },
    takeChanged: () => {
      const uids = changed;
      changed = new Set();
      const { canonical } = mergesNow();
      const meant = new Set<string>();
      for (const uid of uids) {
        if (people.has(uid)) meant.add(canonical(uid));
        // What belongs to a home is about everybody there.
        else for (const person of people.values()) if (person.dwellingUid === uid) meant.add(canonical(person.uid));
      }
      return meant;
    },
    markAll: () => people.forEach(({ uid }) => mark(uid)),
    mark: (uids) => uids.forEach(mark),
    person: (uid) => {
      const entry = people.get(uid);
      return entry && (entry.importUid === null || imports.has(entry.importUid)) ? entry : null;
    },
    canonical: (uid) => mergesNow().canonical(uid),
    idsOf: (uid) => {
      const entry = people.get(uid);
      if (!entry) return [];
      const mine = [uid, ...(mergesNow().into.get(uid) ?? []), entry.dwellingUid ?? ''];
      return [entry._id, ...mine.flatMap((owner) => [...(owned.get(owner) ?? [])])];
    },
    residents: (householdUid) => {
      let count = 0;
      for (const uid of households.get(householdUid ?? '') ?? []) {
        const entry = people.get(uid);
        if (entry?.status === 'living-here' && entry.mergedIntoUid === null) count += 1;
      }
      return count;
    },
    incidentsAt: (uid, isFire) => {
      const home = homeOf(uid);
      return [...incidents.values()].filter((incident) => isAtHome(incident, isFire(incident.categoryUid), home));
    },
    newestReport: (uid) => reports.get(uid)?.id ?? null,
    noteReport,
  };
}

interface Merges {
  readonly canonical: (uid: string) => string;
  /** The files that were merged into one, by its uid. */
  readonly into: ReadonlyMap<string, readonly string[]>;
}

function readMerges(people: Iterable<PersonEntry>): Merges {
  const all = [...people];
  const canonical = canonicalUids(all);
  const into = new Map<string, string[]>();
  for (const { uid, mergedIntoUid } of all) {
    if (mergedIntoUid !== null) into.set(canonical(uid), [...(into.get(canonical(uid)) ?? []), uid]);
  }
  return { canonical, into };
}

function rowOf(id: string, doc: Readonly<Record<string, unknown>>) {
  const { _rev: rev, ...record } = doc;
  return { id, rev: String(rev), deleted: false, record: record as unknown as WireRecord };
}
