import { getRxStorageMemory } from 'rxdb/plugins/storage-memory';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { removeDatabase } from '#shared/sync/remove-database';
import { personFields, uid } from '#test/support/builders';
import { openTestStation, type TestStation } from './station';

const DB = 'grid-qinghe-1';

describe('a grid that left the device and came back', () => {
  let station: TestStation;
  beforeEach(async () => {
    station = await openTestStation();
  });
  afterEach(() => station.close());

  const aPersonNamed = (name: string) => ({
    type: 'person',
    scope: 'qinghe-1',
    uid: uid(1),
    key: 'one-and-the-same',
    fields: personFields({ name }),
  });

  it('shows both values when a record that was removed is made again before the hub has been read', async () => {
    const storage = getRxStorageMemory();
    const tablet = await station.device('tablet', { storage });
    const before = await tablet.writer.create(aPersonNamed('先写的'));
    await tablet.settled();
    await tablet.engine.stop();
    await removeDatabase(tablet.deps, DB);
    await tablet.writer.create(aPersonNamed('后写的'));
    await tablet.stop();

    const again = await station.device('tablet', { storage });
    await again.settled();
    const person = await again.get('people', before._id);
    const names = [
      person?.['name'],
      ...(person?.yields ?? []).flatMap(({ field, value }) => (field === 'name' ? [value] : [])),
    ];
    expect(names.sort()).toEqual(['先写的', '后写的'].sort());
  });
});
