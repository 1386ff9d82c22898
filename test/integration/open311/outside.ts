import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { writeArea } from '#shared/schema/area';
import { createRecord } from '#shared/sync/author';
import { createAllowances } from '#main/services/allowance';
import { DEADLINES } from '#main/services/gateway/gateway-types';
import { listen } from '#main/services/gateway/listener';
import { OPEN311_PATH, open311Routes } from '#main/services/gateway/open311/open311-routes';
import { reportRoutes } from '#main/services/gateway/residents/report-routes';
import { createResidentListener } from '#main/services/gateway/residents/resident-listener';
import { createGridKeys } from '#main/services/grid-keys';
import { openIncoming } from '#main/services/open311/incoming';
import { openReportLedger } from '#main/services/open311/ledger';
import { createOpen311 } from '#main/services/open311/open311';
import { createReportWriter } from '#main/services/report-writer';
import { openHostSigner } from '#main/services/host-signer';
import { createResidentReports } from '#main/services/residents/reports';
import { createStationPlaces } from '#main/services/station-places';
import { testReplica, uid } from '#test/support/builders';
import { recordedLog } from '#test/support/quiet-log';
import { memoryAudit, memoryDataKeys, memoryServices } from '#test/support/services';
import { MINUTE_MS, NINE } from '../../unit/incidents/incidents';
import { dispatchStation, MANAGER } from '../dispatch/station';

/** In grid 1, at its border, in grid 2, and in none. */
export const IN_ONE = { lat: 31.2305, lng: 121.4705 };
export const IN_TWO = { lat: 31.2305, lng: 121.4725 };
export const NOWHERE = { lat: 39.9, lng: 116.4 };

export const EIGHT = uid(508);
export const EIGHTEEN = uid(518);
export const FAR_EIGHT = uid(528);

const square = (west: number) =>
  writeArea([
    [
      [
        [west, 31.23],
        [west + 0.002, 31.23],
        [west + 0.002, 31.232],
        [west, 31.232],
        [west, 31.23],
      ],
    ],
  ]);

/** A station with two grids, houses in them, and the door for residents and other systems, over a real socket and a hub on disk. */
export async function outsideStation() {
  let nowMs = NINE + 40 * MINUTE_MS;
  const now = () => nowMs;
  const station = await dispatchStation();
  const tablet = testReplica('desk', () => NINE, MANAGER);
  const put = (type: string, schema: number, n: string, fields: Record<string, unknown>, key = n) =>
    station.put('commons-qinghe', createRecord({ type, schema, scope: 'qinghe', uid: n, key, fields }, tablet.write()));
  for (const [number, west] of [
    [1, 121.47],
    [2, 121.472],
  ] as const) {
    const fields = { number, name: { zh: `第${number}网格` }, center: null, boundary: square(west) };
    await put('grid', 2, uid(500 + number), fields, String(number));
  }
  const house = (name: string, street: string, grid: number, center: object | null) => ({
    gridUid: uid(500 + grid),
    name,
    street,
    center,
    units: 2,
    floors: 6,
    importUid: null,
    footprint: null,
  });
  await put('building', 3, EIGHT, house('8幢', '清和路', 1, IN_ONE));
  await put('building', 3, EIGHTEEN, house('18幢', '清和路', 1, null));
  await put('building', 3, FAR_EIGHT, house('8幢', '禾苗路', 2, IN_TWO));

  const log = recordedLog();
  const audit = memoryAudit(now);
  const dataKeys = memoryDataKeys();
  const { stationKeys } = memoryServices();
  const folder = station.folder;
  const { hub } = station;
  const ledger = await openReportLedger(folder.path);
  onTestFinished(() => ledger.close());
  const reportsOf = (key: string) => ledger.of(key).length;
  const incoming = await openIncoming({ folder, audit, reportsOf, log, now });
  onTestFinished(() => incoming.stop());
  const dispatch = await station.start({ rulesMayActOnResidents: () => incoming.residents().rulesAct });
  const author = () => MANAGER;
  const keys = createGridKeys({ dataKeys, hasGrid: () => true });
  const reports = createReportWriter({ station: 'qinghe', hub, keys, author, now });
  const common = {
    desk: () => dispatch,
    places: createStationPlaces({ station: 'qinghe', hub }),
    reports,
    keys,
    log,
    now,
  };
  const open311 = createOpen311({
    ...common,
    station: { id: 'qinghe', name: '青禾里社区', practice: true },
    ledger,
    holder: incoming.holder,
    printSecret: stationKeys.derive('receipt', 'open311'),
    audit,
  });
  const signer = await openHostSigner({ station: 'qinghe', hub, folder, author, now });
  const residentReports = createResidentReports({
    ...common,
    stationName: () => '青禾里社区',
    isOn: () => incoming.residents().on,
    hub,
    signer,
    formSecret: stationKeys.derive('receipt', 'form'),
  });

  const options = { tls: null, hostNames: null, deadlines: DEADLINES, log };
  const allowances = createAllowances();
  const { residents } = memoryServices();
  const app = createResidentListener({ ...options, residents, allowances: createAllowances(), now });
  void app.register(async (scope) => reportRoutes(scope, { residentReports, allowances, log, now }));
  void app.register(
    async (scope) => open311Routes(scope, { open311, residentsOrigin: () => null, allowances, log, now }),
    { prefix: OPEN311_PATH },
  );
  onTestFinished(() => app.close());
  const port = await listen(app, '127.0.0.1', 0);

  const ask = async (path: string, init: RequestInit = {}) => {
    const answer = await fetch(`http://127.0.0.1:${port}${path}`, { redirect: 'manual', ...init });
    return { status: answer.status, headers: answer.headers, text: await answer.text() };
  };

  return {
    station,
    dispatch,
    incoming,
    ledger,
    audit,
    dataKeys,
    keys,
    stationKeys,
    residentReports,
    signer,
    log,
    allowances,
    origin: `http://127.0.0.1:${port}`,
    ledgerFile: join(folder.path, 'open311.jsonl'),
    ask,
    setClock: (ms: number) => void (nowMs = ms),
    now,
    /** Makes a key as the manager does. */
    key: async (name = '市城管平台', change: Partial<Parameters<typeof incoming.makeKey>[1]> = {}): Promise<string> => {
      const made = await incoming.makeKey(MANAGER, { name, scopes: ['read', 'write'], perMinute: 600, ...change });
      if (!made.ok) throw made.error;
      return made.value.key;
    },
    /** Asks under /open311/v2. */
    get: (path: string, headers: Record<string, string> = {}) => ask(`${OPEN311_PATH}${path}`, { headers }),
    post: (form: Record<string, string> | string, format = 'json', headers: Record<string, string> = {}) =>
      ask(`${OPEN311_PATH}/requests.${format}`, {
        method: 'POST',
        body: typeof form === 'string' ? form : new URLSearchParams(form).toString(),
        headers: { 'content-type': 'application/x-www-form-urlencoded; charset=utf-8', ...headers },
      }),
    /** All incidents of a grid. */
    incidents: async (grid: number) => {
      const range = { keys: null, startKey: 'incident~', endKey: 'incident~\uffff', inclusiveEnd: true } as const;
      const more = { descending: false, skip: 0, limit: 100, includeDocs: false, conflicts: false } as const;
      const { rows } = await (hub.database(`grid-qinghe-${grid}`) ?? never()).allDocs({ ...range, ...more });
      return rows.flatMap((row) => ('id' in row ? [row.id] : []));
    },
  };
}

function never(): never {
  throw new Error('there is such a grid');
}

export const AT_ONE = { lat: String(IN_ONE.lat), long: String(IN_ONE.lng) };

type Json = readonly Record<string, unknown>[];

/** An answer in JSON, which is a list wherever anything is counted. */
export const json = ({ text }: { readonly text: string }): Json => JSON.parse(text) as Json;

/** The id that a report was given. */
export const idOf = (answer: { readonly text: string }): string => String(json(answer)[0]?.['service_request_id']);
