import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { StartReshape } from '#shared/ipc/reshape-api';
import { writeArea, type AreaText, type Position } from '#shared/schema/area';
import { databaseName, documentId } from '#shared/schema/ids';
import type { WireRecord } from '#shared/schema/envelope';
import { findRecordType } from '#shared/schema/registry';
import { importSealingKey, sealingAad, sealValue } from '#shared/schema/sealing';
import type { Building, Grid } from '#shared/schema/types/place';
import { createRecord } from '#shared/sync/author';
import { openDataKeys } from '#main/services/data-keys/data-keys';
import { openDurableFolder } from '#main/services/durable-folder';
import { createHostWriter, WINNER } from '#main/services/host-writer';
import { createGridAdmin } from '#main/services/grids/grids';
import { startReshapes, type ReshapesService } from '#main/services/grids/reshape';
import { startTransfers, type TransfersService } from '#main/services/transfers/transfers';
import { openEdgeHub } from '#sync-server/embedded/open-edge-hub';
import type { EdgeHub } from '#sync-server/embedded/types';
import { AT_REST } from '#test/support/at-rest';
import { aPerson, aVisit, STATION, testReplica, uid } from '#test/support/builders';
import { recordedLog } from '#test/support/quiet-log';
import { memoryAudit } from '#test/support/services';
import { temporaryFolder } from '#test/support/temporary-folder';
import type { Between } from '../transfers/station';

/** A town of one grid and two buildings, that can lose its power. */

export const MANAGER = uid(901);
export const WEST = uid(40);
export const EAST = uid(41);
/** What is in the eastern building, by type. */
export const EASTERN = [
  ['dwelling', uid(21)],
  ['dwelling', uid(22)],
  ['household', uid(11)],
  ['person', uid(2)],
  ['person', uid(3)],
  ['visit', uid(31)],
  ['enterprise', uid(60)],
  ['sensor', uid(70)],
] as const;
export const WESTERN = [
  ['dwelling', uid(20)],
  ['household', uid(10)],
  ['person', uid(1)],
  ['visit', uid(30)],
] as const;

export const idIn = (type: string, grid: number, key: string): string => documentId(type, `${STATION}-${grid}`, key);

const box = (west: number, east: number): AreaText =>
  writeArea([
    [
      [
        [west, 32],
        [east, 32],
        [east, 32.1],
        [west, 32.1],
        [west, 32],
      ] satisfies readonly Position[],
    ],
  ]);
export const WHOLE = box(118, 118.2);
export const WEST_HALF = box(118, 118.1);
export const EAST_HALF = box(118.1, 118.2);

export const SPLIT: Extract<StartReshape, { kind: 'split' }> = {
  kind: 'split',
  grid: 1,
  boundary: WEST_HALF,
  parts: [{ name: { zh: '东网格' }, boundary: EAST_HALF }],
};

export interface Town {
  reshapes(): ReshapesService;
  transfers(): TransfersService;
  grids(): ReturnType<typeof createGridAdmin>;
  write(...records: readonly WireRecord[]): Promise<void>;
  read(id: string): Promise<(WireRecord & { readonly movedTo?: { readonly scope: string } }) | null>;
  /** Numbers of the grids that have a record. */
  numbers(): Promise<readonly number[]>;
  building(key: string): Promise<Building | null>;
  grid(number: number): Promise<Grid | null>;
  /** Somebody at a desk draws a grid's boundary. */
  draw(number: number, boundary: AreaText): Promise<void>;
  /** Until nothing is under way. */
  settle(): Promise<void>;
  /** The power goes and comes back; `between` stands between what runs then and its disks. */
  reopen(between?: Between): Promise<void>;
}

const asItIs: Between = (parts) => parts;

export async function openTown(first: Between = asItIs): Promise<Town> {
  const root = await temporaryFolder();
  const now = () => Date.now();
  const log = recordedLog();
  const folder = await openDurableFolder(join(root, 'host-only'));
  const dataKeys = await openDataKeys(folder);
  const audit = memoryAudit(now);
  let hub: EdgeHub;
  let running: {
    readonly transfers: TransfersService;
    readonly reshapes: ReshapesService;
    readonly grids: ReturnType<typeof createGridAdmin>;
  };

  async function open(between: Between): Promise<void> {
    hub = await openEdgeHub({
      folder: join(root, 'hub'),
      epochsFile: join(root, 'epochs.json'),
      atRest: AT_REST,
      now,
      log,
    });
    await hub.create(databaseName('commons', STATION));
    await hub.create(databaseName('grid', STATION, 1));
    const parts = between({ hub, folder });
    const commons = parts.hub.database(databaseName('commons', STATION));
    if (!commons) throw new Error('no commons');
    const gridNumbers = () =>
      hub.names().flatMap((name) => (name.startsWith('grid-') ? [Number(name.split('-')[2])] : []));
    const announceChange = () => undefined;
    const gridsDeps = {
      station: STATION,
      hub: parts.hub,
      gridNumbers,
      commons,
      dataKeys,
      audit,
      announceChange,
      log,
      now,
    };
    const grids = createGridAdmin(gridsDeps);
    const transfers = await startTransfers({ ...parts, station: { id: STATION }, dataKeys, audit, log, now }, 20);
    const deps = { station: STATION, commons, grids, transfers, folder: parts.folder, log, now };
    running = { transfers, grids, reshapes: await startReshapes(deps, 10) };
  }
  async function close(): Promise<void> {
    await running.reshapes.stop();
    await running.transfers.stop();
    await hub.stop();
  }

  const databaseOf = (id: string) => {
    const scope = id.split('~')[1] ?? '';
    const found = hub.database(scope.includes('-') ? `grid-${scope}` : `commons-${scope}`);
    if (!found) throw new Error(`no database of ${id}`);
    return found;
  };
  const read: Town['read'] = async (id) => {
    const answer = await databaseOf(id).get(id, { rev: null, latest: false, revs: false, conflicts: false });
    if (!answer.found) return null;
    const { _rev, ...record } = answer.document;
    return record as unknown as WireRecord;
  };
  const write: Town['write'] = async (...records) => {
    for (const record of records) {
      const [answer] = await databaseOf(record._id).bulkDocs({ rows: [record], newEdits: true });
      if (!answer || 'error' in answer) throw new Error(`not written: ${record._id}`);
    }
  };

  await open(asItIs);
  const [key] = await dataKeys.keysFor([{ scope: `${STATION}-1`, class: 'general' }]);
  if (!key) throw new Error('no key');
  const phone = await sealValue(
    await importSealingKey(key.key),
    key.kid,
    '13800000000',
    sealingAad({ uid: uid(2), field: 'phone' }),
  );
  await write(...recordsOfTown(phone));
  if (first !== asItIs) {
    await close();
    await open(first);
  }
  onTestFinished(close);

  const town: Town = {
    reshapes: () => running.reshapes,
    transfers: () => running.transfers,
    grids: () => running.grids,
    write,
    read,
    numbers: async () => {
      const found: number[] = [];
      for (let number = 1; number <= 9; number += 1) if (await town.grid(number)) found.push(number);
      return found;
    },
    building: async (uidOf) => (await read(documentId('building', STATION, uidOf))) as unknown as Building | null,
    grid: async (number) => (await read(documentId('grid', STATION, String(number)))) as unknown as Grid | null,
    draw: async (number, boundary) => {
      const id = documentId('grid', STATION, String(number));
      const found = await databaseOf(id).get(id, WINNER);
      if (!found.found) throw new Error('no such grid');
      const { _rev, ...record } = found.document;
      const next = createHostWriter(now).edit(record as unknown as WireRecord, { boundary }, MANAGER);
      await write({ ...next, _rev } as WireRecord);
    },
    settle: async () => {
      for (let rounds = 0; rounds < 500; rounds += 1) {
        await running.transfers.settled();
        await running.reshapes.lookAgain();
        if (running.reshapes.list().every(({ state }) => state === 'done')) return;
        await new Promise((resolve) => setTimeout(resolve, 10));
      }
      throw new Error('the grids are never done');
    },
    reopen: async (between = asItIs) => {
      await close();
      await open(between);
    },
  };
  return town;
}

function recordsOfTown(phone: unknown): readonly WireRecord[] {
  const by = testReplica('tablet', () => Date.now() - 60_000);
  const make = (type: string, key: string, fields: Record<string, unknown>, scope = `${STATION}-1`, idKey = key) =>
    createRecord({ type, schema: findRecordType(type)?.version ?? 1, scope, uid: key, key: idKey, fields }, by.write());
  const building = (key: string, lng: number) => ({
    ...{
      gridUid: uid(100),
      name: `${key.slice(-2)}幢`,
      street: '清和路',
      center: { lat: 32.05, lng },
      units: 2,
      floors: 6,
    },
    ...{ importUid: null, footprint: null },
  });
  const home = (buildingUid: string, room: string) => ({
    ...{ buildingUid, unit: '2', floor: 3, room, address: `清和路8幢2单元${room}`, position: null, use: null },
    ...{ areaSquareMeters: null, importUid: null },
  });
  const family = (dwellingUid: string, headUid: string) => ({
    ...{ dwellingUid, headUid, kind: 'family', status: 'current', registerNumber: null, importUid: null },
  });
  return [
    make('grid', uid(100), { number: 1, name: { zh: '第1网格' }, center: null, boundary: WHOLE }, STATION, '1'),
    make('building', WEST, building(WEST, 118.05), STATION),
    make('building', EAST, building(EAST, 118.15), STATION),
    make('dwelling', uid(20), home(WEST, '301')),
    make('dwelling', uid(21), home(EAST, '302')),
    make('dwelling', uid(22), home(EAST, '401')),
    make('household', uid(10), family(uid(20), uid(1))),
    make('household', uid(11), family(uid(21), uid(2))),
    aPerson(1, { by, fields: { householdUid: uid(10), dwellingUid: uid(20) } }),
    aPerson(2, { by, fields: { householdUid: uid(11), dwellingUid: uid(21), phone } }),
    aPerson(3, { by, fields: { householdUid: null, dwellingUid: uid(22) } }),
    aVisit(30, { by, fields: { personUid: uid(1) } }),
    aVisit(31, { by, fields: { personUid: uid(2) } }),
    make('enterprise', uid(60), {
      ...{ name: '青禾里便利店', kind: 'sole-trader', creditCode: null, buildingUid: EAST, dwellingUid: null },
      ...{ address: '清和路8号', position: null, representative: null, phone: null, employees: 3, isHazardous: false },
      ...{ status: 'active', importUid: null },
    }),
    make('sensor', uid(70), {
      ...{ deviceName: 'wm-302', adapterId: 'linli', kind: 'water-meter', model: '', spot: '厨房', buildingUid: EAST },
      ...{ dwellingUid: uid(21), personUid: null, place: null, pairedAtMs: 0, endedAtMs: null, reportsEveryMs: null },
    }),
  ];
}
