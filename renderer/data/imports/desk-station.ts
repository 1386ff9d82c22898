import type {
  RosterRow,
  StationDwelling,
  StationEnterprise,
  StationMatch,
  StationPerson,
} from '#shared/domain/roster/index';
import type { DeskCandidate, StationDesk } from './desk-types';

/** What the station has that rows are about, fetched as rows come and then answered at once. */
export interface StationFacts {
  /** Fetches what these rows need and nobody asked for yet. */
  fetch(rows: readonly RosterRow[], signal: AbortSignal, onProgress: (rows: number) => void): Promise<void>;
  /** By a citizen id of 18 characters. */
  personById(citizenId: string): StationPerson | null;
  /** By `addressKey`. */
  dwellingAt(key: string): StationDwelling | null;
  matchOf(row: RosterRow): StationMatch;
}

/** Questions that go to the page at once. */
const AT_ONCE = 500;

/** See `StationFacts`. */
export function createStationFacts(station: StationDesk): StationFacts {
  const people = new Map<string, StationPerson | null>();
  const dwellings = new Map<string, StationDwelling | null>();
  const alike = new Map<string, StationPerson | null>();
  let enterprises: ReadonlyMap<string, StationEnterprise> | null = null;

  const personById = (citizenId: string) => people.get(citizenId) ?? null;
  const dwellingAt = (key: string) => dwellings.get(key) ?? null;

  /** Null for a row that is about nobody, or about somebody whom the id has found. */
  function candidateOf(row: RosterRow): DeskCandidate | null {
    if (!('person' in row.content)) return null;
    const { name, sex, birthDate, citizenId, phone, home } = row.content.person;
    if (name === undefined || (citizenId !== undefined && personById(citizenId))) return null;
    return {
      name,
      sex: sex ?? null,
      birthDate: birthDate ?? null,
      dwellingUid: home ? (dwellingAt(home.key)?.uid ?? null) : null,
      citizenId: citizenId ?? null,
      phone: phone ?? null,
    };
  }

  async function fetchEnterprises(): Promise<void> {
    const found = new Map<string, StationEnterprise>();
    for (const { creditCode, name, ...enterprise } of await station.enterprises()) {
      found.set(`name|${name}`, enterprise);
      if (creditCode !== null) found.set(`code|${creditCode}`, enterprise);
    }
    enterprises = found;
  }

  return {
    personById,
    dwellingAt,

    async fetch(rows, signal, onProgress) {
      if (!enterprises && rows.some(({ content }) => content.kind === 'enterprise')) await fetchEnterprises();
      for (let from = 0; from < rows.length; from += AT_ONCE) {
        signal.throwIfAborted();
        const some = rows.slice(from, from + AT_ONCE);
        await Promise.all([
          askFor(people, some.flatMap(citizenIdsOf), (ids) => station.people(ids)),
          askFor(dwellings, some.flatMap(homeKeysOf), (keys) => station.dwellings(keys)),
        ]);
        const candidates = new Map(
          some.flatMap((row) => {
            const candidate = candidateOf(row);
            return candidate ? [[JSON.stringify(candidate), candidate] as const] : [];
          }),
        );
        await askFor(alike, [...candidates.keys()], (asked) =>
          station.alike(asked.flatMap((key) => candidates.get(key) ?? [])),
        );
        onProgress(from + some.length);
      }
    },

    matchOf(row) {
      const { content } = row;
      const none: StationMatch = { person: null, alike: null, dwelling: null, enterprise: null };
      switch (content.kind) {
        case 'person':
        case 'household': {
          const { citizenId } = content.person;
          const person = citizenId === undefined ? null : personById(citizenId);
          const candidate = candidateOf(row);
          return { ...none, person, alike: candidate ? (alike.get(JSON.stringify(candidate)) ?? null) : null };
        }
        case 'dwelling':
          return { ...none, dwelling: content.dwelling.home ? dwellingAt(content.dwelling.home.key) : null };
        case 'enterprise': {
          const { creditCode, name } = content.enterprise;
          const byCode = creditCode === undefined ? null : enterprises?.get(`code|${creditCode}`);
          return { ...none, enterprise: byCode ?? enterprises?.get(`name|${name ?? ''}`) ?? null };
        }
      }
    },
  };
}

async function askFor<T>(
  known: Map<string, T | null>,
  wanted: readonly string[],
  ask: (keys: readonly string[]) => Promise<readonly (T | null)[]>,
): Promise<void> {
  const unknown = [...new Set(wanted)].filter((key) => !known.has(key));
  if (unknown.length === 0) return;
  const answers = await ask(unknown);
  unknown.forEach((key, n) => known.set(key, answers[n] ?? null));
}

function citizenIdsOf({ content }: RosterRow): readonly string[] {
  if (!('person' in content)) return [];
  const { citizenId, headCitizenId } = content.person;
  return [citizenId, headCitizenId].flatMap((id) => (id?.length === 18 ? [id] : []));
}

function homeKeysOf({ content }: RosterRow): readonly string[] {
  const about = 'person' in content ? content.person : 'dwelling' in content ? content.dwelling : content.enterprise;
  const registered = 'registeredHome' in about ? about.registeredHome : undefined;
  return [...(about.home ? [about.home.key] : []), ...(registered ? [registered.key] : [])];
}
