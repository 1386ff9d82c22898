import { randomBytes } from 'node:crypto';
import { Agent, request } from 'node:https';
import type { z } from 'zod';
import type { QueueCommand } from '#shared/domain/queue/commands';
import { USUAL_HALL } from '#shared/domain/queue/hall';
import { adminPaths, newAccountSchema } from '#shared/ipc/admin-api';
import { hallPaths, ticketAnswerSchema } from '#shared/ipc/board-api';
import { pairedSchema, pairingCodeSchema, terminalsViewSchema } from '#shared/ipc/terminal-api';
import { queueAnswerSchema, queuePaths, queueStatisticsSchema, queueViewSchema } from '#shared/ipc/queue-api';
import { paths, sessionSchema } from '#shared/ipc/station-api';
import { dateAtStation } from '#shared/domain/calendar/date';
import { startTestHost, type TestHost } from '#test/support/host';
import { p95 } from '#test/support/stats';
import { assertRight, type BenchResult } from './bench';

const COUNTERS = 20;
const KIOSKS = 10;
/** A minute; less where somebody only looks whether it runs. */
const SECONDS = Number(process.env['LINLI_QUEUE_SECONDS'] ?? 60);
/** A number at each kiosk so often, as in a crowd that nobody has seen yet; ms. */
const BETWEEN_MS = 100;
/** How long they go on after the host is back, ms. */
const AFTERWARDS_MS = 2000;
const PASSPHRASE = 'nine green apples';

type Post = <T>(path: string, body: unknown, answer: z.ZodType<T>) => Promise<T>;

/**
 * A hall of 20 counters and 10 kiosks for a minute, against the host as it ships: kiosks over TLS take numbers, counters call, begin and finish as
 * fast as they are answered. Then the host is killed and started again while they go on; requests that got no answer are sent again under the same name.
 */
export async function run(): Promise<BenchResult> {
  const host = await startTestHost({ practiceSize: { householdsPerGrid: [12], historyDays: 1 } });
  try {
    const manager = await signedIn(host, 'zhoum', host.passphrase('zhoum'));
    await manager.post(queuePaths.hall, hallOf(), queueViewSchema);
    const clerks = [];
    for (let id = 1; id <= COUNTERS; id += 1) clerks.push(await newClerk(host, manager.post, id));
    const kiosks = [];
    for (let id = 1; id <= KIOSKS; id += 1) kiosks.push(await newKiosk(manager));
    for (const [index, clerk] of clerks.entries())
      await ask(clerk.post, { kind: 'open', counter: String(index + 1), takesOver: true });

    const taken: string[] = [];
    const called: string[] = [];
    const latencies: number[] = [];
    let isMeasured = true;
    let isOver = false;
    let takenInTime = 0;
    const ending = wait(SECONDS * 1000).then(async () => {
      isMeasured = false;
      takenInTime = taken.length;
      await host.kill();
      await host.start();
      await wait(AFTERWARDS_MS);
      isOver = true;
    });
    await Promise.all([
      ending,
      ...kiosks.map(async (kiosk) => {
        while (!isOver) {
          taken.push(await kiosk());
          await wait(BETWEEN_MS);
        }
      }),
      ...clerks.map(async ({ post }, index) => {
        const counter = String(index + 1);
        while (!isOver) {
          const askedMs = performance.now();
          const number = await ask(post, { kind: 'next', counter });
          if (number === null) {
            await wait(20);
            continue;
          }
          if (isMeasured) latencies.push(performance.now() - askedMs);
          called.push(number);
          await ask(post, { kind: 'start', counter, number });
          await ask(post, { kind: 'finish', counter, number });
        }
      }),
    ]);
    const today = dateAtStation(Date.now());
    const { whole } = await manager.get(`${queuePaths.statistics}?from=${today}&to=${today}`, queueStatisticsSchema);
    const doubled = taken.length - new Set(taken).size + (called.length - new Set(called).size);
    const skipped = whole.taken - new Set(taken).size;
    assertRight(taken.length > 0 && called.length > 0, 'nothing was taken or called');
    assertRight(doubled === 0, `${doubled} numbers were given or called twice`);
    assertRight(
      skipped === 0 && taken.every((number) => Number(number.slice(1)) <= taken.length),
      `${skipped} skipped`,
    );
    assertRight(whole.finished === called.length, `${called.length} finished and ${whole.finished} known`);
    return {
      name: 'queue',
      dataMix: [
        `${COUNTERS} counters, ${KIOSKS} kiosks over TLS, ${SECONDS} s; then the host is killed and goes on; ${taken.length} numbers, ${called.length} served`,
      ],
      figures: { ticketsPerS: takenInTime / SECONDS, callP95Ms: p95(latencies), doubled, skipped },
      ceilings: {},
      ratios: {},
    };
  } finally {
    await host.dispose();
  }
}

const hallOf = () => ({
  ...USUAL_HALL,
  groups: [{ letter: 'A', name: { zh: '综合业务' }, items: [] }],
  counters: Array.from({ length: COUNTERS }, (_, index) => ({
    id: String(index + 1),
    name: { zh: '综合业务' },
    groups: ['A'],
  })),
  opensAt: '00:00',
  closesAt: '23:59',
});

/** Asks until it is answered: the same request is done once, however often it comes. Null where nobody waits. */
async function ask(post: Post, command: QueueCommand): Promise<string | null> {
  const body = { request: newName(), command };
  const answer = await answered(() => post(queuePaths.commands, body, queueAnswerSchema));
  if (answer.outcome === 'done') return answer.number;
  assertRight(answer.why === 'nobody-waits', `${command.kind}: ${answer.why}`);
  return null;
}

async function answered<T>(call: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await call();
    } catch (thrown) {
      if (tries === 100) throw thrown;
      await wait(200);
    }
  }
}

const wait = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
const newName = (): string => randomBytes(12).toString('hex');

async function signedIn(host: TestHost, staffCode: string, passphrase: string) {
  const secret = randomBytes(32).toString('base64');
  const id = `01J${Array.from(randomBytes(23), (byte) => '0123456789ABCDEFGHJKMNPQRSTVWXYZ'.charAt(byte % 32)).join('')}`;
  const device = { id, name: '台式机', kind: 'workstation', secret };
  let token = '';
  const call = async <T>(path: string, init: RequestInit, answer: z.ZodType<T>): Promise<T> => {
    const headers = { 'content-type': 'application/json', ...(token !== '' && { authorization: `Bearer ${token}` }) };
    const response = await fetch(host.loopback + path, { ...init, headers });
    if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
    return answer.parse(await response.json());
  };
  const post: Post = (path, body, answer) => call(path, { method: 'POST', body: JSON.stringify(body) }, answer);
  const get = <T>(path: string, answer: z.ZodType<T>): Promise<T> => call(path, {}, answer);
  ({ token } = await post(paths.session, { staffCode, passphrase, device }, sessionSchema));
  return { post, get, useToken: (next: string) => (token = next) };
}

async function newClerk(host: TestHost, manager: Post, id: number) {
  const account = { code: `clerk${id}`, name: `测试员${id}`, post: 'clerk', gridNumbers: [], functions: [] };
  const { passphrase } = await manager(adminPaths.staff, account, newAccountSchema);
  const clerk = await signedIn(host, account.code, passphrase);
  const change = { current: passphrase, next: `${PASSPHRASE} ${id}` };
  clerk.useToken((await clerk.post(paths.passphrase, change, sessionSchema)).token);
  return clerk;
}

/** A kiosk that takes a number each time it is called. */
async function newKiosk({ post, get }: Awaited<ReturnType<typeof signedIn>>) {
  const { code } = await post(queuePaths.pairingCode, { kind: 'kiosk', name: '大厅' }, pairingCodeSchema);
  const { doors } = await get(queuePaths.terminals, terminalsViewSchema);
  const port = Number(new URL(doors.kiosk ?? '').port);
  const agent = new Agent({ keepAlive: true, rejectUnauthorized: false });
  const send = <T>(path: string, body: unknown, token: string, answer: z.ZodType<T>): Promise<T> =>
    new Promise((resolve, reject) => {
      const headers = { 'content-type': 'application/json', ...(token !== '' && { authorization: `Bearer ${token}` }) };
      const sent = request(
        { host: '127.0.0.1', port, path, method: 'POST', agent, headers, timeout: 5000 },
        (response) => {
          let text = '';
          response.on('data', (chunk) => (text += String(chunk)));
          response.on('error', reject);
          response.on('end', () =>
            response.statusCode === 200 ? resolve(answer.parse(JSON.parse(text))) : reject(new Error(text)),
          );
        },
      );
      sent.on('timeout', () => sent.destroy(new Error('no answer')));
      sent.on('error', reject);
      sent.end(JSON.stringify(body));
    });
  const { token } = await answered(() => send(hallPaths.pairing, { code }, '', pairedSchema));
  return async (): Promise<string> => {
    const wish = { request: newName(), itemNumber: null, group: 'A', priority: null };
    const answer = await answered(() => send(hallPaths.tickets, wish, token, ticketAnswerSchema));
    assertRight(answer.outcome === 'done', 'a kiosk got no number');
    return answer.number;
  };
}
