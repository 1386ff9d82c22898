import { daysBetween } from '#shared/domain/calendar/date';
import { canonicalUids } from '#shared/domain/people/merged';
import { visitsDue } from '#shared/domain/visits/due';
import { WATCHES } from '#shared/domain/visits/coverage';
import type { PersonEntry } from '../entries';
import { remembering } from '../memo';
import { bitsOfKinds, NEVER, REASONS, SEXES, type RoundAnswer, type RoundColumns, type RoundQuestion } from '../round';
import type { Rows } from './rows';
import type { State } from './state';

/** Who is to be visited, of everybody that lists show; needs no counts, kinds or indexes. */
export interface Round {
  /** `version` names the records as they are; the answer of the key that is `known` already is not given again. */
  answer(question: RoundQuestion, version: number, known: string | null): RoundAnswer;
}

/** More days than the dates of a round have. */
const MOST_DAYS = 4000;

/** See `Round`. */
export function createRound(state: State, rows: Rows): Round {
  let last: { readonly key: string; readonly columns: RoundColumns } | null = null;
  function columnsOf({ today, intervals, levelDays }: RoundQuestion): RoundColumns {
    const { people } = state;
    const canonical = canonicalUids(mergedIn(people.entries));
    const { needsOf, assigneeOf, assessedOn, watchOf } = state.care.read(canonical);
    const planning = { levelDays, needsOf };
    const due = visitsDue(everybodyIn(state), visitsIn(state), intervals, today, canonical, planning);
    const daysAgo = remembering((day) => daysBetween(day, today), MOST_DAYS);
    return {
      ids: due.map(({ person }) => person.entry.id),
      uids: due.map(({ person }) => person.uid),
      names: due.map(({ person }) => person.entry.name),
      birthDates: due.map(({ person }) => person.birthDate),
      addresses: due.map(({ person: { entry, slot } }) =>
        entry.name === null ? null : rows.addressOf(people.dwellings[slot] as number) || null,
      ),
      dwellingUids: due.map(({ person: { entry } }) => (entry.name === null ? null : entry.dwellingUid)),
      assignees: due.map(({ person }) => assigneeOf(person.uid)),
      watches: Uint8Array.from(due, ({ person: { uid, entry } }) =>
        WATCHES.indexOf(watchOf(uid, entry.name === null ? null : entry.dwellingUid)),
      ),
      assessedDaysAgo: Int32Array.from(due, ({ person }) => {
        const day = assessedOn(person.uid);
        return day === null ? NEVER : daysAgo(day);
      }),
      ages: Uint8Array.from(due, ({ age }) => age),
      sexes: Uint8Array.from(due, ({ person }) => SEXES.indexOf(person.entry.sex)),
      kinds: Uint8Array.from(due, ({ kinds }) => bitsOfKinds(kinds)),
      reasons: Uint8Array.from(due, ({ reason }) => REASONS.indexOf(reason)),
      overdueDays: Int32Array.from(due, ({ overdueDays }) => overdueDays),
      metDaysAgo: Int32Array.from(due, ({ lastMetOn }) => (lastMetOn === null ? NEVER : daysAgo(lastMetOn))),
    };
  }

  return {
    answer(question, version, known) {
      const key = JSON.stringify([version, question]);
      if (key === known) return { key, columns: null };
      if (last?.key !== key) last = { key, columns: columnsOf(question) };
      return last;
    },
  };
}

type Entries = State['people']['entries'];

const mergedIn = (entries: Entries): readonly PersonEntry[] =>
  entries.filter((entry): entry is PersonEntry => Boolean(entry?.mergedIntoUid));

function everybodyIn({ people }: State) {
  return people.entries.flatMap((entry, slot) => {
    if (!entry || !people.isShown(slot)) return [];
    const { uid, birthDate, disability, status, householdUid, livingAlone, createdAtMs } = entry;
    const created = { at: createdAtMs };
    return [{ uid, birthDate, disability, status, householdUid, livingAlone, created, entry, slot }];
  });
}

function* visitsIn({ visits }: State) {
  // The entry itself has what is asked of the answers.
  for (const entry of visits.values()) {
    const { personUid, startedAtMs, nextVisitOn } = entry;
    yield { personUid, startedAtMs, nextVisitOn, answers: entry };
  }
}
