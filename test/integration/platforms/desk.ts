import { onTestFinished } from 'vitest';
import { standingOf } from '#shared/domain/applications/standing';
import type { SetPlatform } from '#shared/ipc/platforms-api';
import { sealValue } from '#shared/schema/sealing';
import { documentId } from '#shared/schema/ids';
import type { Transmission } from '#shared/schema/types/transmission';
import { createGridKeys } from '#main/services/grid-keys';
import { createPlatformClient } from '#main/services/platforms/client';
import { startPlatforms } from '#main/services/platforms/platforms';
import { openPlatformSettings } from '#main/services/platforms/settings-file';
import { createPlatformStore } from '#main/services/platforms/store';
import { uid } from '#test/support/builders';
import { startProvince, type ProvinceSimulator } from '#test/support/province-simulator';
import { recordedLog } from '#test/support/quiet-log';
import { memoryAudit } from '#test/support/services';
import { NINE } from '../../unit/incidents/incidents';
import { clerksDevice, VERSION } from '../applications/desk';
import { dispatchStation, MANAGER } from '../dispatch/station';

export const PLATFORM: Omit<SetPlatform, 'url'> = {
  name: 'province',
  isNew: true,
  title: '省政务服务平台',
  authority: null,
  on: true,
  departments: [VERSION.department ?? ''],
  agreement: { number: '浙数共〔2026〕17号', until: '2027-12-31' },
  fields: ['name', 'materials'],
};

/** A desk whose accepted applications go on to a province's platform; for one test. `dataKeys`: keys that somebody else has too. */
export async function platformDesk(dataKeys?: Parameters<typeof createGridKeys>[0]['dataKeys']) {
  let nowMs = NINE;
  const now = () => nowMs;
  const station = await dispatchStation();
  station.setClock(nowMs);
  const device = clerksDevice(station, now);
  const audit = memoryAudit(now);
  const keys = createGridKeys({ dataKeys: dataKeys ?? station.dataKeys, hasGrid: () => true });
  const settings = await openPlatformSettings(station.folder, audit, now);
  const start = (timeoutMs = 400) => {
    const service = startPlatforms(
      {
        ...{ station: 'qinghe', stationName: () => '青禾里社区', hub: station.hub, keys, settings, now },
        store: createPlatformStore({ station: 'qinghe', hub: station.hub, keys, author: () => MANAGER, now }),
        client: createPlatformClient({ now, timeoutMs }),
        catalogue: () => ({ version: () => VERSION }),
        log: recordedLog(),
        random: () => 0.5,
      },
      1e9,
    );
    onTestFinished(() => service.stop());
    return service;
  };
  async function province(): Promise<ProvinceSimulator> {
    const started = await startProvince('');
    onTestFinished(() => started.stop());
    return started;
  }
  async function apply(n: number): Promise<string> {
    const { kid, key } = await keys.newest({ scope: 'qinghe', class: 'general' });
    const who = { name: '何秀兰', phone: '13600007719', citizenId: '330102194501011234' };
    const id = await device.apply(n, {
      personUid: null,
      applicant: await sealValue(key, kid, who, `${uid(n)}|applicant|`),
    });
    await device.take(id, { kind: 'submit' });
    await device.take(id, { kind: 'material', materialId: 'm1', way: 'paper' });
    await device.take(id, { kind: 'accept', promised: [] });
    return id;
  }
  async function transmission(n: number): Promise<Transmission | null> {
    const query = { rev: null, latest: false, revs: false, conflicts: false } as const;
    const stored = await station.hub.database('desk-qinghe')?.get(documentId('transmission', 'qinghe', uid(n)), query);
    return stored?.found ? (stored.document as unknown as Transmission) : null;
  }
  const standing = async (id: string) => {
    const record = await device.read(id);
    return standingOf(record.startedAtMs, record.steps);
  };
  return {
    hub: station.hub,
    device,
    start,
    province,
    apply,
    transmission,
    standing,
    audit,
    settings,
    at: (ms: number) => (nowMs = ms),
    now,
  };
}

type Service = ReturnType<Awaited<ReturnType<typeof platformDesk>>['start']>;
/** Connects it as the manager does; the secret that it made. */
export async function connect(
  service: Service,
  { url, ...province }: ProvinceSimulator,
  more: Partial<SetPlatform> = {},
): Promise<string> {
  void province;
  const { secret } = await service.set(MANAGER, { ...PLATFORM, url, ...more });
  return secret ?? '';
}
