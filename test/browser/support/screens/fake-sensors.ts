import { may, setsUpstream, type Access } from '#shared/domain/access/access';
import { AppError } from '#shared/errors/app-error';
import type { BrokerView, HeardDevice, SensorsView } from '#shared/ipc/sensor-api';
import type { WireRecord } from '#shared/schema/envelope';
import { parseDocumentId } from '#shared/schema/ids';
import type { Sensor } from '#shared/schema/types/sensor';
import type { SensorCalls } from '#renderer/data/index';

interface Store {
  readonly every: () => readonly WireRecord[];
}

/** The host's devices in memory: those that are paired, one that is nobody's, one whose messages cannot be read. */
export function fakeSensors(access: Access, store: Store, nowMs: () => number, isAway: () => boolean): SensorCalls {
  const made = new Map<string, NonNullable<HeardDevice['credential']>>();
  const mayPair = (gridNumber: number) => may(access, 'create', 'sensor', { kind: 'grid', gridNumber });
  const reach = async (isGranted: boolean): Promise<void> => {
    if (isAway()) throw new AppError('hub.unreachable', 'away', { retry: true });
    if (!isGranted) throw new AppError('access.denied', 'not for this post');
  };
  const paired = (): readonly HeardDevice[] =>
    store
      .every()
      .filter((record): record is Sensor & WireRecord => record.type === 'sensor' && record['endedAtMs'] === null)
      .map(({ _id, uid, deviceName, adapterId }): HeardDevice => {
        const gridNumber = Number(parseDocumentId(_id)?.scope.split('-')[1]);
        return {
          name: deviceName,
          adapterId,
          heardAtMs: nowMs() - 600_000,
          problems: 0,
          lastProblem: null,
          sensor: { uid, gridNumber },
          credential: made.get(deviceName) ?? null,
        };
      })
      .filter(({ sensor }) => sensor !== null && mayPair(sensor.gridNumber));
  let external: BrokerView['external'] = null;
  const brokerView = (): BrokerView => ({
    state: { ...view().broker, ...(external && { kind: 'external' as const, addresses: [], clients: null }) },
    external: external && {
      url: external.url,
      user: external.user,
      hasPassword: external.hasPassword,
      authority: external.authority,
    },
  });
  const view = (): SensorsView => {
    const known = paired();
    const names = new Set(known.map(({ name }) => name));
    const unpaired: readonly HeardDevice[] = [
      {
        name: 'door-7f21',
        adapterId: 'zigbee2mqtt',
        heardAtMs: nowMs() - 120_000,
        problems: 0,
        lastProblem: null,
        sensor: null,
        credential: made.get('door-7f21') ?? null,
      },
      {
        name: 'meter-old',
        adapterId: null,
        heardAtMs: nowMs() - 300_000,
        problems: 3,
        lastProblem: { kind: 'not-json', field: null, atMs: nowMs() - 300_000, sample: 'V=12.4' },
        sensor: null,
        credential: null,
      },
    ];
    return {
      broker: {
        kind: 'embedded',
        addresses: [{ host: '192.168.1.20', port: 1883, isTls: false }],
        isConnected: true,
        problem: null,
        clients: known.length + 1,
      },
      devices: [...unpaired.filter(({ name }) => !names.has(name)), ...known],
    };
  };
  return {
    async view() {
      await reach(access.places.some(({ gridNumber }) => gridNumber !== null && mayPair(gridNumber)));
      return view();
    },
    async makeCredential(wanted) {
      await reach(mayPair(wanted.gridNumber));
      const { kind, gridNumber } = wanted;
      const topics = wanted.kind === 'bridge' ? wanted.topics : [];
      made.set(wanted.name, { kind, gridNumber, topics, createdAtMs: nowMs() });
      return { view: view(), password: `pw-${made.size}-k7m2-q9xd` };
    },
    async revokeCredential(name) {
      await reach(true);
      if (!made.delete(name)) throw new AppError('request.not-found', 'no credential');
      return view();
    },
    async broker() {
      await reach(setsUpstream(access));
      return brokerView();
    },
    async setBroker({ external: wanted }) {
      await reach(setsUpstream(access));
      external = wanted && { ...wanted, hasPassword: wanted.password !== undefined || external?.hasPassword === true };
      return brokerView();
    },
    async tryBroker({ external: wanted }) {
      await reach(setsUpstream(access));
      return { problem: wanted?.url.includes('refuses') ? 'refused' : null, ms: 40 };
    },
  };
}
