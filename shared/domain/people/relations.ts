import type { Relation, Sex } from '../../schema/types/person';

/** How a code of GB/T 4761 places somebody in the family of the head of household. */
export interface KinPlace {
  /** Generations above (negative) or below the head; null where the code does not say. */
  readonly generation: -3 | -2 | -1 | 0 | 1 | 2 | 3 | null;
  /** `own` is kin by birth or adoption, `in-law` came by marriage to an `own` of that generation, `side` is another branch. */
  readonly line: 'own' | 'in-law' | 'side';
  readonly sex: Sex | null;
}

const OWN = (generation: KinPlace['generation'], sex: Sex | null = null): KinPlace => ({
  generation,
  line: 'own',
  sex,
});
const LAW = (generation: KinPlace['generation'], sex: Sex | null = null): KinPlace => ({
  generation,
  line: 'in-law',
  sex,
});
const SIDE = (generation: KinPlace['generation'], sex: Sex | null = null): KinPlace => ({
  generation,
  line: 'side',
  sex,
});
const M = 'male';
const F = 'female';

/** GB/T 4761-2008, the codes that say more than their first digit does. */
const PLACES: Readonly<Record<string, KinPlace>> = {
  '11': OWN(0, M),
  '12': OWN(0, F),
  '28': LAW(1, M),
  '38': LAW(1, F),
  '41': OWN(2, M),
  '42': OWN(2, F),
  '43': OWN(2, M),
  '44': OWN(2, F),
  '45': LAW(2, F),
  '46': LAW(2, M),
  '47': OWN(3, M),
  '48': OWN(3, F),
  '51': OWN(-1, M),
  '52': OWN(-1, F),
  '53': LAW(-1, M),
  '54': LAW(-1, F),
  '55': LAW(-1, M),
  '56': LAW(-1, F),
  '57': OWN(-1, M),
  '58': OWN(-1, F),
  '61': OWN(-2, M),
  '62': OWN(-2, F),
  '63': OWN(-2, M),
  '64': OWN(-2, F),
  '65': LAW(-2),
  '66': OWN(-3, M),
  '67': OWN(-3, F),
  '68': LAW(-3),
  '71': OWN(0, M),
  '72': LAW(0, F),
  '73': OWN(0, M),
  '74': LAW(0, F),
  '75': OWN(0, F),
  '76': LAW(0, M),
  '77': OWN(0, F),
  '78': LAW(0, M),
  '81': SIDE(-1, M),
  '82': SIDE(-1, F),
  '83': SIDE(-1, M),
  '84': SIDE(-1, F),
  '85': SIDE(-1, M),
  '86': SIDE(-1, F),
  '87': SIDE(-1, M),
  '88': SIDE(-1, F),
  '89': SIDE(-1, M),
  '90': SIDE(-1, F),
  '91': SIDE(0),
  '92': SIDE(0),
  '93': SIDE(1, M),
  '94': SIDE(1, F),
  '95': SIDE(1, M),
  '96': SIDE(1, F),
};

const BY_FIRST_DIGIT: Readonly<Record<string, KinPlace>> = {
  '0': OWN(0),
  '1': OWN(0),
  '2': OWN(1, M),
  '3': OWN(1, F),
  '4': OWN(2),
  '5': OWN(-1),
  '6': OWN(-2),
  '7': OWN(0),
};

const BY_RELATION: Readonly<Record<Relation, KinPlace>> = {
  head: OWN(0),
  spouse: OWN(0),
  child: OWN(1),
  grandchild: OWN(2),
  parent: OWN(-1),
  grandparent: OWN(-2),
  sibling: OWN(0),
  other: SIDE(null),
};

/** Where the exact code, or the group where there is no code, puts somebody; a code that nobody knows says nothing. */
export function kinPlace(relation: Relation | null, code: string | null): KinPlace {
  if (code !== null) return PLACES[code] ?? BY_FIRST_DIGIT[code.charAt(0)] ?? SIDE(null);
  return relation === null ? SIDE(null) : BY_RELATION[relation];
}

const GROUP_BY_FIRST_DIGIT: Readonly<Record<string, Relation>> = {
  '0': 'head',
  '1': 'spouse',
  '2': 'child',
  '3': 'child',
  '4': 'grandchild',
  '5': 'parent',
  '6': 'grandparent',
  '7': 'sibling',
};

/** Who married a child, grandchild, brother or sister of the head: kin of another group. */
const IN_LAWS: ReadonlySet<string> = new Set(['28', '38', '45', '46', '72', '74', '76', '78']);

/** The group that a code of GB/T 4761 belongs to; in-laws of the head’s children and siblings count as `other`. */
export function relationGroup(code: string): Relation {
  if (IN_LAWS.has(code)) return 'other';
  return GROUP_BY_FIRST_DIGIT[code.charAt(0)] ?? 'other';
}
