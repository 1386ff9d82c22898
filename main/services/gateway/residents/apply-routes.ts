import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { readReceipt } from '#shared/domain/incidents/receipt';
import { APPLICATION_LIMITS } from '#shared/schema/types/application';
import type { Allowance, Allowances } from '../../allowance';
import type { Log } from '../../ports';
import type { ResidentReports } from '../../report-port';
import type { SelfService } from '../../self-service-port';
import { APPLY_WORDS, type ApplyNotice } from './apply-messages';
import {
  APPLY_FIELDS,
  appliedPage,
  applyPage,
  fieldsOf,
  itemPage,
  itemsPage,
  MOST_APPLY_PHOTOS,
  notAppliedPage,
  NOTHING_FILLED_IN,
  type FilledIn,
} from './apply-pages';
import type { MultipartForm } from './multipart-form';
import { acceptPhotoForms } from './photo-forms';
import { send, textIn, withLanguage } from './resident-listener';

export interface ApplyRoutesOptions {
  readonly selfService: Pick<SelfService, 'stationName' | 'isOnForPhones' | 'catalogue' | 'item' | 'apply'>;
  /** Makes names for pages, and knows its own again. */
  readonly residentReports: Pick<ResidentReports, 'newForm' | 'shownAt'>;
  readonly allowances: Allowances;
  readonly log: Log;
  readonly now: () => number;
}

/** A dozen photos from a phone, and what is filled in. */
const MAX_APPLICATION_BYTES = 40 * 1024 * 1024;
/** Applications in memory at once. */
const INCOMING_BYTES = 80 * 1024 * 1024;
/** As many as an item has materials and fields at most, and the photos. */
const MOST_PARTS = 120;

/** Somebody applies a few times a year, and behind one address are many neighbours; the last one holds when many addresses apply at once. */
const ALLOWANCES = {
  look: { burst: 60, refillMs: 2_000 },
  send: { burst: 20, refillMs: 60_000 },
  take: { burst: 6, refillMs: 3_600_000 },
  station: { burst: 60, refillMs: 60_000 },
} as const satisfies Readonly<Record<string, Allowance>>;

/**
 * Applications from residents' phones, on the residents' listener: what an item takes, and its form with photos. As plain as the other pages there: no
 * script, no cookie, nothing kept on the phone.
 */
export function applyRoutes(app: FastifyInstance, options: ApplyRoutesOptions): void {
  const { selfService, residentReports, allowances, log, now } = options;
  const { take, contextOf } = acceptPhotoForms(app, {
    name: 'apply',
    maxBytes: MAX_APPLICATION_BYTES,
    incomingBytes: INCOMING_BYTES,
    mostParts: MOST_PARTS,
    limits: ALLOWANCES,
    stationName: () => selfService.stationName(),
    notTakenPage: notAppliedPage,
    ...{ allowances, log, now },
  });

  app.get('/apply', async (request, reply) => {
    const typed = textIn(request.query, 'q').trim().slice(0, 40);
    const { items } = await selfService.catalogue();
    const found = items.filter(({ name, english, family }) =>
      [name, english ?? '', family].some((each) => isNamed(typed, each)),
    );
    return send(reply, itemsPage(contextOf(request, '/apply'), typed, found));
  });

  app.get('/apply/done', (request, reply) => {
    const receipt = readReceipt(textIn(request.query, 'code'));
    if (receipt === null) return reply.code(303).header('location', withLanguage('/apply', request)).send();
    return send(reply, appliedPage(contextOf(request, '/apply'), receipt));
  });

  app.get('/apply/:number', async (request, reply) => {
    const item = await selfService.item((request.params as { readonly number: string }).number);
    if (!item) return reply.code(303).header('location', withLanguage('/apply', request)).send();
    return send(reply, itemPage(contextOf(request, `/apply/${item.number}`), item, selfService.isOnForPhones()));
  });

  app.get('/apply/:number/form', async (request, reply) => {
    const number = (request.params as { readonly number: string }).number;
    const form = residentReports.newForm();
    return showForm(request, reply, { number, form, filled: NOTHING_FILLED_IN, hadPhotos: false }, null);
  });

  app.post('/apply', { bodyLimit: MAX_APPLICATION_BYTES }, async (request, reply) => {
    const content = request.body as MultipartForm | null;
    const text = (name: string): string => content?.texts.get(name)?.trim() ?? '';
    const form = text(APPLY_FIELDS.form);
    const shownAtMs = residentReports.shownAt(form);
    // Only a page that this host made can be told again when it comes twice.
    if (!content || shownAtMs === null)
      return send(reply.code(400), notAppliedPage(contextOf(request, '/apply'), 'broken'));
    if (!selfService.isOnForPhones()) return send(reply.code(403), notAppliedPage(contextOf(request, '/apply'), 'off'));
    const number = text(APPLY_FIELDS.item);
    const item = await selfService.item(number);
    if (!item) return send(reply.code(400), notAppliedPage(contextOf(request, '/apply'), 'gone'));
    const filled: FilledIn = {
      name: text(APPLY_FIELDS.name).replace(/\s+/g, ' '),
      phone: text(APPLY_FIELDS.phone),
      citizenId: text(APPLY_FIELDS.citizenId),
      // A form writes a line break as two characters.
      answers: Object.fromEntries(
        fieldsOf(item, APPLY_WORDS.zh).map(({ id }) => [id, text(APPLY_FIELDS.answer + id).replaceAll('\r\n', '\n')]),
      ),
    };
    const again = { number, form, filled, hadPhotos: content.files.length > 0 };
    const wrong = noticeFor(filled, text(APPLY_FIELDS.consent) === 'yes', content.files.length);
    if (wrong) return showForm(request, reply.code(400), again, wrong);
    const taken = take(request);
    const { name, phone, citizenId, answers } = filled;
    const outcome = await selfService.apply({
      form,
      startedAtMs: shownAtMs,
      itemNumber: number,
      versionId: text(APPLY_FIELDS.version),
      applicant: { name, phone, citizenId },
      answers,
      materials: photosByMaterial(content.files),
    });
    if (outcome.kind !== 'taken') taken.refund();
    switch (outcome.kind) {
      case 'taken':
        // Loaded again, the page must not send the form again.
        return reply
          .code(303)
          .header('location', `${withLanguage('/apply/done', request)}&code=${outcome.receipt}`)
          .send();
      case 'item-gone':
        return send(reply.code(400), notAppliedPage(contextOf(request, '/apply'), 'gone'));
      case 'bad-photo':
        return showForm(request, reply.code(400), again, PHOTO_NOTICES[outcome.why]);
    }
  });

  async function showForm(
    request: FastifyRequest,
    reply: FastifyReply,
    { number, form, filled, hadPhotos }: FormAgain,
    wrong: ApplyNotice | null,
  ) {
    if (!selfService.isOnForPhones()) return send(reply.code(403), notAppliedPage(contextOf(request, '/apply'), 'off'));
    const item = await selfService.item(number);
    if (!item) return reply.code(303).header('location', withLanguage('/apply', request)).send();
    const context = contextOf(request, `/apply/${item.number}/form`);
    return send(reply, applyPage(context, item, form, filled, wrong && { text: wrong, hadPhotos }));
  }
}

/** A form as it is shown, also once more with what was filled in. */
interface FormAgain {
  readonly number: string;
  readonly form: string;
  readonly filled: FilledIn;
  readonly hadPhotos: boolean;
}

const PHOTO_NOTICES = { kind: 'photoKind', damaged: 'photoDamaged', large: 'photoLarge' } as const;

/** Whether a name has every word that was typed in it; nothing typed names everything. */
const isNamed = (typed: string, name: string): boolean =>
  typed.split(/\s+/).every((word) => name.toLowerCase().includes(word.toLowerCase()));

/** Photos by the field that they were chosen in; what belongs to no material is left out. */
function photosByMaterial(files: MultipartForm['files']) {
  const byMaterial = new Map<string, Uint8Array<ArrayBuffer>[]>();
  for (const { name, bytes } of files) {
    if (!name.startsWith(APPLY_FIELDS.photos)) continue;
    const materialId = name.slice(APPLY_FIELDS.photos.length);
    byMaterial.set(materialId, [...(byMaterial.get(materialId) ?? []), bytes]);
  }
  return [...byMaterial].map(([materialId, photos]) => ({ materialId, photos }));
}

/** The first thing that is wrong with what was filled in; null for nothing. */
function noticeFor({ name, phone, citizenId, answers }: FilledIn, agrees: boolean, photos: number): ApplyNotice | null {
  const limits = APPLICATION_LIMITS;
  if (name === '') return 'nameMissing';
  if (name.length > limits.name) return 'nameTooLong';
  if (phone === '') return 'phoneMissing';
  if (!/^\+?[0-9][0-9 -]{4,18}[0-9]$/.test(phone)) return 'phoneWrong';
  if (citizenId.length > limits.citizenId) return 'idTooLong';
  if (Object.values(answers).some((answer) => [...answer].length > limits.answer)) return 'answerTooLong';
  if (photos > MOST_APPLY_PHOTOS) return 'tooManyPhotos';
  return agrees ? null : 'consentMissing';
}
