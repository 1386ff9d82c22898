import { getRxStorageMemory } from 'rxdb/plugins/storage-memory';
import type { WireRecord } from '#shared/schema/envelope';
import type { CollectionName } from '#shared/schema/record-type';
import { anAddition, personFields, uid, visitFields } from '#test/support/builders';
import { openDevice, type TestDevice } from '#test/support/device';
import type { Ledger } from './ledger';
import type { MortalHub } from './mortal-hub';
import { faultyFetch } from './station';

export const GRIDS = ['grid-qinghe-1', 'grid-qinghe-2'] as const;
const SCOPES = ['qinghe-1', 'qinghe-2'] as const;
export const KINDS: readonly CollectionName[] = ['people', 'visits'];

/** Numbers from 0 to 1 that a seed determines (mulberry32). */
export function seededRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** A device whose page can be killed: from then on its collections take nothing, whatever was on the way. */
export interface MortalDevice {
  device(): TestDevice;
  readonly network: ReturnType<typeof faultyFetch>;
  /** Kills the page and opens the app again over what was on disk. */
  killAndReopen(): Promise<void>;
}

export async function openMortalDevice(name: string, hub: MortalHub, skewMs: number): Promise<MortalDevice> {
  const network = faultyFetch();
  let life = { isOver: false };
  let device = await open();

  async function open(): Promise<TestDevice> {
    const mine = life;
    const memory = getRxStorageMemory();
    const storage: typeof memory = {
      ...memory,
      async createStorageInstance(params) {
        const instance = await memory.createStorageInstance(params);
        const write = instance.bulkWrite.bind(instance);
        instance.bulkWrite = (rows, context) =>
          mine.isOver ? Promise.reject(new Error('the page was killed')) : write(rows, context);
        return instance;
      },
    };
    return openDevice({
      name,
      storage,
      origin: hub.origin,
      token: () => hub.token,
      databases: GRIDS,
      fetch: network.send,
      wallMs: () => Date.now() + skewMs,
    });
  }

  return {
    device: () => device,
    network,
    async killAndReopen() {
      life.isOver = true;
      await device.stop();
      life = { isOver: false };
      device = await open();
    },
  };
}

/** What may happen in a history, in the proportions that make trouble meet. */
const EVENTS = [
  ...Array<'create'>(4).fill('create'),
  ...Array<'edit'>(12).fill('edit'),
  ...Array<'network'>(5).fill('network'),
  ...Array<'kill'>(2).fill('kill'),
  ...Array<'pause'>(5).fill('pause'),
  'restart',
  'backup',
  'restore',
] as const;

/** Plays `steps` random events over the devices and the hub; saves that were acknowledged are in the ledger. */
export async function playHistory(
  random: () => number,
  steps: number,
  hub: MortalHub,
  devices: readonly MortalDevice[],
  ledger: Ledger,
): Promise<void> {
  const pick = <T>(items: readonly T[]): T => items[Math.floor(random() * items.length)] as T;
  let serial = 0;
  const underway: Promise<unknown>[] = [];

  const create = async (device: TestDevice) => {
    const n = (serial += 1);
    const [type, fields] = random() < 0.5 ? ['person', personFields({ name: `名${n}` })] : ['visit', visitFields()];
    const saved = await device.writer.create({ type, scope: pick(SCOPES), uid: uid(n), fields });
    ledger.created(saved);
  };

  const edit = async (device: TestDevice) => {
    const collection = pick(KINDS);
    const known = await device.collections[collection]?.find().exec();
    const id = known && known.length > 0 ? pick(known)._id : null;
    if (!id) return;
    const n = (serial += 1);
    const [field, value] =
      collection === 'visits'
        ? random() < 0.7
          ? (['additions', anAddition(n, device.control.replica)] as const)
          : (['finishedAtMs', n] as const)
        : ([pick(['name', 'birthDate']), `${1900 + (n % 100)}-01-${String((n % 28) + 1).padStart(2, '0')}`] as const);
    const attempt = ledger.attempted(id, field, value);
    const saved = await device.writer.edit(id, (record) => {
      attempt.base(record.vv);
      return { [field]: field === 'additions' ? [...(record['additions'] as []), value] : value };
    });
    attempt.saved(saved.vv, device.control.replica);
  };

  for (let step = 0; step < steps; step += 1) {
    const mortal = pick(devices);
    const device = mortal.device();
    switch (pick(EVENTS)) {
      case 'create':
        underway.push(create(device).catch(() => undefined));
        break;
      case 'edit':
        for (let count = 1 + Math.floor(random() * 3); count > 0; count -= 1) {
          underway.push(edit(device).catch(() => undefined));
        }
        break;
      case 'network':
        mortal.network.set(pick(['none', 'none', 'no-network', 'lost-answer']));
        if (random() < 0.5) device.engine.wake();
        break;
      case 'kill':
        await mortal.killAndReopen();
        break;
      case 'pause':
        // No state to wait for: histories differ in how far things have come.
        await new Promise((resolve) => setTimeout(resolve, random() * 40));
        break;
      case 'restart':
        await hub.restart();
        break;
      case 'backup':
        await hub.backUp();
        break;
      case 'restore':
        await hub.restore();
        break;
    }
  }
  await Promise.all(underway);
}

/** All records of a device by id, without what belongs to the device alone. */
export async function recordsOn(device: TestDevice): Promise<ReadonlyMap<string, WireRecord>> {
  const found = new Map<string, WireRecord>();
  for (const collection of KINDS) {
    const documents = (await device.collections[collection]?.find().exec()) ?? [];
    for (const document of documents) {
      const record = await device.get(collection, document._id);
      if (record) found.set(record._id, record);
    }
  }
  return found;
}
