import { may } from '#shared/domain/access/access';
import { isChild } from '#shared/domain/people/age';
import { dateAtStation } from '#shared/domain/calendar/date';
import { AppError } from '#shared/errors/app-error';
import { err, ok, type Result } from '#shared/errors/result';
import { MOST_CREDENTIALS, type BrokerView, type SensorsView, type SetBroker } from '#shared/ipc/sensor-api';
import { sensor as sensorType } from '#shared/schema/types/sensor';
import type { Audit, Caller } from '../ports';
import type { PairedSensor, SensorDirectory } from '../sensor-directory';
import type { ReadingsLog, SensorAdmin } from '../sensor-ports';
import type { ExternalBroker, MqttFile } from './credentials';
import { tryExternal } from './external';
import type { Mqtt } from './mqtt';

export interface SensorAdminDeps {
  readonly file: MqttFile;
  readonly readings: Pick<ReadingsLog, 'devices' | 'between' | 'heard'>;
  readonly sensors: Pick<SensorDirectory, 'byName' | 'byUid'>;
  /** Null until the host hears devices. */
  readonly mqtt: () => Mqtt | null;
  /** The birth date of whom a sensor watches over; null where it is nobody's. */
  readonly birthDateOf: (sensor: PairedSensor) => Promise<string | null>;
  readonly audit: Pick<Audit, 'append'>;
  readonly now: () => number;
}

const LATEST_MS = 7 * 86_400_000;
const MOST_LATEST = 50;
const NOT_YET: SensorsView['broker'] = {
  kind: 'embedded',
  addresses: [],
  isConnected: false,
  problem: null,
  clients: null,
};

/** Passwords of devices, the broker they come to, and what they said last, for people. */
export function createSensorAdmin(deps: SensorAdminDeps): SensorAdmin {
  const { file, readings, sensors, mqtt, birthDateOf, audit, now } = deps;

  const looksAfter = ({ access }: Caller, gridNumber: number): boolean =>
    may(access, 'create', sensorType.type, { kind: 'grid', gridNumber });

  /** The grid that a name belongs to: where it hangs, else where its password was made; null for nobody's. */
  const gridOf = (name: string): number | null =>
    sensors.byName(name)?.gridNumber ?? file.find(name)?.gridNumber ?? null;

  const state = (): SensorsView['broker'] => mqtt()?.state() ?? NOT_YET;

  function view(caller: Caller): SensorsView {
    const heard = new Map(readings.devices().map((each) => [each.device, each]));
    const names = new Set([...heard.keys(), ...file.list().map(({ name }) => name)]);
    const mine = [...names].filter((name) => {
      const grid = gridOf(name);
      return grid === null || looksAfter(caller, grid);
    });
    const devices = mine.map((name) => {
      const [said, credential, paired] = [heard.get(name), file.find(name), sensors.byName(name)];
      return {
        name,
        adapterId: said?.adapterId ?? null,
        heardAtMs: said?.heardAtMs ?? null,
        problems: said?.problems ?? 0,
        lastProblem: said?.lastProblem ?? null,
        sensor: paired && { uid: paired.record.uid, gridNumber: paired.gridNumber },
        credential: credential && {
          kind: credential.kind,
          gridNumber: credential.gridNumber,
          topics: [...credential.topics],
          createdAtMs: credential.createdAtMs,
        },
      };
    });
    devices.sort((a, b) => (b.heardAtMs ?? 0) - (a.heardAtMs ?? 0) || (a.name < b.name ? -1 : 1));
    return { broker: state(), devices };
  }

  function brokerView(): BrokerView {
    const set = file.external();
    const { url, user, password, authority } = set ?? { url: '', user: '', password: '', authority: null };
    return { state: state(), external: set && { url, user, hasPassword: password !== '', authority } };
  }

  /** What is meant, with the password that stays where none was given. */
  function meant(wanted: NonNullable<SetBroker['external']>): Result<ExternalBroker, AppError> {
    const { url, user, password, authority } = wanted;
    const before = file.external();
    const isSame = before?.url === url && before.user === user;
    if (password === undefined && !isSame && user !== '')
      return err(new AppError('request.malformed', 'password: a new address or user needs one'));
    return ok({ url, user, password: password ?? (isSame ? before.password : ''), authority });
  }

  const denied = (): Result<never, AppError> =>
    err(new AppError('access.denied', 'the device belongs to another grid'));

  return {
    view,
    makeCredential: async (caller, wanted) => {
      const grid = gridOf(wanted.name);
      const isMine = looksAfter(caller, wanted.gridNumber) && (grid === null || looksAfter(caller, grid));
      if (!isMine) return denied();
      const isKnown = file.find(wanted.name) !== null;
      const password = await file.make(caller.staff, wanted, now());
      if (password === null)
        return err(new AppError('request.malformed', `${MOST_CREDENTIALS} passwords at most; take one back first`));
      mqtt()?.drop(wanted.name);
      const detail = isKnown ? `${wanted.kind} renewed` : wanted.kind;
      await audit.append({ kind: 'sensor-key-made', by: caller.staff, subject: wanted.name, detail });
      return ok({ view: view(caller), password });
    },
    revokeCredential: async (caller, name) => {
      const found = file.find(name);
      if (!found) return err(new AppError('request.not-found', 'no such password'));
      if (!looksAfter(caller, found.gridNumber)) return denied();
      await file.revoke(name);
      mqtt()?.drop(name);
      await audit.append({ kind: 'sensor-key-revoked', by: caller.staff, subject: name, detail: null });
      return ok(view(caller));
    },
    broker: brokerView,
    setBroker: async (by, { external }) => {
      const next = external ? meant(external) : ok(null);
      if (!next.ok) return next;
      await file.setExternal(next.value);
      await mqtt()?.again();
      const detail = next.value === null ? 'embedded' : 'external';
      await audit.append({ kind: 'broker-set', by, subject: null, detail });
      return ok(brokerView());
    },
    tryBroker: async ({ external }) => {
      if (!external) return err(new AppError('request.malformed', 'external: nothing to try'));
      const next = meant(external);
      return next.ok ? ok(await tryExternal(next.value)) : next;
    },
    latest: async (caller, uid) => {
      const found = sensors.byUid(uid);
      const missing = new AppError('request.not-found', 'no such device');
      if (!found || !may(caller.access, 'read', sensorType.type, { kind: 'grid', gridNumber: found.gridNumber }))
        return err(missing);
      const holds = (name: 'general' | 'health' | 'child'): boolean =>
        caller.access.keys.some(
          (key) => key.gridNumber === found.gridNumber && key.class === name && key.as === 'class',
        );
      const { record } = found;
      const birthDate = await birthDateOf(found);
      const isOfChild = birthDate !== null && isChild(birthDate, dateAtStation(now()));
      const until = record.endedAtMs ?? now();
      const from = Math.max(record.pairedAtMs, until - LATEST_MS);
      const said = await readings.between(record.deviceName, from, until);
      const shown = said.filter(({ reading }) => {
        if (isOfChild) return holds('child');
        return holds(reading.kind === 'blood-pressure' ? 'health' : 'general');
      });
      return ok({
        heardAtMs: readings.heard().get(record.deviceName) ?? null,
        readings: shown
          .slice(-MOST_LATEST)
          .reverse()
          .map(({ atMs, arrivedAtMs, reading }) => ({
            atMs,
            arrivedAtMs,
            reading,
          })),
      });
    },
  };
}
