import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { categoryLabel } from '#shared/codes/incident-categories/english';
import { readReceipt } from '#shared/domain/incidents/receipt';
import { AppError } from '#shared/errors/app-error';
import {
  askPlacesSchema,
  HAND_IN_BYTES,
  HAND_IN_KINDS,
  handInSchema,
  type HandedInAnswer,
  type HandInKind,
  type KioskIntakeKey,
  type KioskPlaces,
  type KioskReportForm,
} from '#shared/ipc/kiosk-intake-api';
import {
  askProgressSchema,
  giveRatingSchema,
  type KioskProgress,
  type RatingAnswer,
} from '#shared/ipc/kiosk-matter-api';
import { kioskPaths, type KioskAnnouncements, type KioskCatalogue, type KioskHome } from '#shared/ipc/kiosk-api';
import { publicKeySchema } from '#shared/ipc/station-api';
import type { Allowance } from '../../allowance';
import type { ApplicationProgress, Progress } from '../../resident-port';
import { httpStatusOf, malformed } from '../refusals';
import { noQuerySchema, parseInput } from '../routes/queries';
import type { HallContext } from './hall-context';

/** The field names and quotes around a box. */
const FRAME_BYTES = 1024;

/**
 * One person at a time stands before a kiosk. A try of a receipt that nothing has is slowed down as on the residents' pages; what holds for the station holds
 * when all its kiosks are at it.
 */
const ALLOWANCES = {
  look: { burst: 120, refillMs: 500 },
  miss: { burst: 10, refillMs: 60_000 },
  rate: { burst: 10, refillMs: 30_000 },
  form: { burst: 10, refillMs: 30_000 },
  photo: { burst: 60, refillMs: 3_000 },
  stationForms: { burst: 120, refillMs: 2_000 },
  stationPhotos: { burst: 400, refillMs: 500 },
} as const satisfies Readonly<Record<string, Allowance>>;

/** What kiosks ask at their own door: see shared/ipc/kiosk-api.ts. */
export function kioskRoutes(app: FastifyInstance, { admitted, deps, allowances }: HallContext): void {
  const { selfService, residents, residentReports, stationKeys, now } = deps;

  /** Who asks; throws `request.rate-limited` beside what `admitted` throws. */
  function kiosk(request: FastifyRequest, reply: FastifyReply): string {
    const { id } = admitted(request, reply, 'kiosk');
    parseInput(noQuerySchema, request.query, 'query');
    take([[`look ${id}`, ALLOWANCES.look]]);
    return id;
  }

  function take(draws: readonly (readonly [string, Allowance])[]) {
    const named = draws.map(([key, allowance]) => ({ key: `kiosk ${key}`, allowance }));
    const taken = allowances.take(named, now());
    if (taken.allowed) return taken;
    const { retryAfterMs } = taken;
    throw new AppError('request.rate-limited', 'too often', { retry: true, details: { retryAfterMs } });
  }

  app.get(kioskPaths.home, async (request, reply): Promise<KioskHome> => {
    const id = kiosk(request, reply);
    const { hasItems, ...home } = await selfService.home();
    // A call that nobody answers asks somebody to come, and a booked time is checked in for whether or not more are given.
    const offers = { apply: hasItems, report: true, call: true, book: true, print: deps.printing.serves(id) };
    return { ...home, offers, phone: deps.residentsOrigin() };
  });

  app.get(kioskPaths.catalogue, async (request, reply): Promise<KioskCatalogue | undefined> => {
    kiosk(request, reply);
    const catalogue = await selfService.catalogue();
    const etag = `"${catalogue.mark}"`;
    void reply.header('etag', etag).header('cache-control', 'no-cache');
    if (request.headers['if-none-match'] !== etag) return catalogue;
    void reply.code(304);
    return undefined;
  });

  app.get(kioskPaths.announcements, (request, reply): Promise<KioskAnnouncements> => {
    kiosk(request, reply);
    return selfService.announcements();
  });

  app.post(kioskPaths.progress, async (request, reply): Promise<KioskProgress> => {
    const id = kiosk(request, reply);
    const { receipt } = parseInput(askProgressSchema, request.body, 'body');
    const missing = take([[`miss ${id}`, ALLOWANCES.miss]]);
    const read = readReceipt(receipt);
    const incident = read === null ? null : await residents.progress(read);
    const application = read === null || incident ? null : await residents.application(read);
    // Whoever mistypes one is no guesser: a wrong character is found without looking.
    if (read === null || incident || application) missing.refund();
    if (incident) return incidentTold(incident);
    if (application) return applicationTold(application);
    throw new AppError('request.not-found', 'nothing has this receipt');
  });

  app.post(kioskPaths.rating, async (request, reply): Promise<RatingAnswer> => {
    const id = kiosk(request, reply);
    const { receipt, satisfaction } = parseInput(giveRatingSchema, request.body, 'body');
    const missing = take([[`miss ${id}`, ALLOWANCES.miss]]);
    take([[`rate ${id}`, ALLOWANCES.rate]]);
    const outcome = await residents.rate(receipt, satisfaction, null, 'kiosk');
    if (outcome !== 'unknown') missing.refund();
    return { outcome };
  });

  app.get(kioskPaths.reportForm, async (request, reply): Promise<KioskReportForm> => {
    kiosk(request, reply);
    const { groups } = await residentReports.form();
    return {
      isOn: true,
      groups: groups.map(({ name, categories }) => ({
        name: categoryLabel(name),
        categories: categories.map((category) => ({ uid: category.uid, name: categoryLabel(category.name) })),
      })),
    };
  });

  app.post(kioskPaths.places, async (request, reply): Promise<KioskPlaces> => {
    kiosk(request, reply);
    const { typed } = parseInput(askPlacesSchema, request.body, 'body');
    const places = await residentReports.places(typed);
    return { places: places.map(({ uid, address }) => ({ uid, address })) };
  });

  app.get(kioskPaths.intakeKey, (request, reply): KioskIntakeKey => {
    kiosk(request, reply);
    return { deskKey: publicKeySchema.parse(stationKeys.desk.public), maxBytes: { ...HAND_IN_BYTES } };
  });

  // Each kind has a path of its own here, so that its size is refused before it is read.
  for (const kind of HAND_IN_KINDS) {
    const bodyLimit = HAND_IN_BYTES[kind] + FRAME_BYTES;
    // Before the body is read: whoever is not a kiosk sends the host no megabytes.
    const onRequest = (request: FastifyRequest, reply: FastifyReply, done: () => void) => {
      const id = kiosk(request, reply);
      take(drawsOf(kind, id));
      done();
    };
    const path = kioskPaths.intake.replace(':kind', kind);
    app.post(path, { bodyLimit, onRequest }, async (request, reply): Promise<HandedInAnswer | FastifyReply> => {
      const { id } = admitted(request, reply, 'kiosk');
      const { box } = parseInput(handInSchema, request.body, 'body');
      if (box.length > HAND_IN_BYTES[kind]) throw new AppError('request.too-large', 'the box is too large');
      const outcome = await selfService.handIn(id, kind, box);
      if (outcome.kind === 'refused') {
        const error = { code: 'request.malformed', message: 'this cannot be taken', reason: outcome.why };
        return reply.code(httpStatusOf('request.malformed')).send({ error });
      }
      void reply.code(201);
      return outcome.answer;
    });
  }
  app.post(kioskPaths.intake, (request, reply) => {
    kiosk(request, reply);
    parseInput(z.enum(HAND_IN_KINDS), (request.params as { kind: string }).kind, 'kind');
    throw malformed('kind');
  });
}

function drawsOf(kind: HandInKind, id: string): readonly (readonly [string, Allowance])[] {
  return kind === 'photo'
    ? [
        [`photo ${id}`, ALLOWANCES.photo],
        ['photos', ALLOWANCES.stationPhotos],
      ]
    : [
        [`form ${id}`, ALLOWANCES.form],
        ['forms', ALLOWANCES.stationForms],
      ];
}

/** Made of named fields alone, so that nothing else gets out. */
function applicationTold(told: ApplicationProgress): KioskProgress {
  const { receipt, item, startedAtMs, state, isPaused, dueAtMs, rated, mayRate } = told;
  return {
    ...{ kind: 'application', receipt, item, startedAtMs, state, isPaused, dueAtMs, rated, mayRate },
    steps: told.steps.map(({ kind, atMs, untilMs }) => ({ kind, atMs, untilMs })),
    toBring: told.toBring.map(({ name, untilMs }) => ({ name, untilMs })),
  };
}

function incidentTold(progress: Progress): KioskProgress {
  const { receipt, category, reportedAtMs, state, dueAtMs, told, rated, mayRate } = progress;
  return {
    ...{ kind: 'incident', receipt, reportedAtMs, state, dueAtMs, told, rated, mayRate },
    category: category === null ? null : categoryLabel(category),
    steps: progress.steps.map(({ kind, atMs, unit, reason, untilMs }) => ({ kind, atMs, unit, reason, untilMs })),
  };
}
