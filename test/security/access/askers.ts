import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { accessOf, type Access } from '#shared/domain/access/access';
import type { Actor } from '#shared/domain/access/table';
import { AppError } from '#shared/errors/app-error';
import { err, ok } from '#shared/errors/result';
import type { Session, SignIn } from '#shared/ipc/station-api';
import { POSTS, type Post, type StaffFunction } from '#shared/schema/types/place';
import type { Caller, Sessions } from '#main/services/ports';
import { openDurableFolder } from '#main/services/durable-folder';
import { makeAccount } from '#main/services/sessions/accounts';
import { openSessions, type SessionsService } from '#main/services/sessions/sessions';
import { runGatewayOver, type RunningGateway } from '#test/integration/gateway/running-gateway';
import { T0, uid } from '#test/support/builders';
import { recordedLog } from '#test/support/quiet-log';
import { memoryServices } from '#test/support/services';

/** Everybody who may knock at the station's door, with tokens of real sign-ins where people have them. */

export const STATION_GRIDS = [1, 2];
export const OWN_GRID = 1;
export const DATABASES = ['commons-qinghe', 'grid-qinghe-1', 'grid-qinghe-2', 'desk-qinghe', 'queue-qinghe'];
const WEEK_MS = 7 * 86_400_000;
const PASSPHRASE = 'nine green apples';

export interface Asker {
  readonly name: string;
  /** Null: asks without one. */
  readonly token: string | null;
  /** What the table grants, whatever stands against the token. */
  readonly access: Access;
  readonly staff: string;
  readonly device: string;
  /** Why no token of this asker holds, or null. */
  readonly trouble: 'auth.invalid' | 'auth.expired' | 'auth.device-revoked' | 'auth.must-change' | null;
  readonly session: Session | null;
}

export interface MatrixStation extends RunningGateway<Sessions> {
  readonly askers: readonly Asker[];
  readonly real: SessionsService;
  asker(name: string): Asker;
}

/** A station with an account for every post, working in grid 1 of two, behind its real sessions and a real gateway. */
export async function openMatrixStation(): Promise<MatrixStation> {
  const folder = await mkdtemp(join(tmpdir(), 'linli-matrix-'));
  let nowMs = T0 - 2 * WEEK_MS;
  const now = () => nowMs;
  const services = memoryServices(now);
  const station = { id: 'qinghe', name: '青禾里', practice: false };
  const real = await openSessions({
    ...services,
    folder: await openDurableFolder(folder),
    station,
    gridNumbers: () => STATION_GRIDS,
    log: recordedLog(),
    now,
  });
  const terminals = new Map<string, Caller>();
  const sessions: Sessions = {
    ...real,
    verify: async (token, from) => {
      const terminal = terminals.get(token);
      return terminal ? ok(terminal) : real.verify(token, from);
    },
    renew: async (caller) =>
      [...terminals.values()].includes(caller)
        ? err(new AppError('request.not-found', 'terminals have no session'))
        : real.renew(caller),
  };

  let count = 0;
  async function person(name: string, post: Post, functions: readonly StaffFunction[] = [], mustChange = false) {
    count += 1;
    const account = {
      uid: uid(9000 + count),
      code: `p${count}`,
      name: '测试员',
      post,
      gridNumbers: [OWN_GRID],
      functions,
    };
    await real.accounts.add(await makeAccount({ ...account, mustChangePassphrase: mustChange }, PASSPHRASE));
    const device: SignIn['device'] = {
      id: uid(8000 + count),
      name: '平板',
      kind: 'tablet',
      secret: Buffer.alloc(32, count).toString('base64'),
    };
    const request = { staffCode: account.code, passphrase: PASSPHRASE, device };
    const session = await real.signIn(request, { remoteAddress: '127.0.0.1', isLoopback: true });
    if (!session.ok) throw session.error;
    return asker(name, post, { functions, staff: account.uid, device: device.id, session: session.value });
  }

  const tooLate = { ...(await person('a token that has run out', 'manager')), trouble: 'auth.expired' as const };
  nowMs = T0;
  const people: Asker[] = [];
  for (const post of POSTS) people.push(await person(post, post));
  const lost = { ...(await person('a revoked device', 'manager')), trouble: 'auth.device-revoked' as const };
  await real.deviceAdmin.change(people[0]?.staff ?? '', lost.device, { state: 'revoked' });
  const askers: readonly Asker[] = [
    ...people,
    await person('grid-worker with health', 'grid-worker', ['health']),
    terminal('kiosk', terminals),
    terminal('board', terminals),
    { ...asker('nobody', 'manager'), trouble: 'auth.invalid' },
    { ...asker('a made-up token', 'manager'), token: 'a.b.c', trouble: 'auth.invalid' },
    tooLate,
    lost,
    { ...(await person('a new manager', 'manager', [], true)), trouble: 'auth.must-change' },
  ];

  const running = await runGatewayOver(
    { sessions, staff: real.staffAdmin, devices: real.deviceAdmin, services },
    { databases: DATABASES, now },
  );
  return {
    ...running,
    real,
    askers,
    asker: (name) => {
      const found = askers.find((each) => each.name === name);
      if (!found) throw new Error(`nobody is called ${name}`);
      return found;
    },
    stop: async () => {
      await running.stop();
      await real.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

interface AskerParts {
  readonly functions?: readonly StaffFunction[];
  readonly staff?: string;
  readonly device?: string;
  readonly session?: Session;
}

function asker(name: string, actor: Actor, parts: AskerParts = {}): Asker {
  const { functions = [], staff = uid(9999), device = uid(8999), session = null } = parts;
  return {
    name,
    token: session?.token ?? null,
    access: accessOf({ actor, functions, gridNumbers: [OWN_GRID] }, STATION_GRIDS),
    staff,
    device,
    trouble: null,
    session,
  };
}

/** Terminals have a row in the table and no way to sign in yet; the gateway is asked as if they had. */
function terminal(name: 'kiosk' | 'board', terminals: Map<string, Caller>): Asker {
  const made = asker(name, name, { staff: uid(name === 'kiosk' ? 9997 : 9998), device: uid(8997) });
  const { access, staff, device } = made;
  terminals.set(name, {
    kind: 'person',
    staff,
    post: 'volunteer',
    device,
    access,
    databases: new Map([['queue-qinghe', 'read']]),
    grants: name,
    mustChangePassphrase: false,
  });
  return { ...made, token: name };
}
