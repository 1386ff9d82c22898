import { useEffect, useMemo, useState, useSyncExternalStore } from 'react';
import { checkCitizenId, type CheckedCitizenId } from '#shared/domain/people/citizen-id';
import type { DraftContext } from '#shared/domain/people/complete';
import type { PersonDraft } from '#shared/domain/people/draft';
import type { WireRecord } from '#shared/schema/envelope';
import { documentId } from '#shared/schema/ids';
import { useOwned, useRecord, useSession, useStation, type Alike } from '#renderer/data/index';
import {
  gridNumberOf,
  pairKey,
  scopeOf,
  useHousehold,
  useNotSamePairs,
  useUidsOf,
  useWritableGrids,
  type PersonRecord,
} from '../../people/index';
import { useRound } from '../../visits/index';
import type { HouseholdRecord } from '../commands/status';
import type { FileBefore } from '../commands/save-person';
import { useRegions } from '../use-regions';
import type { EntrySession, EntryState } from './entry-session';

/** What the parts of the form work with. */
export interface Entry {
  readonly state: EntryState;
  readonly draft: PersonDraft;
  readonly change: EntrySession['change'];
  readonly context: DraftContext;
  /** What the id says that was typed; null where none was. */
  readonly checkedId: CheckedCitizenId | null;
  /** The household that was chosen to be joined. */
  readonly joined: HouseholdRecord | null;
  readonly members: readonly PersonRecord[];
  readonly alike: readonly Alike[];
  /** For a file that is there: as it was when the form was opened. */
  readonly before: FileBefore | null;
}

/** Everything that the form needs to know while it is filled in; `person` is null for somebody new. */
export function useEntry(session: EntrySession, person: PersonRecord | null): Entry {
  const state = useSyncExternalStore(session.subscribe, session.state);
  const { draft } = state;
  const { today } = useRound();
  const { staff } = useSession();
  const grids = useWritableGrids();
  const regions = useRegions();
  const joined = useJoined(draft);
  const members = useHousehold(draft.household.kind === 'join' ? draft.household.householdUid : null) ?? [];
  const checkedId = useMemo(
    () =>
      draft.citizenId === null || draft.citizenId.trim() === ''
        ? null
        : checkCitizenId(draft.citizenId, today, regions),
    [draft.citizenId, today, regions],
  );
  const alike = useAlike(draft, checkedId, person);
  const before = useBefore(session, person);
  const isIdTaken = !draft.isIdWrongThere && alike.some(({ reasons }) => reasons.includes('citizen-id'));
  const isHeadTaken =
    joined?.headUid != null && joined.headUid !== draft.personUid && members.some(({ uid }) => uid === joined.headUid);
  const context: DraftContext = {
    today,
    regionOf: regions,
    opensChildren: staff.functions.includes('child'),
    grids,
    ownGrid: person ? gridNumberOf(person._id) : null,
    isHeadTaken,
    isIdTaken,
  };
  return { state, draft, change: session.change, context, checkedId, joined, members, alike, before };
}

function useJoined({ household, grid }: PersonDraft): HouseholdRecord | null {
  const { station } = useSession();
  const id =
    household.kind === 'join' && grid !== null
      ? documentId('household', `${station.id}-${grid}`, household.householdUid)
      : '';
  return useRecord<HouseholdRecord>('homes', id) ?? null;
}

function useBefore({ values }: EntrySession, person: PersonRecord | null): FileBefore | null {
  const householdUid = person?.householdUid ?? null;
  const id = person && householdUid !== null ? documentId('household', scopeOf(person._id), householdUid) : '';
  const household = useRecord<HouseholdRecord>('homes', id) ?? null;
  const residents = useHousehold(householdUid)?.length ?? 0;
  const uids = useUidsOf(person?.uid ?? 'nobody');
  const papers = useOwned<WireRecord>('people', uids);
  const visits = useOwned<WireRecord>('visits', uids);
  if (!person || !values) return null;
  const certificates = papers?.filter(({ type }) => type === 'certificate') ?? [];
  return { person, values, household, residents, dependants: [...certificates, ...(visits ?? [])] };
}

const SHOWN = 5;
/** Below this, names that sound alike would be shown to everybody who types. */
const LEAST_CERTAINTY = 0.3;

/** Who may be the same person, while somebody types; whoever was said to be somebody else is left out unless the id is the same. */
function useAlike(
  draft: PersonDraft,
  checkedId: CheckedCitizenId | null,
  person: PersonRecord | null,
): readonly Alike[] {
  const { register } = useStation();
  const notSame = useNotSamePairs();
  const [found, setFound] = useState<readonly Alike[]>([]);
  const name = draft.name.trim();
  const soundId = checkedId?.problems.every((problem) => problem === 'region') ? checkedId.id : null;
  const phone = draft.phone?.trim() || null;
  const { sex, birthDate, dwellingUid } = draft;
  const exceptUid = person?.uid;
  useEffect(() => {
    let isCurrent = true;
    const candidate = {
      name,
      sex,
      birthDate: birthDate === '' ? null : birthDate,
      dwellingUid,
      citizenId: soundId,
      phone,
      ...(exceptUid !== undefined && { exceptUid }),
    };
    const answer = name === '' && soundId === null ? Promise.resolve([]) : register.alike(candidate, SHOWN);
    answer.then(
      (alike) => {
        if (isCurrent) setFound(alike);
      },
      () => {
        if (isCurrent) setFound([]);
      },
    );
    return () => {
      isCurrent = false;
    };
  }, [register, name, sex, birthDate, dwellingUid, soundId, phone, exceptUid]);
  return found.filter(({ person: { uid }, reasons, certainty }) => {
    const isSameId = reasons.includes('citizen-id');
    const isOther = draft.othersUids.includes(uid) || (notSame?.has(pairKey(draft.personUid, uid)) ?? false);
    return uid !== draft.personUid && certainty >= LEAST_CERTAINTY && (isSameId ? !draft.isIdWrongThere : !isOther);
  });
}
