import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { AppError } from '#shared/errors/app-error';
import { EPOCH_HEADER, REPLICA_HEADER, replicaHeaderSchema } from '#shared/ipc/station-api';
import { parseDatabaseName } from '#shared/schema/ids';
import { couchSecurity } from '#sync-server/access/hub-access';
import { applyRows } from '../rows/apply-rows';
import { findBodySchema, findRecords } from '../rows/find-records';
import type { GatewayDeps } from '../gateway-types';
import type { HubDatabasePort } from '../hub-port';
import { longPoll } from '../long-poll';
import * as input from './queries';
import { malformed, Refusal } from '../refusals';
import { concerns, denied, opens, type Asker, type Guard } from './route-access';

interface HubRoutesOptions extends GatewayDeps {
  /** Aborted when the gateway stops: ends long-polls. */
  readonly closing: AbortSignal;
  readonly version: string;
  readonly guard: Guard;
}

const HUB = { config: { access: { kind: 'hub' } } } as const;
const READ = { config: { access: { kind: 'database', right: 'read' } } } as const;
const READ_EVEN_MEDIA = { config: { access: { kind: 'database', right: 'read', evenMedia: true } } } as const;
const WRITE = { config: { access: { kind: 'database', right: 'write' } } } as const;
const REPLICATE = { config: { access: { kind: 'database', right: 'replicate' } } } as const;

/**
 * The part of CouchDB's HTTP interface that our clients and PouchDB's and CouchDB's replicators use, under `/hub`. What is
 * not listed here does not exist. Every answer about a database names its epoch in `EPOCH_HEADER`.
 */
export function hubRoutes(app: FastifyInstance, options: HubRoutesOptions): void {
  const { hub, sessions, transfers, stepAuthors, now, version, guard } = options;
  const opened = new WeakMap<FastifyRequest, HubDatabasePort>();

  app.addHook('onRequest', async (request, reply) => {
    const name = (request.params as { db?: string }).db;
    if (name === undefined) return;
    const database = hub.database(name);
    // Nobody makes databases over HTTP; PouchDB tries to when it is told that one is missing.
    if (!database)
      throw request.method === 'PUT' ? denied() : new AppError('request.not-found', 'Database does not exist.');
    void reply.header(EPOCH_HEADER, database.position().epoch);
    opened.set(request, database);
  });

  function of(request: FastifyRequest): HubDatabasePort {
    const found = opened.get(request);
    if (!found) throw new Error('a hub route without a database');
    return found;
  }

  app.get('/hub/', HUB, (_request, reply) =>
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
        return describeDatabase(of(request));
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
      const { asker, token } = guard.held(request);
      const page = await longPoll(of(request), hub, query, body?.doc_ids ?? null, endOf(reply, asker, options));
      // Whoever waited may have lost the right meanwhile; what was written since is not for them.
      if (query.feed === 'longpoll') await assertStillOpen(token, of(request).name);
      return page;
    },
  });

  app.post('/hub/:db/_bulk_docs', WRITE, async (request, reply) => {
    const { asker } = guard.held(request);
    input.parseInput(input.noQuerySchema, request.query, 'query');
    const { docs, new_edits: newEdits } = input.parseInput(input.bulkDocsBodySchema, request.body, 'body');
    const named = request.headers[REPLICA_HEADER];
    const replica = named === undefined ? null : input.parseInput(replicaHeaderSchema, named, REPLICA_HEADER);
    const rows = { rows: docs, newEdits, asker, replica, nowMs: now() };
    const answers = await applyRows(of(request), rows, sessions, transfers, stepAuthors);
    return reply.code(201).send(answers);
  });

  app.post('/hub/:db/_bulk_get', READ, async (request) => {
    const { revs, latest } = input.parseInput(input.bulkGetQuerySchema, request.query, 'query');
    const { docs } = input.parseInput(input.bulkGetBodySchema, request.body, 'body');
    return of(request).bulkGet({ docs: docs.map(({ id, rev }) => ({ id, rev: rev ?? null })), revs, latest });
  });

  app.post('/hub/:db/_revs_diff', READ, async (request) => {
    input.parseInput(input.noQuerySchema, request.query, 'query');
    return of(request).revsDiff(input.parseInput(input.revsDiffBodySchema, request.body, 'body'));
  });

  const allDocs = async (request: FastifyRequest, keys: readonly string[] | null) => {
    const query = input.parseInput(input.allDocsQuerySchema, request.query, 'query');
    const startKey = query.key ?? query.startkey ?? query.start_key ?? null;
    const endKey = query.key ?? query.endkey ?? query.end_key ?? null;
    if (keys && (startKey !== null || endKey !== null)) throw malformed('keys and a range exclude each other');
    return of(request).allDocs({
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

  app.post('/hub/:db/_find', READ, async (request) => {
    input.parseInput(input.noQuerySchema, request.query, 'query');
    const database = of(request);
    const identity = parseDatabaseName(database.name);
    if (!identity) throw denied();
    const docs = await findRecords(database, identity, input.parseInput(findBodySchema, request.body, 'body'));
    return { docs, bookmark: 'nil' };
  });

  app.post('/hub/:db/_ensure_full_commit', READ, (request, reply) => {
    input.parseInput(input.noBodySchema, request.body, 'body');
    return reply.code(201).send({ ok: true, instance_start_time: '0' });
  });

  app.get('/hub/:db/:id', READ_EVEN_MEDIA, async (request) => {
    const database = of(request);
    const id = input.parseInput(input.documentIdSchema, (request.params as { id: string }).id, 'id');
    const query = input.parseInput(input.getQuerySchema, request.query, 'query');
    const { revs, latest, conflicts } = query;
    if (query.open_revs !== undefined) return database.openRevisions(id, { revisions: query.open_revs, latest, revs });
    const answer = await database.get(id, { rev: query.rev ?? null, latest, revs, conflicts });
    if (!answer.found) throw new AppError('request.not-found', answer.reason);
    return answer.document;
  });

  app.get('/hub/:db/_security', READ, (request) => {
    input.parseInput(input.noQuerySchema, request.query, 'query');
    const security = couchSecurity(of(request).name);
    if (!security) throw new AppError('request.not-found', 'missing');
    return security;
  });

  localRoutes(app, of);

  async function assertStillOpen(token: string, name: string): Promise<void> {
    const verified = await sessions.verify(token);
    if (!verified.ok) throw verified.error;
    if (!opens(verified.value, 'read', name)) throw denied();
  }
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

function localRoutes(app: FastifyInstance, of: (request: FastifyRequest) => HubDatabasePort): void {
  const url = '/hub/:db/_local/:id';
  const idOf = (request: FastifyRequest): string =>
    input.parseInput(input.localIdSchema, (request.params as { id: string }).id, 'id');

  app.get(url, REPLICATE, async (request) => {
    input.parseInput(input.noQuerySchema, request.query, 'query');
    const document = await of(request).getLocal(idOf(request));
    if (!document) throw new AppError('request.not-found', 'missing');
    return document;
  });

  app.put(url, REPLICATE, async (request, reply) => {
    const id = idOf(request);
    const { _id, ...body } = input.parseInput(input.localBodySchema, request.body, 'body');
    if (_id !== undefined && _id !== `_local/${id}`) throw malformed('_id is not that of the URL');
    const foreign = Object.keys(body).find((key) => key.startsWith('_') && key !== '_rev' && key !== '_revisions');
    if (foreign !== undefined) throw malformed('fields of CouchDB’s own');
    const written = await of(request).putLocal(id, body);
    if (!written.ok) throw new AppError('row.conflict', 'Document update conflict.');
    return reply.code(201).send({ ok: true, id: `_local/${id}`, rev: written.rev });
  });

  app.delete(url, REPLICATE, async (request) => {
    const id = idOf(request);
    const { rev } = input.parseInput(input.localRevisionSchema, request.query, 'query');
    const written = await of(request).deleteLocal(id, rev);
    if (written.ok) return { ok: true, id: `_local/${id}`, rev: '0-0' };
    if (written.reason === 'missing') throw new AppError('request.not-found', 'missing');
    throw new AppError('row.conflict', 'Document update conflict.');
  });
}

/** Aborts when the asker has gone, when what the asker may open changes, or when the gateway stops. */
function endOf(reply: FastifyReply, asker: Asker, { sessions, closing }: HubRoutesOptions): AbortSignal {
  const gone = new AbortController();
  const leave = sessions.onChange((changed) => {
    if (concerns(changed, asker)) gone.abort();
  });
  reply.raw.once('close', () => {
    leave();
    gone.abort();
  });
  return AbortSignal.any([gone.signal, closing]);
}
