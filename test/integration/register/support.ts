import { dateAtStation } from '#shared/domain/calendar/date';
import { regionOf } from '#shared/codes/region-codes';
import type { WireRecord } from '#shared/schema/envelope';
import type { OpenSealed } from '#shared/schema/open-record';
import { createDigests } from '#renderer/data/register/core/digests';
import { createRegisterCore, type RegisterCore } from '#renderer/data/register/core/register-core';
import type { ListFilter, ListQuery, RegisterKind } from '#renderer/data/register/types';
import { entryOf } from '#renderer/data/register/taking-in';
import { STATION, T0, testReplica, uid } from '#test/support/builders';
import { createRecord } from '#shared/sync/author';
import { findRecordType } from '#shared/schema/registry';

/** The day it is in these tests. */
export const TODAY = dateAtStation(T0);

export const DIGESTS = createDigests(new Uint8Array(32).fill(5));

const by = testReplica('register');

/** A record of a type as a device would make it; `n` names it. */
export function aRecord(
  type: string,
  n: number,
  fields: Readonly<Record<string, unknown>>,
  { grid = 1, key }: { readonly grid?: number; readonly key?: string } = {},
): WireRecord {
  const scope = grid === 0 ? STATION : `${STATION}-${grid}`;
  const schema = findRecordType(type)?.version ?? 1;
  return createRecord({ type, schema, scope, uid: uid(n), fields, ...(key !== undefined && { key }) }, by.write());
}

export const aDwelling = (n: number, address: string, more: Readonly<Record<string, unknown>> = {}, grid = 1) =>
  aRecord(
    'dwelling',
    n,
    {
      buildingUid: uid(9000),
      unit: '1',
      floor: 3,
      room: '301',
      address,
      position: null,
      use: 'own',
      areaSquareMeters: null,
      importUid: null,
      ...more,
    },
    { grid },
  );

export const aHousehold = (n: number, dwelling: number, more: Readonly<Record<string, unknown>> = {}) =>
  aRecord('household', n, {
    dwellingUid: uid(dwelling),
    headUid: null,
    kind: 'family',
    status: 'current',
    registerNumber: null,
    importUid: null,
    ...more,
  });

export const aBatch = (importUid: string, state: 'applying' | 'complete' | 'undone', grid = 1) =>
  aRecord(
    'import-batch',
    8000 + grid,
    {
      importUid,
      fileName: { kid: 'k', iv: 'AAAAAAAAAAAAAAAA', ct: 'AAAA' },
      state,
      counts: { people: 1, dwellings: 0, households: 0, enterprises: 0, certificates: 0, changed: 0 },
      startedAtMs: T0,
      endedAtMs: null,
    },
    { grid, key: importUid },
  );

/** A sealed value that opens to `text` under the key of a class (`openAs`). */
export const sealedAs = (keyClass: 'general' | 'child', value: unknown) => ({
  kid: `${STATION}-1.${keyClass}.1`,
  iv: 'AAAAAAAAAAAAAAAA',
  ct: Buffer.from(JSON.stringify(value)).toString('base64'),
});

/** Opens what `sealedAs` closed, for somebody who holds these classes. */
export const openAs =
  (...classes: readonly ('general' | 'child')[]): OpenSealed =>
  async ({ kid, ct }) =>
    classes.some((each) => kid.includes(`.${each}.`))
      ? (JSON.parse(Buffer.from(ct, 'base64').toString()) as unknown)
      : null;

export interface TestCore {
  readonly core: RegisterCore;
  take(...records: readonly WireRecord[]): Promise<void>;
  /** Names or addresses of a list, in its order. */
  list(kind: RegisterKind, filter?: ListFilter, by?: string, descending?: boolean): readonly (string | null)[];
}

/** A core over records, for somebody who holds the keys that `open` has. */
export async function aCore(
  records: readonly WireRecord[],
  open: OpenSealed = openAs('general', 'child'),
): Promise<TestCore> {
  const core = createRegisterCore({ digests: DIGESTS, isWhole: () => true });
  const how = { open, digests: DIGESTS, regionOf, today: () => TODAY };
  const take = async (...taken: readonly WireRecord[]): Promise<void> => {
    const entries = await Promise.all(taken.map((record) => entryOf(record, how)));
    core.apply(entries.flatMap((entry) => (entry ? [{ kind: 'put' as const, entry }] : [])));
    while (core.work(TODAY, 1000));
  };
  await take(...records);
  return {
    core,
    take,
    list: (
      kind,
      filter = {},
      by = kind === 'person' || kind === 'enterprise' ? 'name' : 'address',
      descending = false,
    ) => {
      const query = { kind, filter, sort: { by, descending }, offset: 0, limit: 1000, today: TODAY } as ListQuery;
      return core.list(query).rows.map((row) => ('name' in row ? row.name : row.address));
    },
  };
}
