import { afterEach, describe, expect, it, vi, type TestContext } from 'vitest';
import { until } from '#test/support/device';
import { aNewVisit, openBadLine, pause, type BadLine, type FarDevice } from './bad-line';

/** How long a device is left alone with a bad network, ms, and how often it may ask in that time: its back-off grows to a second. */
const BAD_MS = 1500;
const MOST_REQUESTS = 12;

type Finish = Pick<TestContext, 'onTestFinished'>;

async function aLine({ onTestFinished }: Finish): Promise<BadLine> {
  const line = await openBadLine();
  onTestFinished(() => line.close());
  return line;
}

/** Leaves the device alone for a while; it may not ask without end, nor say that it is current. */
async function expectPatience(line: BadLine, device: FarDevice): Promise<void> {
  device.hush();
  const before = line.link.requests.length;
  await pause(BAD_MS);
  expect(line.link.requests.length - before).toBeLessThanOrEqual(MOST_REQUESTS);
  expect(device.said).not.toContain('synced');
}

/** The network is good again: everything that was saved arrives, each once, and nothing is left running after stop(). */
async function expectAllArrives(line: BadLine, device: FarDevice, saved: readonly string[]): Promise<void> {
  device.engine.wake();
  await device.settled();
  expect([...(await line.atHub())].sort()).toEqual([...saved].sort());
  await until(() => device.said.at(-1) === 'synced');
  await device.stopForGood();
  await until(() => line.link.waiting() === 0);
}

const awayBecause = (device: FarDevice, code: string) =>
  until(() => {
    const { link } = device.engine.status();
    return link.kind === 'away' && link.error.code === code;
  });

describe.concurrent('a device behind a bad network', () => {
  it.for(['portal', 'portal-but-health'] as const)(
    'takes a captive portal for what it is, in the middle of its work and from the start: %s',
    async (portal, context) => {
      const line = await aLine(context);
      const tablet = await line.far('tablet');
      await tablet.settled();
      line.link.set(portal);
      const saved = [await tablet.visit(1)];
      await awayBecause(tablet, 'hub.not-a-hub');
      const other = await line.far('other');
      saved.push(await other.visit(2));
      await awayBecause(other, 'hub.not-a-hub');
      await other.stopForGood();
      await expectPatience(line, tablet);
      line.link.set('up');
      const again = await line.far('other');
      await again.settled();
      await again.stopForGood();
      await expectAllArrives(line, tablet, saved);
    },
  );

  it('gives up on calls that are taken and never answered', async (context) => {
    const line = await aLine(context);
    line.link.set('mute');
    const tablet = await line.far('tablet');
    const saved = [await tablet.visit(1)];
    await awayBecause(tablet, 'hub.unreachable');
    await expectPatience(line, tablet);
    const other = await line.far('other', { timeoutMs: 60_000 });
    await until(() => other.requests.length > 0);
    await other.stopForGood();
    line.link.set('up');
    await expectAllArrives(line, tablet, saved);
  });

  it('gives up on answers that stop in the middle, and is not current because it was greeted', async (context) => {
    const line = await aLine(context);
    const desk = await line.near('desk');
    const saved: string[] = [];
    const save = async (n: number) => saved.push((await desk.writer.create(aNewVisit(n)))._id);
    for (let n = 0; n < 20; n += 1) await save(n);
    await desk.settled();
    const tablet = await line.far('tablet');
    await tablet.settled();
    // It was current when the connection broke, and is greeted again by a hub of which it then hears only halves.
    await line.link.refuse();
    await awayBecause(tablet, 'hub.unreachable');
    await save(21);
    await desk.settled();
    line.link.set('half-bodies');
    await line.link.listen();
    saved.push(await tablet.visit(100));
    await expectPatience(line, tablet);
    line.link.set('up');
    tablet.engine.wake();
    await until(async () => (await tablet.count('visits')) === saved.length);
    await expectAllArrives(line, tablet, saved);
  });

  it('gets everything through a link with two seconds of delay that resets connections', async (context) => {
    const line = await aLine(context);
    line.link.delay(2000);
    // One in a hundred by itself, and the first answer to a push for certain.
    let requests = 0;
    let pushes = 0;
    line.link.reset((request) => {
      requests += 1;
      if (request.endsWith('_bulk_docs')) pushes += 1;
      return requests % 100 === 0 || (request.endsWith('_bulk_docs') && pushes === 1);
    });
    const tablet = await line.far('tablet', { timeoutMs: 6000 });
    const saved: string[] = [];
    for (let n = 0; n < 20; n += 1) saved.push(await tablet.visit(n));
    await until(async () => (await tablet.outbox()).length === 0, 20_000);
    expect(pushes).toBeGreaterThan(1);
    expect(line.link.requests.length).toBeLessThanOrEqual(MOST_REQUESTS);
    line.link.delay(0);
    await expectAllArrives(line, tablet, saved);
  });

  it('does not fall over itself on a link that comes and goes', async (context) => {
    const line = await aLine(context);
    const tablet = await line.far('tablet');
    const saved: string[] = [];
    for (let flap = 0; flap < 6; flap += 1) {
      saved.push(await tablet.visit(flap));
      await line.link.refuse();
      await pause(250);
      saved.push(await tablet.visit(100 + flap));
      await line.link.listen();
      tablet.engine.wake();
      await pause(250);
    }
    // Every time that it is up, what is due is asked for once: greeting, clock, feed, outbox.
    expect(line.link.requests.length).toBeLessThanOrEqual(6 * MOST_REQUESTS);
    await expectAllArrives(line, tablet, saved);
  });

  it('waits while nobody listens and while the name leads nowhere', async (context) => {
    const line = await aLine(context);
    let isNameKnown = true;
    const tablet = await line.far('tablet', {
      fetch: (input, init) =>
        fetch(isNameKnown ? input : String(input).replace(line.link.origin, 'http://linli.invalid'), init),
    });
    await tablet.settled();
    await line.link.refuse();
    const saved = [await tablet.visit(1)];
    await awayBecause(tablet, 'hub.unreachable');
    const before = tablet.requests.length;
    tablet.hush();
    await pause(BAD_MS);
    isNameKnown = false;
    await pause(BAD_MS);
    expect(tablet.requests.length - before).toBeLessThanOrEqual(MOST_REQUESTS);
    expect(tablet.said).toEqual(['offline']);
    isNameKnown = true;
    await line.link.listen();
    await expectAllArrives(line, tablet, saved);
  });

  it('does not take itself for current after hours of sleep, and is so soon after', async (context) => {
    const line = await aLine(context);
    const desk = await line.near('desk');
    const tablet = await line.far('tablet');
    await tablet.settled();
    line.link.deaden();
    line.clock.skewMs = 5 * 3_600_000;
    const { _id: missed } = await desk.writer.create(aNewVisit(1));
    await desk.settled();
    const own = await tablet.visit(2);

    tablet.engine.wake();
    await until(() => tablet.engine.status().databases[0]?.state !== 'current');
    const before = line.link.requests.length;
    const foundWhenSynced: Promise<boolean>[] = [];
    tablet.hush();
    tablet.onSaid((badge) => {
      if (badge === 'synced') foundWhenSynced.push(tablet.get('visits', missed).then((visit) => visit !== undefined));
    });
    await until(() => foundWhenSynced.length > 0);
    expect(await Promise.all(foundWhenSynced)).not.toContain(false);
    await tablet.settled();
    expect(line.link.requests.length - before).toBeLessThanOrEqual(MOST_REQUESTS);
    await expectAllArrives(line, tablet, [missed, own]);
  });
});

describe('a device whose timers are not what they should be', () => {
  afterEach(() => void vi.restoreAllMocks());

  it('notices that the wake-up stream has fallen silent', async (context) => {
    hurryLongTimers();
    const line = await aLine(context);
    const desk = await line.near('desk');
    const tablet = await line.far('tablet');
    await tablet.settled();
    const quietly = line.link.requests.length;
    await pause(1000); // Two silences would fit in here: heartbeats keep the stream alive.
    expect(line.link.requests.length).toBe(quietly);

    line.link.deaden();
    const { _id: missed } = await desk.writer.create(aNewVisit(1));
    await until(async () => (await tablet.get('visits', missed)) !== undefined);
    await expectAllArrives(line, tablet, [missed]);
  });

  it('does not make up for pauses that ended hours late', async (context) => {
    const sleep = freezableTimers();
    const line = await aLine(context);
    const tablet = await line.far('tablet');
    await tablet.settled();
    await line.link.refuse();
    const saved = [await tablet.visit(1)];
    await awayBecause(tablet, 'hub.unreachable');
    sleep.begin();
    await pause(600);
    line.clock.skewMs = 8 * 3_600_000;
    await line.link.listen();
    const before = line.link.requests.length;
    sleep.end();
    tablet.engine.wake();
    await tablet.settled();
    await pause(500);
    expect(line.link.requests.length - before).toBeLessThanOrEqual(MOST_REQUESTS);
    await expectAllArrives(line, tablet, saved);
  });
});

/** Heartbeats (20 s) and the patience with a silent stream (45 s) run a hundred times as fast; everything else keeps its time. */
function hurryLongTimers(): void {
  const [timeout, interval] = [globalThis.setTimeout, globalThis.setInterval];
  const hurried = (ms = 0) => (ms >= 20_000 && ms <= 45_000 ? ms / 100 : ms);
  vi.spyOn(globalThis, 'setTimeout').mockImplementation(((run: () => void, ms?: number, ...rest: []) =>
    timeout(run, hurried(ms), ...rest)) as never);
  vi.spyOn(globalThis, 'setInterval').mockImplementation(((run: () => void, ms?: number, ...rest: []) =>
    interval(run, hurried(ms), ...rest)) as never);
}

/** A shorter timer is no pause of the device, but a test's look at it. */
const PAUSE_MS = 50;

/** While it sleeps, what falls due waits; when it wakes, all of that happens at once. */
function freezableTimers() {
  const timeout = globalThis.setTimeout;
  let due: (() => void)[] | null = null;
  vi.spyOn(globalThis, 'setTimeout').mockImplementation(((run: (...rest: []) => void, ms = 0, ...rest: []) =>
    timeout(() => (due && ms >= PAUSE_MS ? due.push(() => run(...rest)) : run(...rest)), ms)) as never);
  return {
    begin: () => {
      due = [];
    },
    end: () => {
      const late = due ?? [];
      due = null;
      for (const run of late) run();
    },
  };
}
