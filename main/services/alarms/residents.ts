import { livingAloneOf } from '#shared/domain/people/living-alone';
import { readStub } from '#shared/schema/moved';
import { openValue, sealingAad } from '#shared/schema/sealing';
import { personSchema, type Person } from '#shared/schema/types/person';
import { isSealed } from '#shared/schema/value-class';
import type { GridKeys } from '../grid-keys';

/** What the engine knows of a person: nothing that has a name. */
interface Resident {
  readonly id: string;
  readonly birthDate: string;
  readonly dwellingUid: string | null;
  readonly householdUid: string | null;
  readonly livesHere: boolean;
  readonly mergedIntoUid: string | null;
  readonly declared: OpenDeclaration | null;
}
type OpenDeclaration = Omit<NonNullable<Person['livingAlone']>, 'value'> & { readonly value: boolean | null };

/** Somebody in the grids' files, as rules and alarms need them. */
export interface KnownPerson {
  readonly uid: string;
  readonly id: string;
  readonly birthDate: string;
  readonly dwellingUid: string | null;
}

/** Who lives where, and whether alone. */
export interface Residents {
  /** Takes note of a person's record, or of none under that id any more; uids of the homes that it is about. */
  note(id: string, document: unknown): Promise<readonly string[]>;
  /** The person of that uid, or whom it turned out to be. */
  find(uid: string): KnownPerson | null;
  /** Uids of those who live there now. */
  at(dwellingUid: string): readonly string[];
  livesAlone(uid: string): boolean;
}

/** A person may have turned out to be another, and that one a third. */
const MOST_MERGES = 5;

/** An empty register. */
export function createResidents(keys: Pick<GridKeys, 'named'>): Residents {
  const byUid = new Map<string, Resident>();
  const uidOfId = new Map<string, string>();
  const inDwelling = createIndex();
  const inHousehold = createIndex();

  function forget(id: string): readonly string[] {
    const uid = uidOfId.get(id);
    const known = uid === undefined ? undefined : byUid.get(uid);
    if (uid === undefined || known?.id !== id) return [];
    byUid.delete(uid);
    uidOfId.delete(id);
    inDwelling.remove(known.dwellingUid, uid);
    inHousehold.remove(known.householdUid, uid);
    return homesOf(known);
  }

  /** Homes of the household: whether somebody lives alone there may have changed. */
  const homesOf = ({ dwellingUid, householdUid }: Resident): readonly string[] => [
    ...(dwellingUid === null ? [] : [dwellingUid]),
    ...inHousehold.of(householdUid).flatMap((uid) => byUid.get(uid)?.dwellingUid ?? []),
  ];

  async function opened(person: Person): Promise<OpenDeclaration | null> {
    if (!person.livingAlone) return null;
    const { value, ...rest } = person.livingAlone;
    if (!isSealed(value)) return { ...rest, value };
    const key = await keys.named(value.kid);
    const aad = sealingAad({ uid: person.uid, field: 'livingAlone.value' });
    const answer = key && (await openValue(key, value, aad));
    return { ...rest, value: answer?.ok && typeof answer.value === 'boolean' ? answer.value : null };
  }

  function find(uid: string): KnownPerson | null {
    let known = byUid.get(uid);
    let at = uid;
    for (let merges = 0; known?.mergedIntoUid && merges < MOST_MERGES; merges += 1) {
      at = known.mergedIntoUid;
      known = byUid.get(at);
    }
    return known ? { uid: at, id: known.id, birthDate: known.birthDate, dwellingUid: known.dwellingUid } : null;
  }

  return {
    note: async (id, document) => {
      const isThere = typeof document === 'object' && document !== null && !readStub(document as never);
      const person = isThere ? (personSchema.safeParse(document).data ?? null) : null;
      const declared = person && (await opened(person));
      const before = forget(id);
      if (!person) return before;
      const { uid, birthDate, dwellingUid, householdUid, mergedIntoUid } = person;
      const livesHere = person.status === 'living-here' && mergedIntoUid === null;
      const resident = { id, birthDate, dwellingUid, householdUid, livesHere, mergedIntoUid, declared };
      byUid.set(uid, resident);
      uidOfId.set(id, uid);
      if (livesHere) {
        inDwelling.add(dwellingUid, uid);
        inHousehold.add(householdUid, uid);
      }
      return [...new Set([...before, ...homesOf(resident)])];
    },
    find,
    at: (dwellingUid) => inDwelling.of(dwellingUid),
    livesAlone: (uid) => {
      const known = byUid.get(uid);
      if (!known) return false;
      const { declared: livingAlone, householdUid } = known;
      return livingAloneOf({ livingAlone, householdUid }, inHousehold.of(householdUid).length).value;
    },
  };
}

function createIndex() {
  const sets = new Map<string, Set<string>>();
  return {
    add: (key: string | null, uid: string): void => {
      if (key === null) return;
      const set = sets.get(key) ?? new Set<string>();
      sets.set(key, set.add(uid));
    },
    remove: (key: string | null, uid: string): void => {
      if (key === null) return;
      sets.get(key)?.delete(uid);
      if (sets.get(key)?.size === 0) sets.delete(key);
    },
    of: (key: string | null): readonly string[] => (key === null ? [] : [...(sets.get(key) ?? [])]),
  };
}
