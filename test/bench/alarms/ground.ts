import path from 'node:path';
import { USUAL_WATCH, type WatchTable } from '#shared/domain/devices/watch-table';
import type { WireRecord } from '#shared/schema/envelope';
import { alarm as alarmType, type Alarm } from '#shared/schema/types/alarm';
import { ruleTable } from '#shared/schema/types/rule-table';
import { sensor as sensorType, type SensorKind } from '#shared/schema/types/sensor';
import { createRecord } from '#shared/sync/author';
import { openDataFolder } from '#main/host/data-folder';
import { openHub } from '#main/host/open-hub';
import { openDurableFolder } from '#main/services/durable-folder';
import { openMqttFile } from '#main/services/mqtt/credentials';
import { openReadings } from '#main/services/readings/readings';
import { recordsOf } from '#main/services/records-of';
import { createCipher, fromBase64 } from '#main/services/secrets/cipher';
import { openSecrets } from '#main/services/secrets/open-secrets';
import { STATION, testReplica, uid } from '#test/support/builders';
import { recordedLog } from '#test/support/quiet-log';

export const SCOPE = `${STATION}-1`;

export interface WatchedDevice {
  readonly name: string;
  readonly kind: SensorKind;
  readonly password: string;
}

/** A host's data while the host is stopped, opened as the host would. */
export async function openGround(data: string, keys: string) {
  const folder = await openDataFolder(data);
  const secrets = await openSecrets(folder.hostOnly, await openDurableFolder(keys));
  const log = recordedLog();
  const { hub, stop } = await openHub({ folder, secrets, log, now: Date.now });
  const grid = hub.database(`grid-${SCOPE}`);
  const commons = hub.database(`commons-${STATION}`);
  if (!grid || !commons) throw new Error('the practice station has a grid and commons');
  return {
    ...{ grid, commons, secrets, log },
    close: async () => {
      await stop();
      await folder.lock.release();
    },
  };
}

/** Pairs devices in the grid, gives them passwords, and has the station watch for water that does not run for so long. */
export async function preparePractice(
  at: { readonly data: string; readonly keys: string },
  devices: readonly Omit<WatchedDevice, 'password'>[],
  noWaterMs: number,
): Promise<readonly WatchedDevice[]> {
  const ground = await openGround(at.data, at.keys);
  const replica = testReplica('bench', Date.now, uid(1));
  const sensors = devices.map(({ name, kind }, index) => {
    const fields = {
      ...{ deviceName: name, adapterId: 'linli', kind, model: '', spot: '', place: null, endedAtMs: null },
      ...{ buildingUid: null, dwellingUid: null, personUid: null, reportsEveryMs: 60_000 },
      pairedAtMs: Date.now() - 3_600_000,
    };
    const about = { type: sensorType.type, schema: sensorType.version, scope: SCOPE, uid: uid(10_000 + index) };
    return createRecord({ ...about, fields }, replica.write());
  });
  const fields = { name: 'watch', revision: 1, content: tableOf(noWaterMs) };
  const about = { type: ruleTable.type, schema: ruleTable.version, scope: STATION, uid: uid(9000), key: 'watch' };
  const table = createRecord({ ...about, fields }, replica.write());
  await write(ground.grid, sensors);
  await write(ground.commons, [table]);
  const file = await openMqttFile(ground.secrets.folder);
  const made: WatchedDevice[] = [];
  for (const device of devices) {
    const password = await file.make(uid(1), { kind: 'device', name: device.name, gridNumber: 1 }, Date.now());
    if (password === null) throw new Error('no room for a password');
    made.push({ ...device, password });
  }
  await ground.close();
  return made;
}

/** The usual table with another span for water, without quiet hours: a benchmark may run at night. */
function tableOf(afterMs: number): WatchTable {
  return {
    lines: USUAL_WATCH.lines.map((line) =>
      line.rule.id === 'no-water' ? { ...line, quiet: [], rule: { ...line.rule, afterMs } } : line,
    ),
  };
}

type Written = Awaited<ReturnType<typeof openGround>>['grid'];

async function write(database: Written, rows: readonly WireRecord[]): Promise<void> {
  const answers = await database.bulkDocs({ rows, newEdits: true });
  if (answers.some((answer) => 'error' in answer)) throw new Error('the hub did not take the ground of the benchmark');
}

/** What a flood fills in lies so long before the run at the most. */
const FLOODED_MS = 60_000;

/** What the host has of the run: readings by device, and alarms. */
export async function readOutcome(
  at: { readonly data: string; readonly keys: string },
  devices: readonly string[],
  startedAtMs: number,
): Promise<{ readonly logged: ReadonlyMap<string, readonly number[]>; readonly alarms: readonly Alarm[] }> {
  const ground = await openGround(at.data, at.keys);
  const readings = await openReadings({
    path: path.join(ground.secrets.folder.path, 'readings'),
    cipher: createCipher(fromBase64(ground.secrets.stationKeys.derive('readings')), 'readings'),
    ...{ days: 90, log: ground.log, now: Date.now },
  });
  const logged = new Map<string, readonly number[]>();
  for (const device of devices) {
    const said = await readings.between(device, startedAtMs - FLOODED_MS, Date.now());
    logged.set(
      device,
      said.map(({ atMs }) => atMs),
    );
  }
  const alarms: Alarm[] = [];
  for await (const page of recordsOf<Alarm>(ground.grid, alarmType.type, SCOPE)) alarms.push(...page);
  await readings.stop();
  await ground.close();
  return { logged, alarms: alarms.filter(({ raisedAtMs }) => raisedAtMs >= startedAtMs) };
}
