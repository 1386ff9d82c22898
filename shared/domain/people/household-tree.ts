import type { OpenedPerson } from '../../schema/opened-person';
import { ageOn } from './age';
import { kinPlace, type KinPlace } from './relations';

type MemberFacts = Pick<OpenedPerson, 'uid' | 'relation' | 'relationCode' | 'sex' | 'birthDate'>;

/** One person, or two who are a couple: kin of the head first, then who married in. */
export interface TreeUnit<M> {
  readonly members: readonly M[];
  /** Positions, in the row above, of the units whose children these are; empty where nobody can tell or they live elsewhere. */
  readonly parents: readonly number[];
}

/** One generation; `generation` is 0 for the head's own, negative above. */
export interface TreeRow<M> {
  readonly generation: number;
  readonly units: readonly TreeUnit<M>[];
}

export interface HouseholdTree<M> {
  /** From the oldest generation down; generations without anybody are left out. */
  readonly rows: readonly TreeRow<M>[];
  /** Whoever the file does not place: other relatives, people who are no kin, closed files. The oldest first. */
  readonly unplaced: readonly M[];
}

/** Nobody is drawn as the parent of somebody less than this many years younger. */
const YOUNGEST_PARENT_YEARS = 14;

interface Placed<M> {
  readonly member: M;
  readonly place: KinPlace;
  readonly role: 'head' | 'spouse' | 'kin';
}

interface DraftUnit<M> {
  readonly placed: readonly Placed<M>[];
}

/**
 * The family as generations around the head of household, from what each member is to the head. Only what the relations say is drawn:
 * a grandchild hangs on a child of the head where just one can be the parent, else on nobody.
 */
export function householdTree<M extends MemberFacts>(members: readonly M[], headUid: string | null): HouseholdTree<M> {
  const placed = [...members].sort(byBirth).map((member): Placed<M> => {
    const place = kinPlace(member.relation, member.relationCode);
    return { member, place: { ...place, sex: place.sex ?? member.sex }, role: roleOf(member) };
  });
  const generations = [...new Set(placed.flatMap(({ place }) => place.generation ?? []))].sort((a, b) => a - b);
  const drafts = new Map(
    generations.map((generation) => [
      generation as number,
      unitsOf(
        placed.filter(({ place }) => place.generation === generation),
        headUid,
      ),
    ]),
  );
  return {
    rows: generations.map((generation) => ({
      generation,
      units: (drafts.get(generation) ?? []).map((unit) => ({
        members: unit.placed.map(({ member }) => member),
        parents: parentsOf(unit, drafts.get(generation - 1) ?? []),
      })),
    })),
    unplaced: placed.filter(({ place }) => place.generation === null).map(({ member }) => member),
  };
}

/** The couples and single people of one generation: the head's first, then kin, in-laws without their partner, other branches. */
function unitsOf<M extends MemberFacts>(row: readonly Placed<M>[], headUid: string | null): readonly DraftUnit<M>[] {
  const head = row.find(({ member }) => member.uid === headUid) ?? row.find(({ role }) => role === 'head');
  const waiting = new Set(row);
  const units: DraftUnit<M>[] = [];
  const take = (...placed: readonly (Placed<M> | undefined)[]) => {
    const present = placed.filter((each) => each !== undefined);
    for (const each of present) waiting.delete(each);
    units.push({ placed: present });
  };
  const spouse = row.find(({ role, member }) => role === 'spouse' && member !== head?.member);
  if (head) take(head, spouse);
  for (const own of row.filter(({ place }) => place.line === 'own')) {
    if (!waiting.has(own)) continue;
    take(own, partnerOf(own, [...waiting]));
  }
  // The head's parents-in-law are a couple too; whoever married into a younger generation is not.
  for (const law of row.filter(({ place }) => place.line === 'in-law')) {
    if (!waiting.has(law)) continue;
    const isElder = (law.place.generation ?? 0) < 0;
    take(
      law,
      isElder ? [...waiting].find((each) => each.place.line === 'in-law' && areOpposite(each, law)) : undefined,
    );
  }
  for (const rest of row) if (waiting.has(rest)) take(rest);
  return units;
}

/** Who is drawn beside kin: above the head father and mother belong together, below and beside it whoever married in, the nearest by age. */
function partnerOf<M extends MemberFacts>(own: Placed<M>, waiting: readonly Placed<M>[]): Placed<M> | undefined {
  if (own.role !== 'kin') return undefined;
  const isElder = (own.place.generation ?? 0) < 0;
  const line = isElder ? 'own' : 'in-law';
  const couples = waiting.filter(
    (each) => each !== own && each.place.line === line && areOpposite(each, own) && (!isElder || isSameSide(each, own)),
  );
  return couples.sort((a, b) => yearsApart(a, own) - yearsApart(b, own))[0];
}

/** Father's and mother's parents are two couples: 61 and 62, 63 and 64; parents by blood and others too. */
function isSameSide<M extends MemberFacts>(a: Placed<M>, b: Placed<M>): boolean {
  const side = ({ member: { relationCode } }: Placed<M>) =>
    relationCode === null
      ? ''
      : ['61', '62'].includes(relationCode)
        ? 'father'
        : ['63', '64'].includes(relationCode)
          ? 'mother'
          : '';
  return side(a) === side(b);
}

function parentsOf<M extends MemberFacts>(unit: DraftUnit<M>, above: readonly DraftUnit<M>[]): readonly number[] {
  const [first] = unit.placed;
  if (!first || first.place.line === 'side') return [];
  const candidates = above.flatMap((candidate, index) => (couldBeParents(candidate, unit) ? [index] : []));
  const generation = first.place.generation ?? 0;
  // The head's couple has two pairs of parents; anybody else one.
  if (first.role === 'head' || first.role === 'spouse') return candidates;
  if (generation === 1) {
    const heads = candidates.filter((index) => above[index]?.placed.some(({ role }) => role !== 'kin'));
    return heads.slice(0, 1);
  }
  return candidates.length === 1 ? candidates : [];
}

function couldBeParents<M extends MemberFacts>(parents: DraftUnit<M>, children: DraftUnit<M>): boolean {
  const [child] = children.placed;
  if (!child || parents.placed.every(({ place }) => place.line === 'side')) return false;
  const code = child.member.relationCode ?? '';
  const line = parents.placed[0]?.place.line;
  // Parents-in-law are the spouse's; own parents are nobody's where only the spouse is here.
  if (child.place.generation === 0 && line === 'in-law' && !children.placed.some(({ role }) => role === 'spouse')) {
    return false;
  }
  if (child.place.generation === 0 && line === 'own' && child.role === 'spouse') return false;
  if (['41', '42'].includes(code) && isDaughters(parents)) return false;
  if (['43', '44'].includes(code) && !isDaughters(parents)) return false;
  return parents.placed.some(({ member }) => ageOn(member.birthDate, child.member.birthDate) >= YOUNGEST_PARENT_YEARS);
}

/** Whether the family came from a daughter of the head: she herself, or her husband where she is not here. */
function isDaughters<M extends MemberFacts>({ placed }: DraftUnit<M>): boolean {
  const [first] = placed;
  return first?.place.line === 'in-law' ? first.place.sex === 'male' : first?.place.sex === 'female';
}

function roleOf({ relation, relationCode }: MemberFacts): Placed<unknown>['role'] {
  if (relationCode !== null) {
    if (relationCode === '01' || relationCode === '02') return 'head';
    return relationCode.startsWith('1') ? 'spouse' : 'kin';
  }
  return relation === 'head' || relation === 'spouse' ? relation : 'kin';
}

const areOpposite = <M>(a: Placed<M>, b: Placed<M>): boolean =>
  a.place.sex !== null && b.place.sex !== null && a.place.sex !== b.place.sex;

const yearsApart = <M extends MemberFacts>(a: Placed<M>, b: Placed<M>): number =>
  Math.abs(Number(a.member.birthDate.slice(0, 4)) - Number(b.member.birthDate.slice(0, 4)));

const byBirth = (a: MemberFacts, b: MemberFacts): number =>
  a.birthDate !== b.birthDate ? (a.birthDate < b.birthDate ? -1 : 1) : a.uid < b.uid ? -1 : 1;
