import { paths, sessionSchema, type Session } from '#shared/ipc/station-api';
import type { WireRecord } from '#shared/schema/envelope';
import { deriveAuthorKey, importSealingKey, openValue, parseAuthorKid, sealingAad } from '#shared/schema/sealing';
import type { SealedPlace } from '#shared/schema/sealing';
import type { Sealed } from '#shared/schema/envelope';
import { uid } from '#test/support/builders';
import type { TestHost } from '#test/support/host';
import type { Needle } from './needles';

/** Signs in by HTTP, as any client could; `secret` makes a device of its own. */
export async function sessionAt(host: TestHost, code: string, deviceNumber = 71): Promise<Session> {
  const answer = await fetch(host.loopback + paths.session, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      staffCode: code,
      passphrase: host.passphrase(code),
      device: {
        id: uid(deviceNumber),
        name: 'test',
        kind: 'workstation',
        secret: Buffer.alloc(32, deviceNumber).toString('base64'),
      },
    }),
  });
  return sessionSchema.parse(await answer.json());
}

/** All records of a hub database. */
export async function recordsAt(host: TestHost, token: string, db: string): Promise<readonly WireRecord[]> {
  const answer = await fetch(`${host.loopback}${paths.hub}/${db}/_all_docs?include_docs=true`, {
    headers: { authorization: `Bearer ${token}` },
  });
  if (!answer.ok) throw new Error(`${db}: ${answer.status}`);
  const { rows } = (await answer.json()) as { readonly rows: readonly { readonly doc: WireRecord }[] };
  return rows.map(({ doc }) => doc);
}

/** Opens sealed values with the keys of a session; null for those it has no key for. */
export function openerOf(session: Pick<Session, 'keys'>) {
  const byKid = new Map(session.keys.map(({ kid, key }) => [kid, key]));
  return async (sealed: Sealed, place: SealedPlace): Promise<unknown> => {
    const author = parseAuthorKid(sealed.kid);
    const base = author ? byKid.get(author.classKid) : undefined;
    const raw = byKid.get(sealed.kid) ?? (base === undefined ? undefined : await deriveAuthorKey(base, sealed.kid));
    if (raw === undefined) return null;
    const opened = await openValue(await importSealingKey(raw), sealed, sealingAad(place));
    return opened.ok ? opened.value : null;
  };
}

export const isSealed = (value: unknown): value is Sealed =>
  typeof value === 'object' && value !== null && 'kid' in value && 'ct' in value;

const MANY = 50;

/**
 * Fifty each of what the station knows of residents, with the manager's keys: names of three characters (two are too short to tell
 * from chance in a hundred megabytes of ciphertext), addresses, citizen ids, phones, notes and blood pressures as they are told.
 */
export async function knownOf(host: TestHost, gridDatabases: readonly string[]): Promise<readonly Needle[]> {
  const session = await sessionAt(host, 'zhoum');
  const open = openerOf(session);
  const records = (await Promise.all(gridDatabases.map((db) => recordsAt(host, session.token, db)))).flat();
  const found = {
    name: new Set<string>(),
    'citizen id': new Set<string>(),
    phone: new Set<string>(),
    address: new Set<string>(),
    note: new Set<string>(),
  };
  const take = (kind: keyof typeof found, value: unknown) => {
    if (typeof value === 'string' && value.length >= 3 && found[kind].size < MANY) found[kind].add(value);
  };
  for (const record of records) {
    const field = async (name: string, path = name): Promise<unknown> => {
      const value = name.split('.').reduce<unknown>((at, key) => (at as Record<string, unknown> | null)?.[key], record);
      return isSealed(value) ? open(value, { uid: record.uid, field: path }) : value;
    };
    if (record.type === 'person') {
      take('name', await field('name'));
      take('citizen id', await field('citizenId'));
      take('phone', await field('phone'));
    } else if (record.type === 'dwelling') take('address', await field('address'));
    else if (record.type === 'visit') take('note', await field('answers.note'));
  }
  return Object.entries(found).flatMap(([kind, values]) =>
    [...values].map((text, index) => ({ label: `${kind} ${index + 1}`, text })),
  );
}
