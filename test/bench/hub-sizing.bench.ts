import { randomBytes } from 'node:crypto';
import { applyPlan } from '#sync-server/provision/apply';
import { userPath } from '#sync-server/provision/actual';
import type { CredentialFolder, Credentials } from '#sync-server/provision/credentials';
import { stationUser } from '#sync-server/provision/roles';
import { stationDatabases, type StationShape } from '#sync-server/provision/shape';
import { httpTransport, type HubTransport, type SignIn } from '#sync-server/provision/transport';
import { aVisit } from '#test/support/builders';
import { assertRight, type BenchResult } from './bench';

/**
 * What stations cost a hub: so many of them are provisioned on the CouchDB of COUCHDB_URL, each writes under its own account, and the
 * hub is asked for its disk, memory and open files. `HUB_STATIONS` (1,10 unless said), `HUB_DOCUMENTS` (visits per station, 1000).
 * Everything is deleted at the end; the hub's configuration stays provisioned.
 */
export async function run(): Promise<BenchResult> {
  const url = process.env['COUCHDB_URL'];
  const counts = (process.env['HUB_STATIONS'] ?? '1,10').split(',').map(Number);
  const documents = Number(process.env['HUB_DOCUMENTS'] ?? 1000);
  const empty = { name: 'hub-sizing', figures: {}, ceilings: {}, ratios: {} };
  if (!url) return { ...empty, dataMix: ['not run: COUCHDB_URL names no CouchDB'] };
  const { origin, username, password } = new URL(url);
  const ask = httpTransport(origin, { user: decodeURIComponent(username), password: decodeURIComponent(password) });
  const figures: Record<string, number> = {};
  for (const count of counts) {
    const measured = await measure(ask, origin, count, documents);
    for (const [what, value] of Object.entries(measured)) figures[`${count} stations: ${what}`] = value;
  }
  const bytes = JSON.stringify(visitOf(0, 'qinghe')).length;
  const unjudged = await unjudgedRate(ask);
  return {
    ...empty,
    figures,
    ceilings: { 'docs/s without validation': unjudged },
    dataMix: [`${documents} visits of ${bytes} bytes per station, ${GRIDS.length} grids each, batches of ${BATCH}`],
  };
}

const GRIDS = [1, 2] as const;
const BATCH = 500;
/** As many stations send at a time as a hub hears from after a night without a line. */
const SENDING = 8;

async function measure(ask: HubTransport, url: string, count: number, documents: number) {
  const stations: readonly StationShape[] = Array.from({ length: count }, () => ({
    id: `z${randomBytes(5).toString('hex')}`,
    gridNumbers: [...GRIDS],
    residents: 4000,
  }));
  const files = keptInMemory();
  const before = await stateOf(ask);
  try {
    const provisionedAt = performance.now();
    const { after } = await applyPlan({ ask, wanted: { stations, jwtKeys: [] }, files, publicUrl: url, rotate: [] });
    assertRight(after.steps.length === 0, 'the hub is provisioned');
    const provisionMs = performance.now() - provisionedAt;
    const fresh = await diskOf(ask, stations);
    const writtenAt = performance.now();
    await inTurns(stations, SENDING, (station) => sendAll(ask, station, files, documents));
    const writeMs = performance.now() - writtenAt;
    // A person who opens an index makes it be built: its disk and memory count.
    for (const { id } of stations) {
      const query = { selector: { type: 'visit', 'changed.at': { $gt: 0 } }, limit: 1 };
      const { status } = await ask('POST', `/grid-${id}-1/_find`, query);
      assertRight(status === 200, 'the index answers');
    }
    const disk = await diskOf(ask, stations);
    const indexBytes = await indexOf(ask, stations);
    assertRight(disk.documents >= count * documents, `all ${count * documents} documents are there`);
    const state = await stateOf(ask);
    return {
      'docs/s': (count * documents) / (writeMs / 1000),
      'provisioning s': provisionMs / 1000,
      databases: stations.flatMap(stationDatabases).length,
      'KB of disk empty, per station': fresh.bytes / count / 1000,
      'KB of disk written, per station': disk.bytes / count / 1000,
      'bytes of disk per document': (disk.bytes - fresh.bytes) / (count * documents),
      'bytes of index per document': indexBytes / (count * documents),
      'MB of memory': state.memoryBytes / 1e6,
      'MB of memory before': before.memoryBytes / 1e6,
      'open files': state.openFiles,
      'open files before': before.openFiles,
    };
  } finally {
    for (const { name } of stations.flatMap(stationDatabases)) await ask('DELETE', `/${name}`);
    for (const { id } of stations) await forget(ask, id);
  }
}

/** What the same hub takes from one writer into a database that has no validation function. */
async function unjudgedRate(ask: HubTransport): Promise<number> {
  const database = `z${randomBytes(5).toString('hex')}`;
  await ask('PUT', `/${database}?q=1`);
  try {
    const startedAt = performance.now();
    for (let batch = 0; batch < 4; batch += 1) {
      const docs = Array.from({ length: BATCH }, (_, n) => visitOf(batch * BATCH + n, 'qinghe'));
      const { status } = await ask('POST', `/${database}/_bulk_docs`, { new_edits: false, docs });
      assertRight(status === 201, 'a batch is taken');
    }
    return (4 * BATCH) / ((performance.now() - startedAt) / 1000);
  } finally {
    await ask('DELETE', `/${database}`);
  }
}

async function sendAll(
  ask: HubTransport,
  { id }: StationShape,
  files: CredentialFolder,
  documents: number,
): Promise<void> {
  const { user = '', password = '' } = (await files.read(id)) ?? {};
  const as: SignIn = { user, password };
  for (let start = 0; start < documents; start += BATCH) {
    const docs = Array.from({ length: Math.min(BATCH, documents - start) }, (_, n) => visitOf(start + n, id));
    const answer = await ask('POST', `/grid-${id}-1/_bulk_docs`, { new_edits: false, docs }, as);
    const isTaken = answer.status === 201 && Array.isArray(answer.body) && answer.body.length === 0;
    assertRight(isTaken, `a batch is taken (${answer.status})`);
  }
}

function visitOf(n: number, station: string): Readonly<Record<string, unknown>> {
  const answers = { outcome: 'met', condition: sealed(20), bloodPressure: sealed(46), note: sealed(180) };
  const visit = aVisit(n, { fields: { answers } });
  const hash = n.toString(16).padStart(32, '0');
  return {
    ...visit,
    _id: visit._id.replace(/~[^~]*~/, `~${station}-1~`),
    _rev: `1-${hash}`,
    _revisions: { start: 1, ids: [hash] },
  };
}

/** Ciphertext of so many bytes: a hub cannot make it smaller. */
const sealed = (bytes: number) => ({
  kid: 'practice-1.health.1',
  iv: randomBytes(12).toString('base64'),
  ct: randomBytes(bytes).toString('base64'),
});

async function diskOf(ask: HubTransport, stations: readonly StationShape[]) {
  let bytes = 0;
  let documents = 0;
  for (const { name } of stations.flatMap(stationDatabases)) {
    const { sizes, doc_count } = (await ask('GET', `/${name}`)).body as { sizes: { file: number }; doc_count: number };
    bytes += sizes.file;
    documents += doc_count;
  }
  return { bytes, documents };
}

/** What the index for people takes, which lies in files of its own. */
async function indexOf(ask: HubTransport, stations: readonly StationShape[]): Promise<number> {
  let bytes = 0;
  for (const { id } of stations) {
    const { body } = await ask('GET', `/grid-${id}-1/_design/linli-look/_info`);
    bytes += (body as { view_index: { sizes: { file: number } } }).view_index.sizes.file;
  }
  return bytes;
}

/** Of the node that answers: what its virtual machine takes, and how many files it holds open. */
async function stateOf(ask: HubTransport) {
  const { memory } = (await ask('GET', '/_node/_local/_system')).body as { memory: Record<string, number> };
  const files = (await ask('GET', '/_node/_local/_stats/couchdb/open_os_files')).body as { value: number };
  const { processes = 0, binary = 0, ets = 0, code = 0, other = 0, atom = 0 } = memory;
  return { memoryBytes: processes + binary + ets + code + other + atom, openFiles: files.value };
}

async function forget(ask: HubTransport, station: string): Promise<void> {
  const path = userPath(stationUser(station));
  const { status, body } = await ask('GET', path);
  if (status === 200) await ask('DELETE', `${path}?rev=${(body as { _rev: string })._rev}`);
}

async function inTurns<T>(items: readonly T[], atOnce: number, work: (item: T) => Promise<void>): Promise<void> {
  const queue = [...items];
  const worker = async (): Promise<void> => {
    for (let item = queue.shift(); item !== undefined; item = queue.shift()) await work(item);
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
}

function keptInMemory(): CredentialFolder {
  const kept = new Map<string, Credentials>();
  return {
    pathOf: (station) => station,
    read: async (station) => kept.get(station) ?? null,
    write: async (credentials) => void kept.set(credentials.station, credentials),
  };
}
