import { addressKey } from '../people/address';
import type { RosterHome, RosterPerson, RosterRow } from './types';

/** What of a row matters to others: kept for every row, so it is little. */
export interface RowFacts {
  readonly index: number;
  /** Citizen id, credit code, or the dwelling's address: two rows with one are about one thing. */
  readonly number: string | null;
  /** Name, birth date and home in one text; null where one of them is missing. */
  readonly traits: string | null;
  readonly householdNumber: string | null;
  readonly citizenId: string | null;
  readonly headCitizenId: string | null;
  readonly headName: string | null;
  readonly name: string | null;
  readonly isHead: boolean;
  readonly hasRelation: boolean;
  readonly home: string | null;
  readonly grid: number | null;
  /** The building that the row's home would make; null for none, or one of the station. */
  readonly newBuilding: string | null;
}

/** Null for a row that is about nothing. */
export function factsOf(row: RosterRow): RowFacts | null {
  if (row.findings.some(({ code }) => code === 'empty-row')) return null;
  const { content, index } = row;
  switch (content.kind) {
    case 'person':
    case 'household':
      return ofPerson(index, content.person, content.kind === 'household');
    case 'dwelling': {
      const { home } = content.dwelling;
      return { ...NOTHING, index, number: home?.key ?? null, ...ofHome(home) };
    }
    case 'enterprise': {
      const { name, creditCode, home, address } = content.enterprise;
      const place = home?.key ?? (address === undefined ? null : addressKey(address));
      const traits = name === undefined || place === null ? null : `${name}|${place}`;
      // It makes no home, and so no building.
      return { ...NOTHING, index, number: creditCode ?? null, traits, grid: home?.grid ?? null };
    }
  }
}

const NOTHING = {
  number: null,
  traits: null,
  householdNumber: null,
  citizenId: null,
  headCitizenId: null,
  headName: null,
  name: null,
  isHead: false,
  hasRelation: false,
  home: null,
  grid: null,
  newBuilding: null,
} as const;

function ofPerson(index: number, person: RosterPerson, isHousehold: boolean): RowFacts {
  const { name, birthDate, home } = person;
  const isWhole = name !== undefined && home !== undefined && (birthDate !== undefined || isHousehold);
  // A number with something wrong is nobody's yet.
  const citizenId = person.idProblems ? null : (person.citizenId ?? null);
  return {
    index,
    number: citizenId,
    traits: isWhole ? `${name}|${birthDate ?? ''}|${home.key}` : null,
    householdNumber: person.householdNumber ?? null,
    citizenId: person.citizenId ?? null,
    headCitizenId: person.headCitizenId ?? null,
    headName: person.headName ?? null,
    name: name ?? null,
    isHead: person.relation === 'head',
    hasRelation: person.relation !== undefined,
    ...ofHome(home),
  };
}

function ofHome(home: RosterHome | undefined): Pick<RowFacts, 'home' | 'grid' | 'newBuilding'> {
  if (!home) return { home: null, grid: null, newBuilding: null };
  return { home: home.key, grid: home.grid, newBuilding: home.buildingUid === null ? buildingKey(home) : null };
}

/** Names a building within one import. */
export const buildingKey = ({ street, building }: Pick<RosterHome, 'street' | 'building'>): string =>
  addressKey(`${street ?? ''}${building ?? ''}`);
