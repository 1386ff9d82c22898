import { join } from 'node:path';
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { authorKid, importSealingKey, sealingAad, sealValue } from '#shared/schema/sealing';
import { editRecord } from '#shared/sync/author';
import type { WireRecord } from '#shared/schema/envelope';
import { openDataKeys } from '#main/services/data-keys/data-keys';
import { openDurableFolder, type DurableFolder } from '#main/services/durable-folder';
import { startMatching } from '#main/services/matching/matching';
import type { DataKeys, KeyPlace } from '#main/services/key-ports';
import { openEdgeHub } from '#sync-server/embedded/open-edge-hub';
import type { EdgeHub } from '#sync-server/embedded/types';
import { AT_REST } from '#test/support/at-rest';
import { aPerson, T0, testReplica, uid } from '#test/support/builders';
import { recordedLog, type RecordedLog } from '#test/support/quiet-log';
import { temporaryFolder } from '#test/support/temporary-folder';

const KEY = new Uint8Array(32).fill(3);
const desk = testReplica('desk');

let folder: DurableFolder;
let hub: EdgeHub;
let dataKeys: DataKeys;
let log: RecordedLog;

beforeEach(async () => {
  const root = await temporaryFolder();
  folder = await openDurableFolder(join(root, 'host-only'));
  log = recordedLog();
  const epochsFile = join(root, 'epochs.json');
  hub = await openEdgeHub({ folder: join(root, 'hub'), epochsFile, atRest: AT_REST, now: () => T0, log });
  onTestFinished(() => hub.stop());
  for (const number of [1, 2]) await hub.create(`grid-qinghe-${number}`);
  dataKeys = await openDataKeys(folder);
});

async function start() {
  const matching = await startMatching({ hub, dataKeys, folder, key: KEY, log });
  onTestFinished(() => matching.stop());
  return matching;
}

const general = (grid: number): KeyPlace => ({ scope: `qinghe-${grid}`, class: 'general' });

async function sealed(person: number, field: string, value: string, place: KeyPlace) {
  const [key] = await dataKeys.keysFor([place]);
  if (!key) throw new Error('no key');
  return sealValue(await importSealingKey(key.key), key.kid, value, sealingAad({ uid: uid(person), field }));
}

async function aKnownPerson(n: number, values: { citizenId?: string; phone?: string }, place = general(1)) {
  const fields: Record<string, unknown> = {};
  for (const [field, value] of Object.entries(values)) fields[field] = await sealed(n, field, value, place);
  return aPerson(n, { by: desk, grid: Number(place.scope.split('-')[1]), fields });
}

/** Writes records; answers the revision of the last. */
async function write(grid: number, ...rows: readonly (WireRecord & { _rev?: string })[]): Promise<string> {
  const answers = (await hub.database(`grid-qinghe-${grid}`)?.bulkDocs({ rows, newEdits: true })) ?? [];
  const last = answers.at(-1);
  if (!last || !('rev' in last)) throw new Error('not written');
  return last.rev;
}

describe('finding whom the station knows', () => {
  it('finds a person by citizen id and phone, however they are typed, in every grid', async () => {
    const matching = await start();
    const one = await aKnownPerson(1, { citizenId: '11010519491231002X', phone: '138 0013 8000' });
    const two = await aKnownPerson(2, { phone: '+86 13800138000' }, general(2));
    await write(1, one);
    await write(2, two);
    for (const typed of [
      '11010519491231002X',
      '11010519491231002x',
      '１１０１０５１９４９１２３１００２Ｘ',
      '110105491231002',
    ]) {
      expect(await matching.find('citizenId', typed), typed).toEqual([one._id]);
    }
    for (const typed of ['13800138000', '138-0013-8000', '008613800138000']) {
      expect(await matching.find('phone', typed), typed).toEqual([one._id, two._id].sort());
    }
    expect(await matching.find('citizenId', '13800138000')).toEqual([]);
    expect(await matching.find('phone', '13800138001')).toEqual([]);
  });

  it('knows a child by values under the child key, and what an author recorded under an own one', async () => {
    const matching = await start();
    const child = await aKnownPerson(1, { citizenId: '110105201512310018' }, { scope: 'qinghe-1', class: 'child' });
    const author = { scope: 'qinghe-1', class: 'child' as const, author: uid(900) };
    const other = await aKnownPerson(2, { phone: '13900139000' }, author);
    expect(other['phone']).toMatchObject({ kid: authorKid('qinghe-1.child.1', uid(900)) });
    await write(1, child, other);
    expect(await matching.find('citizenId', '110105201512310018')).toEqual([child._id]);
    expect(await matching.find('phone', '13900139000')).toEqual([other._id]);
  });

  it('forgets a value that was changed or erased, and finds the new one', async () => {
    const matching = await start();
    const before = await aKnownPerson(1, { phone: '13800138000' });
    const rev = await write(1, before);
    expect(await matching.find('phone', '13800138000')).toHaveLength(1);
    await dataKeys.rotate([general(1)]);
    const phone = await sealed(1, 'phone', '13700137000', general(1));
    const after = editRecord(before, { phone }, desk.write());
    const next = await write(1, { ...after, _rev: rev });
    expect(await matching.find('phone', '13800138000')).toEqual([]);
    expect(await matching.find('phone', '13700137000')).toEqual([before._id]);
    await write(1, { ...editRecord(after, { phone: null }, desk.write()), _rev: next });
    expect(await matching.find('phone', '13700137000')).toEqual([]);
  });

  it('knows everybody after a restart, and what came while it was away', async () => {
    const first = await start();
    await write(1, await aKnownPerson(1, { phone: '13800138000' }));
    await first.settled();
    await first.stop();
    await write(1, await aKnownPerson(2, { phone: '13800138002' }));
    const second = await start();
    expect(await second.find('phone', '13800138000')).toHaveLength(1);
    expect(await second.find('phone', '13800138002')).toHaveLength(1);
  });

  it.each([
    ['is gone', () => folder.remove('matching.json')],
    ['cannot be read', () => folder.write('matching.json', '{"version":1,"pos')],
  ])('is made anew from the hub when its index %s', async (_what, lose) => {
    const first = await start();
    await write(1, await aKnownPerson(1, { phone: '13800138000' }));
    await first.settled();
    await first.stop();
    await lose();
    expect(await (await start()).find('phone', '13800138000')).toHaveLength(1);
  });

  it('passes over values that do not open, and makes no keys for what a row names', async () => {
    const matching = await start();
    const strange = await aKnownPerson(1, { phone: '13800138000' });
    const moved = { ...(await aKnownPerson(3, {})), phone: strange['phone'] };
    const invented = { kid: 'elsewhere-7.general.1', iv: 'AAAAAAAAAAAAAAAA', ct: 'A'.repeat(40) };
    const unknown = { kid: 'qinghe-1.general.99', iv: 'AAAAAAAAAAAAAAAA', ct: 'A'.repeat(40) };
    await write(
      1,
      moved as WireRecord,
      aPerson(4, { by: desk, fields: { phone: invented } }),
      aPerson(5, { by: desk, fields: { phone: unknown } }),
      await aKnownPerson(6, { phone: '13600136000' }),
    );
    expect(await matching.find('phone', '13800138000')).toEqual([]);
    expect(await matching.find('phone', '13600136000')).toHaveLength(1);
    expect(matching.health().facts).toMatchObject({ records: 1, unreadable: 3 });
    expect(await folder.read('data-keys.json')).not.toContain('elsewhere');
  });

  it('keeps no number, in no file of its own', async () => {
    const matching = await start();
    await write(1, await aKnownPerson(1, { phone: '13800138000', citizenId: '11010519491231002X' }));
    await matching.settled();
    await matching.stop();
    const text = (await folder.read('matching.json')) ?? '';
    expect(text).toContain('person~qinghe-1~');
    expect(text).not.toMatch(/13800138000|110105/);
  });
});
