import type { DwellingFacts, HouseholdFacts, PersonFacts, QualityContext } from '#shared/domain/quality/facts';
import { isShown } from '../../visibility';
import type { CertificateEntry, PersonEntry } from '../entries';
import { FLAG } from './flags';
import type { Counts } from './settle';
import type { State } from './state';

/** Makes what quality rules see of the records. Of a closed file, or of what lists do not show, it makes null. */
export function createFacts(state: State, isWhole: () => boolean) {
  const { people, dwellings, households } = state;

  function certificateOf({ uid, disability }: PersonEntry): PersonFacts['certificate'] {
    const valid = (state.papers.certificates.get(uid) ?? []).filter(
      (each) => each.status === 'valid' && isShown(each, state.imports),
    );
    const latest = valid.reduce<CertificateEntry | null>(
      (best, each) => (best && (best.issuedOn ?? '') >= (each.issuedOn ?? '') ? best : each),
      null,
    );
    if (!latest) return null;
    const { holds, expiresOn } = latest;
    // What does not open says nothing against the file.
    return {
      expiresOn,
      agrees: holds === null || (holds.kind === disability?.kind && holds.grade === disability.grade),
    };
  }

  function person(slot: number): PersonFacts | null {
    const entry = people.entries[slot];
    if (!entry || entry.name === null || !people.isShown(slot)) return null;
    const { idTail, idFacts, phoneTail, isPhonePlausible, birthDate, sex } = entry;
    return {
      ...entry,
      citizenId: idTail === null ? null : (idFacts ?? { problems: [], birthDate, sex, region: 'current' }),
      phone: phoneTail === null ? null : { isPlausible: isPhonePlausible },
      certificate: certificateOf(entry),
    };
  }

  /** `membersOf` gives the slots of those who live in the household now. */
  function household(slot: number, membersOf: (ref: number) => readonly number[]): HouseholdFacts | null {
    const entry = households.entries[slot];
    if (!entry || ((households.flags[slot] as number) & FLAG.shown) === 0) return null;
    const slots = membersOf(households.refs[slot] as number);
    const members = slots.map(person);
    // Somebody of whom nothing is known could be the head, or anything else.
    if (members.includes(null)) return null;
    const { id, uid, dwellingUid, headUid, kind, status } = entry;
    return { id, uid, dwellingUid, headUid, kind, status, members: members as readonly PersonFacts[] };
  }

  function dwelling(slot: number, counts: Counts): DwellingFacts | null {
    const entry = dwellings.entries[slot];
    if (!entry || ((dwellings.flags[slot] as number) & FLAG.shown) === 0) return null;
    const { id, uid, use, buildingUid } = entry;
    const residents = counts.residents[dwellings.refs[slot] as number] ?? 0;
    return { id, uid, use, residents, hasBuilding: state.hasBuilding(buildingUid) };
  }

  function contextOf(counts: Counts): QualityContext {
    const has = (table: typeof dwellings | typeof households, uid: string): boolean =>
      // Links may lead into grids that this device does not hold.
      !isWhole() || table.findUid(uid) >= 0;
    return {
      today: counts.today,
      residentsOf: (uid) => counts.residents[state.refs.known(uid)] ?? 0,
      hasHousehold: (uid) => has(households, uid),
      hasDwelling: (uid) => has(dwellings, uid),
      sameIdCount(uid) {
        const digest = people.entries[people.findUid(uid)]?.idDigest ?? null;
        if (digest === null) return 0;
        return state.numbers.slotsOf(digest).filter((slot) => people.isShown(slot)).length;
      },
    };
  }

  return { person, household, dwelling, contextOf };
}
