import { Dexie } from 'dexie';
import { REPLICA_HEADER } from '#shared/ipc/station-api';
import type { WireRecord } from '#shared/schema/envelope';
import { findRecordType } from '#shared/schema/registry';
import type { CollectionName } from '#shared/schema/record-type';
import { toStored } from '#shared/sync/rxdb-store';
import { createLocalCipher } from '#renderer/data/local-cipher';
import { openLocalDatabase } from '#renderer/data/local-database';
import { recordStorage } from '#renderer/data/open-databases';

/** What the parts can do without us, measured in the same page: the ceilings that benchmarks hold our figures against. */

/** Records per second that RxDB's own bulkInsert reaches through the same encrypting storage with the same durability. */
export async function rxdbInsert(records: readonly WireRecord[]): Promise<number> {
  const name = `ceiling-${crypto.randomUUID()}`;
  const cipher = await createLocalCipher(crypto.getRandomValues(new Uint8Array(32)), 'records');
  const local = await openLocalDatabase(name, recordStorage(cipher));
  const byCollection = group(records);
  const startedAt = performance.now();
  for (const [collection, members] of byCollection) {
    const target = local.collections[collection];
    for (const page of pages(members, 2000)) await target?.bulkInsert(page.map((record) => toStored(record, '1-0')));
  }
  const seconds = (performance.now() - startedAt) / 1000;
  await local.close();
  return records.length / seconds;
}

/** Records per second into one plain Dexie table with no index but its key. */
export async function rawDexieInsert(records: readonly WireRecord[]): Promise<number> {
  const database = new Dexie(`ceiling-raw-${crypto.randomUUID()}`, { chromeTransactionDurability: 'strict' });
  database.version(1).stores({ records: '_id' });
  await database.open();
  const startedAt = performance.now();
  for (const page of pages(records, 2000)) await database.table('records').bulkPut(page);
  const seconds = (performance.now() - startedAt) / 1000;
  await database.delete();
  return records.length / seconds;
}

/** ms for pages of a plain Dexie table by an indexed text, at positions all over it. */
export async function rawDexieList(
  rows: readonly { readonly id: string; readonly name: string | null }[],
  pageRows: number,
): Promise<readonly number[]> {
  const database = new Dexie(`ceiling-list-${crypto.randomUUID()}`);
  database.version(1).stores({ rows: 'id, name' });
  await database.open();
  const table = database.table('rows');
  for (const page of pages(rows, 5000)) await table.bulkPut(page);
  const times: number[] = [];
  for (let n = 0; n < LIST_PAGES; n += 1) {
    const offset = Math.floor((rows.length * n) / LIST_PAGES);
    const startedAt = performance.now();
    await table.orderBy('name').offset(offset).limit(pageRows).toArray();
    times.push(performance.now() - startedAt);
  }
  await database.delete();
  return times;
}

const LIST_PAGES = 100;

/**
 * The bare wire: waits on the wake-up stream and reads `_changes` with plain fetch, calling back with each id and the
 * instant it was there.
 */
export async function rawLive(
  token: string,
  db: string,
  onOpen: () => void,
  onRow: (id: string, at: number) => void,
): Promise<void> {
  const headers = { authorization: `Bearer ${token}` };
  const changes = async (since: string) => {
    const response = await fetch(`/hub/${db}/_changes?include_docs=true&limit=2000&since=${since}`, { headers });
    return (await response.json()) as { results: { id: string }[]; last_seq: string };
  };
  let { last_seq: since } = await changes('now');
  const stream = await fetch('/api/events', { headers });
  const reader = stream.body?.pipeThrough(new TextDecoderStream()).getReader();
  onOpen();
  for (;;) {
    const chunk = await reader?.read();
    if (!chunk || chunk.done) return;
    if (!chunk.value.includes('event: change')) continue;
    const page = await changes(since);
    since = page.last_seq;
    for (const row of page.results) onRow(row.id, performance.timeOrigin + performance.now());
  }
}

/** Posts one record on the bare wire. */
export async function rawPost(token: string, db: string, record: WireRecord, replica: string): Promise<void> {
  const response = await fetch(`/hub/${db}/_bulk_docs`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json', [REPLICA_HEADER]: replica },
    body: JSON.stringify({ docs: [record] }),
  });
  const [answer] = (await response.json()) as { ok?: boolean }[];
  if (!answer?.ok) throw new Error(`the hub refused a raw row: ${JSON.stringify(answer)}`);
}

function group(records: readonly WireRecord[]): Map<CollectionName, WireRecord[]> {
  const byCollection = new Map<CollectionName, WireRecord[]>();
  for (const record of records) {
    const collection = findRecordType(record.type)?.collection;
    if (!collection) continue;
    const members = byCollection.get(collection);
    if (members) members.push(record);
    else byCollection.set(collection, [record]);
  }
  return byCollection;
}

function pages<T>(items: readonly T[], size: number): T[][] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, page) =>
    items.slice(page * size, (page + 1) * size),
  );
}
