import type { QualityFinding } from '#shared/domain/quality/facts';
import { evaluateDwelling, evaluateHousehold, evaluatePerson } from '#shared/domain/quality/evaluate';
import { DEFAULT_RULES, rulesWith, type QualityRule } from '#shared/domain/quality/rules';
import type { FindingPage, FindingQuery, RegisterKind } from '../types';
import { createFacts } from './facts';
import { FLAG } from './flags';
import type { Rows } from './rows';
import type { Counts, Stale } from './settle';
import type { State } from './state';
import { keyOf, slotOf } from './texts';
import { createWaiting } from './waiting';

type Kind = Exclude<RegisterKind, 'enterprise'>;
type FoundRow = FindingPage['rows'][number];

const NOTHING: readonly QualityFinding[] = [];

const SEVERITY_ORDER = { error: 0, warning: 1, hint: 2 } as const;

/**
 * What the quality rules find, kept by subject. Subjects that changed wait to be judged until there is time (`work`), or until
 * somebody asks. What a person accepted is left out.
 */
export function createFindings(state: State, rows: Rows, isWhole: () => boolean) {
  const { people, dwellings, households } = state;
  const facts = createFacts(state, isWhole);
  const found = new Map<string, readonly QualityFinding[]>();
  const waiting = createWaiting(['person', 'household', 'dwelling']);
  const tables = { person: people, household: households, dwelling: dwellings } as const;
  let rules: readonly QualityRule[] = DEFAULT_RULES;
  let members: { readonly counts: Counts; readonly of: (ref: number) => readonly number[] } | null = null;

  /** Slots of those who live in a household now. */
  function membersIn(counts: Counts): (ref: number) => readonly number[] {
    if (members?.counts !== counts) members = { counts, of: groupByHousehold(state) };
    return members.of;
  }

  function judge(kind: RegisterKind, slot: number, counts: Counts): readonly QualityFinding[] {
    const context = facts.contextOf(counts);
    if (kind === 'person') {
      const person = facts.person(slot);
      return person ? evaluatePerson(person, context, rules) : NOTHING;
    }
    if (kind === 'household') {
      const household = facts.household(slot, membersIn(counts));
      return household ? evaluateHousehold(household, context, rules) : NOTHING;
    }
    const dwelling = facts.dwelling(slot, counts);
    return dwelling ? evaluateDwelling(dwelling, context, rules) : NOTHING;
  }

  function renew(kind: Kind, slot: number, counts: Counts): void {
    const findings = judge(kind, slot, counts).filter(
      ({ ruleId, subjectUid }) => !state.papers.accepted.has(`${ruleId}.${subjectUid}`),
    );
    const { flags } = tables[kind];
    const bits = flags[slot] ?? 0;
    if (findings.length > 0) found.set(keyOf(kind, slot), findings);
    else if (bits & FLAG.hasFindings) found.delete(keyOf(kind, slot));
    flags[slot] = findings.length > 0 ? bits | FLAG.hasFindings : bits & ~FLAG.hasFindings;
  }

  const work = (counts: Counts, untilMs: number): void =>
    waiting.work(untilMs, (kind, slot) => renew(kind as Kind, slot, counts));

  function rowOf(key: string, finding: QualityFinding): FoundRow {
    const slot = slotOf(key);
    if (key.startsWith('p')) {
      const entry = people.entries[slot];
      const address = rows.addressOf(people.dwellings[slot] as number);
      return { ...finding, grid: entry?.grid ?? 0, title: entry?.name ?? null, address };
    }
    if (key.startsWith('h')) {
      const entry = households.entries[slot];
      const address = rows.addressOf(households.dwellings[slot] as number);
      return { ...finding, grid: entry?.grid ?? 0, title: rows.headName(slot), address };
    }
    const entry = dwellings.entries[slot];
    return { ...finding, grid: entry?.grid ?? 0, title: null, address: entry?.address ?? '' };
  }

  function gridOf(key: string): number {
    const table = key.startsWith('p') ? people : key.startsWith('h') ? households : dwellings;
    return table.entries[slotOf(key)]?.grid ?? 0;
  }

  return {
    stale(stale: Stale): void {
      if (stale.isRejudged) {
        rules = rulesWith([...state.rules.values()].map(({ setting }) => setting));
        for (const [kind, { entries }] of Object.entries(tables)) waiting.add(kind as Kind, entries.keys());
        return;
      }
      waiting.add('person', stale.people);
      waiting.add('household', stale.households);
      waiting.add('dwelling', stale.dwellings);
    },
    get waiting() {
      return waiting.size;
    },
    work,
    /** Judges everything that waits. */
    finish: (counts: Counts): void => work(counts, Infinity),

    page({ ruleIds, severities, grids, offset, limit }: FindingQuery, counts: Counts): FindingPage {
      work(counts, Infinity);
      const byRule: Record<string, number> = {};
      const wanted: { readonly key: string; readonly finding: QualityFinding }[] = [];
      for (const [key, findings] of found) {
        if (grids && !grids.includes(gridOf(key))) continue;
        for (const finding of findings) {
          byRule[finding.ruleId] = (byRule[finding.ruleId] ?? 0) + 1;
          if (ruleIds && !ruleIds.includes(finding.ruleId)) continue;
          if (severities && !severities.includes(finding.severity)) continue;
          wanted.push({ key, finding });
        }
      }
      wanted.sort(
        (a, b) =>
          SEVERITY_ORDER[a.finding.severity] - SEVERITY_ORDER[b.finding.severity] ||
          compare(a.finding.ruleId, b.finding.ruleId) ||
          compare(a.finding.subjectId, b.finding.subjectId),
      );
      const page = wanted.slice(offset, offset + limit).map(({ key, finding }) => rowOf(key, finding));
      return { rows: page, total: wanted.length, byRule };
    },

    of(uid: string, counts: Counts): readonly QualityFinding[] {
      const keys = [
        [people.findUid(uid), 'person'],
        [households.findUid(uid), 'household'],
        [dwellings.findUid(uid), 'dwelling'],
      ] as const;
      return keys.flatMap(([slot, kind]) => {
        if (slot < 0) return [];
        const key = keyOf(kind, slot);
        if (waiting.take(kind, slot)) renew(kind, slot, counts);
        return found.get(key) ?? [];
      });
    },
  };
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** By counting: a map of lists would take longer than judging the few households that changed. */
function groupByHousehold({ people, refs }: State): (ref: number) => readonly number[] {
  const { households, flags, entries } = people;
  const livesIn = (slot: number): number =>
    ((flags[slot] as number) & (FLAG.shown | FLAG.gone | FLAG.deceased)) === FLAG.shown
      ? (households[slot] as number)
      : -1;
  const ends = new Uint32Array(refs.size + 1);
  for (let slot = 0; slot < entries.length; slot += 1) (ends[livesIn(slot) + 1] as number) += 1;
  // Place 0 counts those of no household.
  for (let ref = 1; ref < ends.length; ref += 1) (ends[ref] as number) += ends[ref - 1] as number;
  const starts = ends.slice();
  const slots = new Uint32Array(entries.length);
  for (let slot = entries.length - 1; slot >= 0; slot -= 1) {
    const place = livesIn(slot) + 1;
    const at = (starts[place] as number) - 1;
    starts[place] = at;
    slots[at] = slot;
  }
  return (ref) => Array.from(slots.subarray(starts[ref + 1], ends[ref + 1]));
}
