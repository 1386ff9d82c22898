import type { Alarm } from '#shared/schema/types/alarm';
import { startTestHost, type TestHost } from '#test/support/host';
import { startBareBroker } from './alarms/bare-broker';
import { flood, gatherFleet, type Fleet } from './alarms/fleet';
import { preparePractice, readOutcome, type WatchedDevice } from './alarms/ground';
import { assertRight, type BenchResult } from './bench';

export interface AlarmsSize {
  readonly devices: number;
  /** How many of them are buttons that somebody presses; the others are meters. */
  readonly buttons: number;
  readonly seconds: number;
  readonly perS: number;
  readonly burst: { readonly perS: number; readonly seconds: number; readonly everySeconds: number };
  /** Readings of each device in the flood that says how many a second can be taken. */
  readonly flood: number;
}

/** `LINLI_ALARMS_SECONDS` shortens the run; below 60 some water stops too late to be missed. */
const SECONDS = Number(process.env['LINLI_ALARMS_SECONDS'] ?? 300);
const USUAL: AlarmsSize = {
  ...{ devices: 1000, buttons: 100, seconds: SECONDS, perS: 100, flood: 20 },
  burst: { perS: 1000, seconds: 3, everySeconds: 60 },
};

/** Where in the run the host is killed. */
const KILL_AT = 0.6;
/** When the host is up again it sees to what fell due meanwhile: that is told apart, as the time after it answers again. */
const SETTLE_MS = 5000;
const LOOK_MS = 10;
/** Whoever was cut off comes again within a second or two; then the host is not there. */
const PATIENCE_MS = 120_000;

/**
 * A thousand devices that talk without end, some of whose water has stopped and some of whose buttons are pressed, while the host is killed once. Whether
 * everything that was acknowledged is in the log, how long after its due moment an alarm is raised under that load, and how much can be taken at all,
 * beside the bare broker. What fell due while the host was down, and in the flood that measures the last, has figures of its own.
 */
export async function run(size: AlarmsSize = USUAL): Promise<BenchResult> {
  const host = await startTestHost({ practiceSize: { householdsPerGrid: [12], historyDays: 1 } });
  try {
    await host.stop();
    const members = Array.from({ length: size.devices }, (_, index) => ({
      name: `${index < size.buttons ? 'button' : 'meter'}-${index}`,
      kind: index < size.buttons ? ('help-button' as const) : ('water-meter' as const),
    }));
    const noWaterMs = Math.round((size.seconds / 3) * 1000);
    const devices = await preparePractice(host, members, noWaterMs);
    await host.start();
    const startedAtMs = Date.now();
    const { fleet, down } = await talk(host, devices, size);
    const overAtMs = Date.now();
    const readingsPerS = await flood(fleet, size.flood, startedAtMs);
    const acknowledged = fleet.acknowledged();
    await fleet.stop();
    await host.stop();
    const { logged, alarms } = await readOutcome(host, [...acknowledged.keys()], startedAtMs);

    const counts = compare(acknowledged, logged);
    assertRight(counts.lost === 0, `${counts.lost} acknowledged readings are not in the log`);
    const silent = devices.length - new Set(alarms.map(({ sensorUid }) => sensorUid)).size;
    assertRight(silent === 0, `${silent} devices raised no alarm`);
    const isLate = ({ sinceMs }: Alarm) => sinceMs >= down.fromMs - 1000 && sinceMs <= down.toMs + SETTLE_MS;
    const [late, flooded, inTime] = [
      alarms.filter(isLate),
      alarms.filter(({ sinceMs }) => sinceMs > overAtMs),
      alarms.filter((alarm) => !isLate(alarm) && alarm.sinceMs <= overAtMs),
    ];
    const waits = inTime.map(({ raisedAtMs, sinceMs }) => raisedAtMs - sinceMs);
    const lateBy = late.map(({ raisedAtMs, sinceMs }) => raisedAtMs - Math.max(sinceMs, down.toMs));
    const brokerReadingsPerS = await bareCeiling(devices, size.flood);
    return {
      name: 'alarms',
      dataMix: [
        `${size.devices} devices, each a client with its own password; ${fleet.said()} readings at QoS 1 in ${size.seconds} s and a flood`,
        `${inTime.length} alarms under that load; ${late.length} while the host was down for ${((down.toMs - down.fromMs) / 1000).toFixed(1)} s and just after; ${flooded.length} in the flood`,
      ],
      figures: {
        acknowledged: counts.acknowledged,
        logged: counts.logged,
        decisionP99Ms: percentile(waits, 0.99),
        decisionMaxMs: Math.max(...waits),
        afterRestartP99Ms: percentile(lateBy, 0.99),
        readingsPerS,
      },
      ceilings: { brokerReadingsPerS },
      ratios: { toBroker: readingsPerS / brokerReadingsPerS },
    };
  } finally {
    await host.dispose();
  }
}

/** The run itself; everything said is acknowledged when it ends. */
async function talk(host: TestHost, devices: readonly WatchedDevice[], { seconds, perS, burst, buttons }: AlarmsSize) {
  const fleet = await gatherFleet(host.mqttPort, devices);
  const pending = new Set<Promise<void>>();
  const beganAt = performance.now();
  const elapsedS = (): number => (performance.now() - beganAt) / 1000;
  let killing: Promise<{ readonly fromMs: number; readonly toMs: number }> | null = null;
  let due = 0;
  let said = 0;
  let beforeS = 0;
  while (elapsedS() < seconds) {
    const atS = elapsedS();
    const isBurst = atS % burst.everySeconds > burst.everySeconds - burst.seconds;
    due += (atS - beforeS) * (isBurst ? burst.perS : perS);
    beforeS = atS;
    for (; said < Math.floor(due); said += 1) {
      const index = said % devices.length;
      const saying = fleet.say(index, valuesOf(index, atS / seconds, buttons));
      pending.add(saying);
      void saying.finally(() => pending.delete(saying));
    }
    if (!killing && atS > seconds * KILL_AT) killing = killOnce(host);
    await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
  }
  if (!killing) throw new Error('the host was never killed');
  const down = await killing;
  await Promise.race([Promise.all(pending), tooLong(host, pending)]);
  return { fleet, down };
}

/** A host that is gone would be waited for without an end: its devices try again for ever. */
async function tooLong(host: TestHost, pending: ReadonlySet<unknown>): Promise<never> {
  await new Promise((resolve) => setTimeout(resolve, PATIENCE_MS).unref());
  throw new Error(`${pending.size} readings were never acknowledged\n${host.output().slice(-4000)}`);
}

async function killOnce(host: TestHost) {
  const fromMs = Date.now();
  await host.kill();
  await host.start();
  return { fromMs, toMs: Date.now() };
}

/** Water runs at a moment of its own in each home, and then no more; each button is pressed from one moment of the run on. */
function valuesOf(index: number, share: number, buttons: number): Readonly<Record<string, unknown>> {
  const ownShare = ((index * 37) % 100) / 100;
  if (index < buttons) return { battery: 90, ...(share > ownShare * 0.9 && { help: true }) };
  return { litres: share > ownShare * 0.5 ? 150 : 100 };
}

function compare(acknowledged: ReturnType<Fleet['acknowledged']>, logged: ReadonlyMap<string, readonly number[]>) {
  let lost = 0;
  let told = 0;
  let found = 0;
  for (const [device, instants] of acknowledged) {
    const there = new Set(logged.get(device) ?? []);
    lost += instants.filter((atMs) => !there.has(atMs)).length;
    told += instants.length;
    found += there.size;
  }
  return { lost, acknowledged: told, logged: found };
}

async function bareCeiling(devices: readonly WatchedDevice[], each: number): Promise<number> {
  const broker = await startBareBroker();
  try {
    const fleet = await gatherFleet(broker.port, devices);
    const perS = await flood(fleet, each, Date.now());
    await fleet.stop();
    return perS;
  } finally {
    await broker.stop();
  }
}

function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? Number.NaN;
}
