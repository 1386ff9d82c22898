import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { SignIn } from '#shared/ipc/station-api';
import { openDurableFolder } from '#main/services/durable-folder';
import { accountSchema, makeAccount } from '#main/services/sessions/accounts';
import { openSessions, type SessionsService } from '#main/services/sessions/sessions';
import { recordedLog } from '#test/support/quiet-log';
import { memoryServices, type MemoryServices } from '#test/support/services';
import { temporaryFolder } from '#test/support/temporary-folder';

/** A station of two people and its sessions over real files; what else the host keeps secret is in memory. */

export const NOW = 1_770_000_000_000;
export const HOURS = 3_600_000;
export const WEEK = 7 * 24 * HOURS;
export const MANAGER = {
  uid: '01J0000000000000000000000A',
  code: 'zhoum',
  name: '周敏',
  post: 'manager',
  gridNumbers: [],
} as const;
export const WORKER = {
  uid: '01J0000000000000000000000B',
  code: 'lijg',
  name: '李建国',
  post: 'grid-worker',
  gridNumbers: [1],
} as const;

export const secretOf = (byte: number): string => Buffer.alloc(32, byte).toString('base64');
export const TABLET: SignIn['device'] = {
  id: '01J0000000000000000000000C',
  name: '平板一',
  kind: 'tablet',
  secret: secretOf(1),
};
export const OTHER_TABLET: SignIn['device'] = {
  id: '01J0000000000000000000000D',
  name: '平板二',
  kind: 'tablet',
  secret: secretOf(2),
};
/** The host's own machine, whose devices need no approval. */
export const HERE = { remoteAddress: '127.0.0.1', isLoopback: true } as const;
export const LAN = { remoteAddress: '192.168.1.20', isLoopback: false } as const;

export const as = (staffCode: string, passphrase: string, device = TABLET): SignIn => ({
  staffCode,
  passphrase,
  device,
});
export const managerSignsIn = as('zhoum', 'nine green apples');
export const workerSignsIn = as('lijg', 'four 窗台 2026');

export interface Clock {
  nowMs: number;
}
export interface StationOptions {
  readonly practice?: boolean;
  readonly clock?: Clock;
  readonly grids?: () => readonly number[];
  readonly services?: MemoryServices;
}

/** Opens the sessions of a folder. */
export async function openIn(path: string, options: StationOptions = {}) {
  const { practice = false, clock = { nowMs: NOW }, grids = () => [1, 2] } = options;
  const now = () => clock.nowMs;
  const services = options.services ?? memoryServices(now);
  const folder = await openDurableFolder(path);
  const log = recordedLog();
  const station = { id: 'qinghe', name: '青禾里', practice };
  const sessions = await openSessions({ ...services, folder, station, gridNumbers: grids, log, now });
  return { path, sessions, log, clock, folder, services };
}
export type TestStation = Awaited<ReturnType<typeof openIn>>;

let accountsText: Promise<string> | null = null;

/** The two accounts as a file; scrypt is slow on purpose, so they are made once. */
export const accounts = (): Promise<string> =>
  (accountsText ??= (async () => {
    const made = [await makeAccount(MANAGER, 'nine green apples'), await makeAccount(WORKER, 'ｆｏｕｒ 窗台 ２０２６')];
    return JSON.stringify({ version: 2, accounts: made.map((account) => accountSchema.parse(account)) });
  })());

/** A station with its two accounts in a folder of its own. */
export async function station(options: StationOptions = {}): Promise<TestStation> {
  const path = await temporaryFolder();
  await writeFile(join(path, 'accounts.json'), await accounts());
  const opened = await openIn(path, options);
  onTestFinished(() => opened.sessions.stop());
  return opened;
}

/** Signs somebody in who may. */
export async function signedIn(
  sessions: SessionsService,
  request: SignIn = managerSignsIn,
  from: typeof HERE | typeof LAN = HERE,
) {
  const session = await sessions.signIn(request, from);
  if (!session.ok) throw session.error;
  return session.value;
}

/** Who a good token speaks for. */
export async function callerOf(sessions: SessionsService, token: string) {
  const verified = await sessions.verify(token);
  if (!verified.ok) throw verified.error;
  if (verified.value.kind !== 'person') throw new Error('not a person');
  return verified.value;
}

/** The code of an outcome, or `ok`. */
export const codeOf = (
  outcome: { readonly ok: true } | { readonly ok: false; readonly error: { readonly code: string } },
): string => (outcome.ok ? 'ok' : outcome.error.code);
