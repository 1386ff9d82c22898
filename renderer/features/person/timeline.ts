import { dateAtStation } from '#shared/domain/calendar/date';
import type { WireRecord } from '#shared/schema/envelope';
import type { Reveal } from '#shared/schema/types/reveal';
import { stampMs } from '#shared/sync/stamp';
import { NOT_SAME_PERSON, type MergeRecord, type PersonRecord } from '../people/index';
import type { VisitRecord } from '../visits/index';
import type { CertificateRecord } from './commands/certificates';
import type { ConsentRecord } from './commands/consents';
import type { Dossier, FindingRecord } from './queries';

interface EntryFrame {
  readonly key: string;
  readonly atMs: number;
  /** uid of the staff member; null where the record does not tell any more. */
  readonly by: string | null;
}

/** Something that happened to somebody or their file. */
export type TimelineEntry = EntryFrame &
  (
    | { readonly kind: 'visit'; readonly visit: VisitRecord }
    | { readonly kind: 'certificate'; readonly what: 'added' | 'withdrawn'; readonly certificate: CertificateRecord }
    | { readonly kind: 'consent'; readonly consent: ConsentRecord }
    | { readonly kind: 'created'; readonly isImported: boolean }
    | { readonly kind: 'changed'; readonly what: readonly ChangedPart[] }
    | { readonly kind: 'merge'; readonly what: 'merged' | 'undone'; readonly merge: MergeRecord }
    | { readonly kind: 'reveals'; readonly count: number }
    | { readonly kind: 'decision'; readonly finding: FindingRecord }
  );

/** Parts of a file that change together in people’s minds. */
const CHANGED_PARTS = [
  'status',
  'home',
  'registered',
  'name',
  'birth',
  'citizenId',
  'phone',
  'contacts',
  'disability',
  'livingAlone',
  'profile',
] as const;
export type ChangedPart = (typeof CHANGED_PARTS)[number];

const PART_OF: Readonly<Record<string, ChangedPart>> = {
  status: 'status',
  dwellingUid: 'home',
  householdUid: 'home',
  relation: 'home',
  relationCode: 'home',
  registeredDwellingUid: 'registered',
  name: 'name',
  birthDate: 'birth',
  sex: 'birth',
  citizenId: 'citizenId',
  phone: 'phone',
  contacts: 'contacts',
  disability: 'disability',
  livingAlone: 'livingAlone',
  profile: 'profile',
};

export const TIMELINE_FILTERS = ['all', 'visits', 'file', 'papers', 'looks'] as const;
export type TimelineFilter = (typeof TIMELINE_FILTERS)[number];

const FILTER_OF: Readonly<Record<TimelineEntry['kind'], TimelineFilter>> = {
  visit: 'visits',
  certificate: 'papers',
  consent: 'papers',
  created: 'file',
  changed: 'file',
  merge: 'file',
  decision: 'file',
  reveals: 'looks',
};

/** Whether an entry is among those that a filter leaves. */
export const isAmong = ({ kind }: TimelineEntry, filter: TimelineFilter): boolean =>
  filter === 'all' || FILTER_OF[kind] === filter;

interface TimelineParts {
  readonly person: PersonRecord;
  readonly dossier: Dossier;
  readonly visits: readonly VisitRecord[];
  readonly reveals: readonly (Reveal & WireRecord)[];
}

/**
 * Everything on record about somebody, the newest first. Of changes of the file only the last one of each part is known: stamps tell
 * when, and for the very last change who. Looks at masked values count by day.
 */
export function timelineOf({ person, dossier, visits, reveals }: TimelineParts): readonly TimelineEntry[] {
  const entries: readonly TimelineEntry[] = [
    ...visits.map((visit): TimelineEntry => ({
      kind: 'visit',
      key: visit._id,
      atMs: visit.startedAtMs,
      by: visit.created.by,
      visit,
    })),
    ...dossier.certificates.flatMap(certificateEntries),
    ...dossier.consents.map((consent): TimelineEntry => ({
      kind: 'consent',
      key: consent._id,
      atMs: consent.atMs,
      by: consent.created.by,
      consent,
    })),
    ...dossier.findings
      .filter(({ ruleId }) => ruleId !== NOT_SAME_PERSON)
      .map((finding): TimelineEntry => ({
        kind: 'decision',
        key: finding._id,
        atMs: finding.atMs,
        by: finding.changed.by,
        finding,
      })),
    ...dossier.merges.flatMap(mergeEntries),
    ...changeEntries(person),
    ...lookEntries(reveals),
    {
      kind: 'created',
      key: 'created',
      atMs: person.created.at,
      by: person.created.by,
      isImported: person.importUid !== null,
    },
  ];
  return [...entries].sort((a, b) => b.atMs - a.atMs || (a.key < b.key ? -1 : 1));
}

function certificateEntries(certificate: CertificateRecord): readonly TimelineEntry[] {
  const { _id, created, changed, status, stamps } = certificate;
  const added: TimelineEntry = {
    kind: 'certificate',
    key: `${_id} added`,
    atMs: created.at,
    by: created.by,
    what: 'added',
    certificate,
  };
  const withdrawn = stamps['status'];
  if (status !== 'withdrawn' || withdrawn === undefined) return [added];
  const by = withdrawn === stamps['changed'] ? changed.by : null;
  return [added, { ...added, key: `${_id} withdrawn`, atMs: stampMs(withdrawn), by, what: 'withdrawn' }];
}

function mergeEntries(merge: MergeRecord): readonly TimelineEntry[] {
  const { _id, atMs, created, changed, state, stamps } = merge;
  const merged: TimelineEntry = { kind: 'merge', key: `${_id} merged`, atMs, by: created.by, what: 'merged', merge };
  const undone = stamps['state'];
  if (state === 'merged' || undone === undefined) return [merged];
  return [merged, { ...merged, key: `${_id} undone`, atMs: stampMs(undone), by: changed.by, what: 'undone' }];
}

function changeEntries({ stamps, changed }: PersonRecord): readonly TimelineEntry[] {
  const byStamp = new Map<string, Set<ChangedPart>>();
  for (const [field, stamp] of Object.entries(stamps)) {
    const part = PART_OF[field];
    if (!part) continue;
    byStamp.set(stamp, (byStamp.get(stamp) ?? new Set()).add(part));
  }
  return [...byStamp].map(([stamp, parts]) => ({
    kind: 'changed',
    key: stamp,
    atMs: stampMs(stamp),
    by: stamp === stamps['changed'] ? changed.by : null,
    what: CHANGED_PARTS.filter((part) => parts.has(part)),
  }));
}

function lookEntries(reveals: readonly (Reveal & WireRecord)[]): readonly TimelineEntry[] {
  const byDay = new Map<string, { readonly atMs: number; readonly count: number }>();
  for (const { atMs } of reveals) {
    const day = dateAtStation(atMs);
    const known = byDay.get(day);
    byDay.set(day, { atMs: Math.max(atMs, known?.atMs ?? 0), count: (known?.count ?? 0) + 1 });
  }
  return [...byDay].map(([day, { atMs, count }]) => ({ kind: 'reveals', key: `looks ${day}`, atMs, by: null, count }));
}
