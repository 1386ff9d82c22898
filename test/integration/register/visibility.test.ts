import 'fake-indexeddb/auto';
import { IDBCursor } from 'fake-indexeddb';
import { firstValueFrom } from 'rxjs';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import type { WireRecord } from '#shared/schema/envelope';
import { findRecordType } from '#shared/schema/registry';
import type { StoredRecord } from '#shared/sync/ports';
import { createRxdbStore, toStored } from '#shared/sync/rxdb-store';
import { createLocalCipher } from '#renderer/data/local-cipher';
import { openLocalDatabase } from '#renderer/data/local-database';
import { recordStorage } from '#renderer/data/open-databases';
import { createRecordOpener } from '#renderer/data/record-opener';
import { createRecords } from '#renderer/data/records';
import { personFields, STATION, uid } from '#test/support/builders';
import { until } from '#test/support/device';
import { aBatch, aDwelling, aRecord } from './support';

let made = 0;

async function openRecords() {
  const cipher = await createLocalCipher(new Uint8Array(32).fill(4), 'records');
  const local = await openLocalDatabase(`linli2-visible-${(made += 1)}`, recordStorage(cipher));
  onTestFinished(() => local.close());
  const store = createRxdbStore(local.collections);
  const records = createRecords(
    local.collections,
    createRecordOpener(async () => null),
    () => [`${STATION}-1`],
  );
  return {
    records,
    store,
    async write(...written: readonly WireRecord[]) {
      for (const record of written) {
        const { collection } = findRecordType(record.type) ?? { collection: 'people' as const };
        const previous = (await store.read(collection, [record._id])).get(record._id);
        await store.write(collection, [{ previous, next: toStored(record, '1-a') }]);
      }
    },
  };
}

describe('what records show', () => {
  const importUid = uid(7000);
  const imported = aRecord('person', 1, personFields({ name: '新来的', importUid }));
  const merged = aRecord('person', 2, personFields({ name: '何秀蓝', mergedIntoUid: uid(3) }));
  const plain = aRecord('person', 3, personFields({ name: '何秀兰' }));

  it('is an import only when it is complete, and no longer when it is undone', async () => {
    const { records, write } = await openRecords();
    await write(aBatch(importUid, 'applying'), imported, plain);
    let all: readonly string[] = [];
    let one: unknown = 'nothing yet';
    const following = [
      records.all<WireRecord>('people', 'person').subscribe((found) => (all = found.map(({ _id }) => _id).sort())),
      records.byId<WireRecord>('people', imported._id).subscribe((found) => (one = found)),
    ];
    onTestFinished(() => following.forEach((each) => each.unsubscribe()));
    await until(() => all.length === 1 && one === null);
    await write(aBatch(importUid, 'complete'));
    await until(() => all.length === 2 && one !== null);
    expect(all).toEqual([imported._id, plain._id].sort());
    await write(aBatch(importUid, 'undone'));
    await until(() => all.length === 1 && one === null);
  });

  it('is not somebody who turned out to be somebody else, unless asked for by id', async () => {
    const { records, write } = await openRecords();
    await write(merged, plain);
    const found = await firstValueFrom(records.find('people', { selector: { type: 'person' } }));
    expect(found.map(({ _id }) => _id)).toEqual([plain._id]);
    expect((await firstValueFrom(records.byId('people', merged._id)))?._id).toBe(merged._id);
  });

  it('is a batch of an import from its beginning', async () => {
    const { records, write } = await openRecords();
    await write(aBatch(importUid, 'applying'));
    expect(await firstValueFrom(records.find('people', { selector: { type: 'import-batch' } }))).toHaveLength(1);
  });
});

describe('a page of records in the order of their ids', () => {
  it('is read without going through all the others', async () => {
    const { store, write } = await openRecords();
    await write(...Array.from({ length: 120 }, (_, n) => aDwelling(n + 1, `清和路 ${n}幢`, {}, n < 100 ? 1 : 2)));
    const steps = vi.spyOn(IDBCursor.prototype, 'continue');
    const page: readonly StoredRecord[] = await store.page('homes', 'dwelling', `${STATION}-2`, '', 5);
    expect(page.map(({ _id }) => _id)).toEqual(
      Array.from({ length: 5 }, (_, n) => `dwelling~${STATION}-2~${uid(101 + n)}`),
    );
    expect(steps.mock.calls.length).toBeLessThan(10);
    const next = await store.page('homes', 'dwelling', `${STATION}-2`, page.at(-1)?._id ?? '', 100);
    expect(next).toHaveLength(15);
    steps.mockRestore();
  });
});
