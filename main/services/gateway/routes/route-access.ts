import type { FastifyInstance, FastifyRequest, RouteOptions } from 'fastify';
import type { Action } from '#shared/domain/access/table';
import {
  answersCalls,
  decidesUnsent,
  handlesMatters,
  may,
  seesHost,
  setsHall,
  setsMessages,
  setsUpstream,
  worksAtCounter,
} from '#shared/domain/access/access';
import { mayShowPosition, seesPositions } from '#shared/domain/positions/positions';
import { AppError } from '#shared/errors/app-error';
import { ownerOfMedia } from '#shared/media/names';
import { findRecordType } from '#shared/schema/registry';
import type { StaffFunction } from '#shared/schema/types/place';
import type { Caller, Replicator, RevokedDevice, Sessions } from '../../ports';

/**
 * What a route asks of whoever calls it. Every route of a listener declares it; one that does not keeps the gateway from starting.
 * `token`: somebody signed in, before anything else `evenMustChange`, from a revoked device too `evenRevoked`.
 * `function`: somebody who has it. `record`: somebody who may do this with records of the type in at least one database.
 * `host-state`: somebody who looks after the machine or its devices. `unsent`: somebody who decides about unsent records. `upstream`: somebody who sets the upstream.
 * `messages`: somebody who sets what the station sends. `matters`: somebody of a department. `positions`: somebody who may see where workers
 * were last; `own-position`: somebody who may let it be seen. `counter`: somebody who works at a counter of the hall; `hall`: somebody who sets it. `calls`: somebody who may answer a kiosk's call. `database`: a token that opens the database in the URL; `replicate` is for
 * other hubs only, and `evenMedia` lets a media database be asked for, which opens with the database it belongs to. `revoked`: a revoked
 * device alone.
 */
export type RouteAccess =
  | { readonly kind: 'anybody' }
  | { readonly kind: 'token'; readonly evenMustChange?: true; readonly evenRevoked?: true }
  | { readonly kind: 'function'; readonly name: StaffFunction }
  | { readonly kind: 'record'; readonly action: Action; readonly type: string }
  | { readonly kind: 'host-state' }
  | { readonly kind: 'unsent' }
  | { readonly kind: 'upstream' }
  | { readonly kind: 'messages' }
  | { readonly kind: 'matters' }
  | { readonly kind: 'positions' }
  | { readonly kind: 'own-position' }
  | { readonly kind: 'counter' }
  | { readonly kind: 'hall' }
  | { readonly kind: 'calls' }
  | { readonly kind: 'hub' }
  | { readonly kind: 'database'; readonly right: 'read' | 'write' | 'replicate'; readonly evenMedia?: true }
  | { readonly kind: 'revoked' };

declare module 'fastify' {
  interface FastifyContextConfig {
    readonly access?: RouteAccess;
  }
}

export const ANYBODY = { config: { access: { kind: 'anybody' } } } as const;

/** A route as the app has it. */
export interface DeclaredRoute {
  readonly method: string;
  readonly url: string;
  readonly access: RouteAccess;
}

/** Whoever a request speaks for. */
export type Asker = Caller | Replicator | RevokedDevice;

interface Held {
  readonly asker: Asker;
  readonly token: string;
}

interface Admitted extends Held {
  /** How many changes of rights there had been by then. */
  readonly changes: number;
}

/**
 * The door of one listener: holds every request to what its route declares, before anything of it is read, and once more when its
 * body has come if rights changed meanwhile: a body may take minutes.
 */
export interface Guard {
  /** Routes declared so far. */
  routes(): readonly DeclaredRoute[];
  /** Who was let through; throws for a route that asks nobody. */
  held(request: FastifyRequest): Held;
  /** The same, where the route lets people through only. */
  caller(request: FastifyRequest): Caller;
}

/** Guards an app; to be called before its routes are added. `isLoopback` says which listener it is. */
export function guardRoutes(app: FastifyInstance, sessions: Sessions, isLoopback: boolean): Guard {
  const added: RouteOptions[] = [];
  const holders = new WeakMap<FastifyRequest, Admitted>();
  let changes = 0;
  const leave = sessions.onChange(() => (changes += 1));
  app.addHook('onClose', async () => leave());

  async function admit(request: FastifyRequest, access: RouteAccess): Promise<void> {
    const before = changes;
    const token = bearerToken(request);
    const asker = await askerOf(sessions, token, access, { remoteAddress: request.ip, isLoopback });
    assertMay(asker, access, request);
    holders.set(request, { asker, token, changes: before });
  }

  // Read later: what a plugin's routes ask is put beside them by hooks that run after this one.
  app.addHook('onRoute', (route) => void added.push(route));
  app.addHook('onReady', async () => {
    const silent = added.filter(({ config }) => !config?.access).map(({ method, url }) => `${String(method)} ${url}`);
    if (silent.length > 0) throw new Error(`routes that do not say who may use them: ${silent.join(', ')}`);
  });
  app.addHook('onRequest', async (request) => {
    const { access } = request.routeOptions.config;
    // No route fits: the not-found handler answers, which gives nothing away.
    if (request.is404 || access?.kind === 'anybody') return;
    if (!access) throw new AppError('access.denied', 'the route does not say who may use it');
    await admit(request, access);
  });
  app.addHook('preHandler', async (request) => {
    const { access } = request.routeOptions.config;
    const known = holders.get(request);
    if (known && access && known.changes !== changes) await admit(request, access);
  });

  const held = (request: FastifyRequest): Held => {
    const found = holders.get(request);
    if (!found) throw new Error('a route that lets anybody through has no caller');
    return found;
  };
  return {
    routes: () =>
      added.flatMap(({ method, url, config }) =>
        [method].flat().flatMap((each) => (config?.access ? [{ method: each, url, access: config.access }] : [])),
      ),
    held,
    caller: (request) => {
      const { asker } = held(request);
      if (asker.kind !== 'person') throw denied();
      return asker;
    },
  };
}

/** Longer than any token the station mints. */
const MAX_TOKEN = 8192;

function bearerToken(request: FastifyRequest): string {
  const header = request.headers.authorization;
  if (header === undefined) throw new AppError('auth.invalid', 'this needs a token');
  const token = /^Bearer ([\w.~+/=-]+)$/i.exec(header)?.[1];
  if (token === undefined || token.length > MAX_TOKEN) throw new AppError('auth.invalid', 'not a bearer token');
  return token;
}

/** Throws `auth.invalid`, `auth.expired`, `auth.device-revoked`. */
async function askerOf(
  sessions: Sessions,
  token: string,
  access: RouteAccess,
  from: { readonly remoteAddress: string; readonly isLoopback: boolean },
): Promise<Asker> {
  if (access.kind !== 'revoked') {
    const verified = await sessions.verify(token, from);
    if (verified.ok) return verified.value;
    const isForRevoked = access.kind === 'token' && access.evenRevoked && verified.error.code === 'auth.device-revoked';
    if (!isForRevoked) throw verified.error;
  }
  const revoked = await sessions.verifyRevoked(token);
  if (!revoked.ok) throw revoked.error;
  return revoked.value;
}

/** Throws `auth.must-change`, `access.denied`. */
function assertMay(asker: Asker, access: RouteAccess, request: FastifyRequest): void {
  if (asker.kind === 'revoked') return;
  if (asker.kind === 'replicator') {
    if (access.kind === 'hub') return;
    if (access.kind === 'database' && opens(asker, access.right, databaseIn(request))) return;
    throw denied();
  }
  const isForMustChange = access.kind === 'token' && access.evenMustChange === true;
  if (asker.mustChangePassphrase && !isForMustChange)
    throw new AppError('auth.must-change', 'a passphrase of one’s own has to be chosen first');
  if (!isGranted(asker, access, request)) throw denied();
}

function isGranted(caller: Caller, access: RouteAccess, request: FastifyRequest): boolean {
  switch (access.kind) {
    case 'anybody':
    case 'token':
    case 'hub':
      return true;
    case 'function':
      return caller.access.functions.includes(access.name);
    case 'record':
      return caller.access.places.some(
        // A grant of all types of a database is none of types that live elsewhere.
        (place) =>
          place.kind === findRecordType(access.type)?.database && may(caller.access, access.action, access.type, place),
      );
    case 'host-state':
      return seesHost(caller.access);
    case 'unsent':
      return decidesUnsent(caller.access);
    case 'upstream':
      return setsUpstream(caller.access);
    case 'messages':
      return setsMessages(caller.access);
    case 'matters':
      return handlesMatters(caller.access);
    case 'positions':
      return seesPositions(caller.access);
    case 'own-position':
      return mayShowPosition(caller.access);
    case 'counter':
      return worksAtCounter(caller.access);
    case 'hall':
      return setsHall(caller.access);
    case 'calls':
      return answersCalls(caller.access);
    case 'database':
      return access.right !== 'replicate' && opens(caller, access.right, askedFor(access, databaseIn(request)));
    case 'revoked':
      return false;
  }
}

/** The same answer whether the database exists or not. */
export function opens(
  { databases }: Pick<Caller, 'databases'>,
  right: 'read' | 'write' | 'replicate',
  name: string,
): boolean {
  const granted = databases.get(name);
  return granted === 'write' || (granted === 'read' && right !== 'write');
}

/** Whether a change of rights is about whoever asks. */
export function concerns(changed: { readonly staff?: string; readonly device?: string }, asker: Asker): boolean {
  if (changed.staff === undefined && changed.device === undefined) return true;
  if (asker.kind === 'replicator') return false;
  return changed.staff === asker.staff || changed.device === asker.device;
}

/** The database whose right counts. */
const askedFor = ({ evenMedia }: { readonly evenMedia?: true }, name: string): string =>
  (evenMedia ? ownerOfMedia(name) : null) ?? name;

const databaseIn = (request: FastifyRequest): string => (request.params as { readonly db?: string }).db ?? '';

export const denied = (): AppError => new AppError('access.denied', 'You are not allowed to do this.');
