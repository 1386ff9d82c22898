import { connectAsync, type MqttClient } from 'mqtt';
import type { Reading } from '#shared/domain/devices/readings';
import { USUAL_WATCH } from '#shared/domain/devices/watch-table';
import { withLine } from '#shared/domain/devices/watch-check';
import { credentialMadeSchema, sensorPaths } from '#shared/ipc/sensor-api';
import { paths, REPLICA_HEADER, type Session } from '#shared/ipc/station-api';
import type { WireRecord } from '#shared/schema/envelope';
import { alarmSchema, type Alarm } from '#shared/schema/types/alarm';
import type { Person } from '#shared/schema/types/person';
import { beginWriting, createRecord } from '#shared/sync/author';
import { createHybridClock } from '#shared/sync/stamp';
import { uid } from '#test/support/builders';
import type { TestHost } from '#test/support/host';
import { recordsAt } from '../secrecy/known';

export const GRID = 'grid-qinghe-1';
export const METER = 'flow-meter-1';

/** Seconds without water that ring in this flow, in the place of two hours. */
export const AFTER_SECONDS = 6;

const REPLICA = 'alarmflow000';

/** Writes of the station's manager from a device of the test's own. */
function writerOf(host: TestHost, session: Session) {
  const clock = createHybridClock(Date.now, 300_000);
  let counter = 0;
  return async (db: string, record: { type: string; scope: string; uid: string; key?: string; fields: object }) => {
    const { fields, ...frame } = record;
    const writing = beginWriting(clock, REPLICA, (counter += 1), session.staff.uid);
    const made = createRecord({ ...frame, schema: 1, fields: { ...fields } }, writing);
    const answer = await fetch(`${host.loopback}${paths.hub}/${db}/_bulk_docs`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${session.token}`,
        'content-type': 'application/json',
        [REPLICA_HEADER]: REPLICA,
      },
      body: JSON.stringify({ docs: [made] }),
    });
    const text = await answer.text();
    if (!answer.ok || text.includes('"error"')) throw new Error(`${db}: ${text}`);
  };
}

/** Who lives there, with a meter that tells something each second, and a rule that rings after seconds; answers the meter's password. */
export async function pairMeter(host: TestHost, session: Session, name: string): Promise<string> {
  const write = writerOf(host, session);
  const people = (await recordsAt(host, session.token, GRID)) as readonly (Person & WireRecord)[];
  const person = people.find((each) => each.type === 'person' && each.name === name);
  if (!person) throw new Error(`nobody here is called ${name}`);
  const line = USUAL_WATCH.lines.find(({ id }) => id === 'no-water-alone');
  if (line?.rule.id !== 'no-water') throw new Error('no such rule');
  const rule = { ...line.rule, afterMs: AFTER_SECONDS * 1000 };
  await write('commons-qinghe', {
    type: 'rule-table',
    scope: 'qinghe',
    uid: uid(780),
    key: 'watch',
    fields: { name: 'watch', revision: 1, content: withLine(USUAL_WATCH, { ...line, quiet: [], rule }) },
  });
  await write(GRID, {
    type: 'sensor',
    scope: 'qinghe-1',
    uid: uid(781),
    fields: {
      ...{ deviceName: METER, adapterId: 'linli', kind: 'water-meter', model: '', spot: '厨房', buildingUid: null },
      ...{ dwellingUid: person.dwellingUid, personUid: person.uid, place: null, endedAtMs: null },
      pairedAtMs: Date.now() - 60_000,
      reportsEveryMs: 1000,
    },
  });
  const made = await fetch(host.loopback + sensorPaths.credential, {
    method: 'POST',
    headers: { authorization: `Bearer ${session.token}`, 'content-type': 'application/json' },
    body: JSON.stringify({ kind: 'device', name: METER, gridNumber: 1 }),
  });
  if (!made.ok) throw new Error(await made.text());
  return credentialMadeSchema.parse(await made.json()).password;
}

/** A meter in a kitchen: a real client that says once a second what it shows, and comes again by itself after the host was gone. */
export async function startMeter(host: TestHost, password: string) {
  const client: MqttClient = await connectAsync(`mqtt://127.0.0.1:${host.mqttPort}`, {
    ...{ username: METER, password, clientId: METER, clean: false, reconnectPeriod: 200 },
  });
  client.on('error', () => undefined);
  let litres: Extract<Reading, { readonly kind: 'water' }>['litres'] = 1000;
  let runs = 0;
  const say = (): void => {
    litres += runs;
    client.publish(`linli/${METER}/reading`, JSON.stringify({ ts: Date.now(), litres }), { qos: 1 });
  };
  say();
  const timer = setInterval(say, 1000);
  return {
    /** Water runs. */
    use: (more: number): void => {
      litres += more;
      say();
    },
    /** Water runs from now on. */
    run: (): void => {
      runs = 30;
    },
    stop: async (): Promise<void> => {
      clearInterval(timer);
      await client.endAsync(true);
    },
  };
}

/** Alarms about that person at the hub. */
export async function alarmsAt(host: TestHost, token: string): Promise<readonly Alarm[]> {
  const records = await recordsAt(host, token, GRID);
  return records.flatMap((record) => {
    const alarm = alarmSchema.safeParse(record).data;
    return alarm?.sensorUid === uid(781) ? [alarm] : [];
  });
}
