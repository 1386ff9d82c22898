import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { AppError } from '#shared/errors/app-error';
import { EPOCH_HEADER, REPLICA_HEADER, replicaHeaderSchema, type TokenClaims } from '#shared/ipc/station-api';
import { applyRows } from './apply-rows';
import { authenticate } from './authenticate';
import type { GatewayDeps } from './gateway-types';
import type { HubDatabasePort } from './hub-port';
import { longPoll } from './long-poll';
import * as input from './queries';
import { malformed, Refusal } from './refusals';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Access to the database in the URL that the route asks of a token; `replicate` is for other hubs only. */
    readonly access?: 'read' | 'write' | 'replicate';
  }
}

interface HubRoutesOptions extends GatewayDeps {
  /** Aborted when the gateway stops: ends long-polls. */
  readonly closing: AbortSignal;
  readonly version: string;
}

const READ = { config: { access: 'read' } } as const;
const WRITE = { config: { access: 'write' } } as const;
const REPLICATE = { config: { access: 'replicate' } } as const;

/**
 * The part of CouchDB's HTTP interface that our clients and PouchDB's and CouchDB's replicators use, under `/hub`. What is
 * not listed here does not exist. Every answer about a database names its epoch in `EPOCH_HEADER`.
 */
export function hubRoutes(app: FastifyInstance, { hub, sessions, now, closing, version }: HubRoutesOptions): void {
  const opened = new WeakMap<FastifyRequest, { claims: TokenClaims; database: HubDatabasePort }>();

  app.addHook('onRequest', async (request, reply) => {
    const { claims } = await authenticate(request, sessions);
    const access = request.routeOptions.config.access;
    const name = (request.params as { db?: string }).db;
    if (access === undefined || name === undefined) return;
    const database = openDatabase(claims, name, access);
    // Nobody makes databases over HTTP; PouchDB tries to when it is told that one is missing.
    if (!database)
      throw request.method === 'PUT' ? denied() : new AppError('request.not-found', 'Database does not exist.');
    void reply.header(EPOCH_HEADER, database.position().epoch);
    opened.set(request, { claims, database });
  });

  function openDatabase(
    claims: TokenClaims,
    name: string,
    access: 'read' | 'write' | 'replicate',
  ): HubDatabasePort | null {
    const granted = Object.hasOwn(claims.dbs, name) ? claims.dbs[name] : undefined;
    // The same answer whether the database exists or not.
    if (!granted || (access === 'write' && granted !== 'write')) throw denied();
    if (access === 'replicate' && claims.post !== 'replicator') throw denied();
    return hub.database(name);
  }

  function of(request: FastifyRequest): { claims: TokenClaims; database: HubDatabasePort } {
    const found = opened.get(request);
    if (!found) throw new Error('a hub route without access configured');
    return found;
  }

  app.get('/hub/', (_request, reply) =>
    reply.send({ couchdb: 'Welcome', version: '3.5.0', vendor: { name: 'linli', version } }),
  );

  // PouchDB asks for the database with a slash at the end, CouchDB's replicator without.
  for (const url of ['/hub/:db', '/hub/:db/']) {
    app.route({
      method: ['GET', 'HEAD'],
      url,
      ...READ,
      handler: async (request) => {
        input.parseInput(input.noQuerySchema, request.query, 'query');
        return describeDatabase(of(request).database);
      },
    });
    app.put(url, READ, async () => {
      throw new Refusal(412, 'request.malformed', 'The database could not be created, the file already exists.');
    });
  }

  app.route({
    method: ['GET', 'POST'],
    url: '/hub/:db/_changes',
    ...READ,
    handler: async (request, reply) => {
      const query = input.parseInput(input.changesQuerySchema, request.query, 'query');
      const body = input.parseInput(input.changesBodySchema, request.body ?? undefined, 'body');
      if ((query.filter === undefined) !== (body?.doc_ids === undefined))
        throw malformed('filter and doc_ids come together');
      return longPoll(of(request).database, hub, query, body?.doc_ids ?? null, endOf(reply, closing));
    },
  });

  app.post('/hub/:db/_bulk_docs', WRITE, async (request, reply) => {
    const { claims, database } = of(request);
    input.parseInput(input.noQuerySchema, request.query, 'query');
    const { docs, new_edits: newEdits } = input.parseInput(input.bulkDocsBodySchema, request.body, 'body');
    const named = request.headers[REPLICA_HEADER];
    const replica = named === undefined ? null : input.parseInput(replicaHeaderSchema, named, REPLICA_HEADER);
    const answers = await applyRows(database, { rows: docs, newEdits, claims, replica, nowMs: now() });
    return reply.code(201).send(answers);
  });

  app.post('/hub/:db/_bulk_get', READ, async (request) => {
    const { revs, latest } = input.parseInput(input.bulkGetQuerySchema, request.query, 'query');
    const { docs } = input.parseInput(input.bulkGetBodySchema, request.body, 'body');
    return of(request).database.bulkGet({ docs: docs.map(({ id, rev }) => ({ id, rev: rev ?? null })), revs, latest });
  });

  app.post('/hub/:db/_revs_diff', READ, async (request) => {
    input.parseInput(input.noQuerySchema, request.query, 'query');
    return of(request).database.revsDiff(input.parseInput(input.revsDiffBodySchema, request.body, 'body'));
  });

  const allDocs = async (request: FastifyRequest, keys: readonly string[] | null) => {
    const query = input.parseInput(input.allDocsQuerySchema, request.query, 'query');
    const startKey = query.key ?? query.startkey ?? query.start_key ?? null;
    const endKey = query.key ?? query.endkey ?? query.end_key ?? null;
    if (keys && (startKey !== null || endKey !== null)) throw malformed('keys and a range exclude each other');
    return of(request).database.allDocs({
      keys,
      startKey,
      endKey,
      inclusiveEnd: query.inclusive_end,
      descending: query.descending,
      skip: query.skip,
      limit: query.limit ?? null,
      includeDocs: query.include_docs,
      conflicts: query.conflicts,
    });
  };
  app.get('/hub/:db/_all_docs', READ, (request) => allDocs(request, null));
  app.post('/hub/:db/_all_docs', READ, (request) =>
    allDocs(request, input.parseInput(input.allDocsBodySchema, request.body, 'body').keys),
  );

  app.post('/hub/:db/_ensure_full_commit', READ, (request, reply) => {
    input.parseInput(input.noBodySchema, request.body, 'body');
    return reply.code(201).send({ ok: true, instance_start_time: '0' });
  });

  app.get('/hub/:db/:id', READ, async (request) => {
    const { database } = of(request);
    const id = input.parseInput(input.documentIdSchema, (request.params as { id: string }).id, 'id');
    const query = input.parseInput(input.getQuerySchema, request.query, 'query');
    const { revs, latest, conflicts } = query;
    if (query.open_revs !== undefined) return database.openRevisions(id, { revisions: query.open_revs, latest, revs });
    const answer = await database.get(id, { rev: query.rev ?? null, latest, revs, conflicts });
    if (!answer.found) throw new AppError('request.not-found', answer.reason);
    return answer.document;
  });

  localRoutes(app, of);
}

async function describeDatabase(database: HubDatabasePort): Promise<object> {
  const { documents, position } = await database.info();
  return {
    db_name: database.name,
    doc_count: documents,
    update_seq: position.seq,
    instance_start_time: '0',
    compact_running: false,
    purge_seq: 0,
  };
}

function localRoutes(app: FastifyInstance, of: (request: FastifyRequest) => { database: HubDatabasePort }): void {
  const url = '/hub/:db/_local/:id';
  const idOf = (request: FastifyRequest): string =>
    input.parseInput(input.localIdSchema, (request.params as { id: string }).id, 'id');

  app.get(url, REPLICATE, async (request) => {
    input.parseInput(input.noQuerySchema, request.query, 'query');
    const document = await of(request).database.getLocal(idOf(request));
    if (!document) throw new AppError('request.not-found', 'missing');
    return document;
  });

  app.put(url, REPLICATE, async (request, reply) => {
    const id = idOf(request);
    const { _id, ...body } = input.parseInput(input.localBodySchema, request.body, 'body');
    if (_id !== undefined && _id !== `_local/${id}`) throw malformed('_id is not that of the URL');
    const foreign = Object.keys(body).find((key) => key.startsWith('_') && key !== '_rev' && key !== '_revisions');
    if (foreign !== undefined) throw malformed('fields of CouchDB’s own');
    const written = await of(request).database.putLocal(id, body);
    if (!written.ok) throw new AppError('row.conflict', 'Document update conflict.');
    return reply.code(201).send({ ok: true, id: `_local/${id}`, rev: written.rev });
  });

  app.delete(url, REPLICATE, async (request) => {
    const id = idOf(request);
    const { rev } = input.parseInput(input.localRevisionSchema, request.query, 'query');
    const written = await of(request).database.deleteLocal(id, rev);
    if (written.ok) return { ok: true, id: `_local/${id}`, rev: '0-0' };
    if (written.reason === 'missing') throw new AppError('request.not-found', 'missing');
    throw new AppError('row.conflict', 'Document update conflict.');
  });
}

const denied = (): AppError => new AppError('access.denied', 'You are not allowed to access this db.');

/** Aborts when the asker has gone or the gateway stops. */
function endOf(reply: FastifyReply, closing: AbortSignal): AbortSignal {
  const gone = new AbortController();
  reply.raw.once('close', () => gone.abort());
  return AbortSignal.any([gone.signal, closing]);
}
