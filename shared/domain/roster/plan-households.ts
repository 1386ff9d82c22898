import type { StationPerson } from './context';
import type { PlacedDwelling } from './plan-homes';
import type { PlannedHousehold } from './plan-people';
import type { PlanInput } from './plan-types';
import type { RosterPerson } from './types';

/** What one row says about its household. */
export interface Member {
  readonly name: string | null;
  readonly uid: string;
  readonly person: RosterPerson;
  readonly match: StationPerson | null;
  readonly dwelling: PlacedDwelling | null;
  /** The row is about somebody who will be there: not about a head of whom too little is known. */
  readonly isSomebody: boolean;
}

/** Households of one import, each made once, or found at the station by somebody who lives in it. */
export interface HouseholdsPlan {
  add(member: Member): void;
  /** By the name that `Together` gave it; complete when everybody was added. */
  find(name: string | null): PlannedHousehold | null;
  /** Settles heads and households of the station, once everybody was added. */
  settle(): void;
}

interface Draft {
  readonly household: PlannedHousehold & { uid: string };
  readonly members: Pick<Member, 'uid' | 'isSomebody'>[];
  head: Member | null;
  knownUid: string | null;
  /** Ids and names by which the row names its head. */
  headId: string | null;
  headName: string | null;
  hasRelations: boolean;
}

/** See `HouseholdsPlan`. */
export function planHouseholds({ personById, options }: PlanInput): HouseholdsPlan {
  const drafts = new Map<string, Draft>();
  const uidById = new Map<string, string>();

  const draftOf = (name: string): Draft => {
    const known = drafts.get(name);
    if (known) return known;
    const household = {
      uid: options.newUid(),
      isKnown: false,
      headUid: null,
      dwelling: null,
      registerNumber: null,
      rows: 0,
    };
    const none = { head: null, knownUid: null, headId: null, headName: null, hasRelations: false };
    const draft: Draft = { household, members: [], ...none };
    drafts.set(name, draft);
    return draft;
  };

  function settleOne(draft: Draft): void {
    const { household, head, members, headId } = draft;
    const named = headId === null ? null : personById(headId);
    const only = members.length === 1 && !draft.hasRelations && members[0]?.isSomebody ? members[0].uid : null;
    const fileHead = headId === null ? null : (uidById.get(headId) ?? null);
    household.headUid = (head?.isSomebody ? head.uid : null) ?? fileHead ?? named?.uid ?? only;
    const knownUid = draft.knownUid ?? named?.householdUid ?? householdAtHome(draft);
    if (knownUid === null) return;
    household.uid = knownUid;
    household.isKnown = true;
  }

  /** The household of the dwelling whose head has the name of this one's. */
  function householdAtHome({ household, head, headName }: Draft): string | null {
    const name = head?.person.name ?? headName;
    const there = household.dwelling?.known?.households ?? [];
    return (name !== null && there.find((each) => each.headName === name)?.uid) || null;
  }

  return {
    add: (member) => {
      const { name, uid, person, match, dwelling, isSomebody } = member;
      if (person.citizenId !== undefined && isSomebody) uidById.set(person.citizenId, uid);
      if (name === null) return;
      const draft = draftOf(name);
      const { household } = draft;
      const isHead = person.relation === 'head';
      household.rows += 1;
      draft.members.push({ uid, isSomebody });
      if (isHead) draft.head ??= member;
      if (person.relation !== undefined) draft.hasRelations = true;
      if (dwelling && (household.dwelling === null || isHead)) household.dwelling = dwelling;
      household.registerNumber ??= person.householdNumber ?? null;
      draft.knownUid ??= match?.householdUid ?? null;
      draft.headId ??= person.headCitizenId ?? null;
      draft.headName ??= person.headName ?? null;
    },
    find: (name) => (name === null ? null : (drafts.get(name)?.household ?? null)),
    settle: () => [...drafts.values()].forEach(settleOne),
  };
}
