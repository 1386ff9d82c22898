import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { readReceipt } from '#shared/domain/incidents/receipt';
import type { Allowance, Allowances } from '../../allowance';
import type { Log } from '../../ports';
import type { ReportOutcome, ResidentReports } from '../../report-port';
import type { MultipartForm } from './multipart-form';
import { acceptPhotoForms } from './photo-forms';
import type { ReportNotice } from './report-messages';
import {
  donePage,
  FIELDS,
  NOTHING_TYPED,
  notTakenPage,
  placePage,
  REPORT_FORM_LIMITS,
  reportPage,
  type TypedReport,
} from './report-pages';
import { send, textIn, withLanguage } from './resident-listener';

export interface ReportRoutesOptions {
  readonly residentReports: ResidentReports;
  readonly allowances: Allowances;
  readonly log: Log;
  readonly now: () => number;
}

/** Three photos of 8 MB, and what is typed. */
const MAX_REPORT_BYTES = 25 * 1024 * 1024;
/** Reports in memory at once. */
const INCOMING_BYTES = 64 * 1024 * 1024;

/** A neighbour reports once in a while, and behind one address are many neighbours; the last one holds when many addresses report at once. */
const ALLOWANCES = {
  look: { burst: 60, refillMs: 2_000 },
  send: { burst: 20, refillMs: 60_000 },
  take: { burst: 8, refillMs: 3_600_000 },
  station: { burst: 100, refillMs: 60_000 },
} as const satisfies Readonly<Record<string, Allowance>>;

/**
 * Reports from residents' phones, on the residents' listener: a place of the station's own list of houses, what is the matter, photos if
 * somebody has any. As plain as the other pages there: no script, no cookie, nothing kept on the phone.
 */
export function reportRoutes(app: FastifyInstance, options: ReportRoutesOptions): void {
  const { residentReports: reports, allowances, log, now } = options;
  const { take, contextOf } = acceptPhotoForms(app, {
    name: 'report',
    maxBytes: MAX_REPORT_BYTES,
    incomingBytes: INCOMING_BYTES,
    limits: ALLOWANCES,
    stationName: () => reports.stationName(),
    notTakenPage,
    ...{ allowances, log, now },
  });

  app.get('/report', async (request, reply) => {
    const context = contextOf(request, '/report');
    if (!reports.isOn()) return send(reply, notTakenPage(context, 'off'));
    const typed = textIn(request.query, 'q').trim().slice(0, 40);
    return send(reply, placePage(context, typed, typed === '' ? null : await reports.places(typed)));
  });

  app.get('/report/at/:place', async (request, reply) => {
    const { place } = request.params as { readonly place: string };
    return showForm(request, reply, { place, form: reports.newForm(), typed: NOTHING_TYPED, hadPhotos: false }, null);
  });

  app.get('/report/done', (request, reply) => {
    const receipt = readReceipt(textIn(request.query, 'code'));
    if (receipt === null) return reply.code(303).header('location', withLanguage('/report', request)).send();
    return send(reply, donePage(contextOf(request, '/report'), receipt));
  });

  app.post('/report', { bodyLimit: MAX_REPORT_BYTES }, async (request, reply) => {
    const content = request.body as MultipartForm | null;
    if (!content?.texts.has(FIELDS.form))
      return send(reply.code(400), notTakenPage(contextOf(request, '/report'), 'broken'));
    const text = (name: keyof typeof FIELDS): string => content.texts.get(FIELDS[name])?.trim() ?? '';
    // A form writes a line break as two characters.
    const typed: TypedReport = {
      spot: text('spot'),
      category: text('category'),
      text: text('text').replaceAll('\r\n', '\n'),
      phone: text('phone'),
    };
    const photos = content.files.map(({ bytes }) => bytes);
    const wrong = noticeFor(typed, text('consent') === 'yes', photos.length);
    const form = text('form');
    const again = { place: text('place'), form, typed, hadPhotos: photos.length > 0 };
    if (wrong) return showForm(request, reply.code(400), again, wrong);
    const taken = take(request);
    const outcome = await reports.report({
      from: 'phone',
      form,
      shownAtMs: reports.shownAt(form),
      buildingUid: text('place'),
      spot: typed.spot.replace(/\s+/g, ' '),
      categoryUid: typed.category === '' ? null : typed.category,
      text: typed.text,
      phone: typed.phone,
      photos,
      isBaited: text('bait') !== '',
    });
    if (outcome.kind !== 'taken') taken.refund();
    return answer(request, reply, outcome, again);
  });

  function answer(request: FastifyRequest, reply: FastifyReply, outcome: ReportOutcome, again: FormAgain) {
    switch (outcome.kind) {
      case 'taken':
        // Loaded again, the page must not send the form again.
        return reply
          .code(303)
          .header('location', `${withLanguage('/report/done', request)}&code=${outcome.receipt}`)
          .send();
      case 'off':
        return send(reply.code(403), notTakenPage(contextOf(request, '/report'), 'off'));
      case 'no-place':
        return showForm(request, reply.code(400), again, null);
      case 'no-category':
        return showForm(
          request,
          reply.code(400),
          { ...again, typed: { ...again.typed, category: '' } },
          'categoryGone',
        );
      case 'bad-photo':
        return showForm(request, reply.code(400), again, PHOTO_NOTICES[outcome.why]);
    }
  }

  async function showForm(
    request: FastifyRequest,
    reply: FastifyReply,
    { place: placeUid, form, typed, hadPhotos }: FormAgain,
    wrong: ReportNotice | null,
  ) {
    if (!reports.isOn()) return send(reply.code(403), notTakenPage(contextOf(request, '/report'), 'off'));
    const place = await reports.place(placeUid);
    if (!place) return reply.code(303).header('location', withLanguage('/report', request)).send();
    const context = contextOf(request, `/report/at/${place.uid}`);
    return send(
      reply,
      reportPage(context, place, await reports.form(), form, typed, wrong && { text: wrong, hadPhotos }),
    );
  }
}

/** A form as it is shown, also once more with what was typed. */
interface FormAgain {
  readonly place: string;
  readonly form: string;
  readonly typed: TypedReport;
  readonly hadPhotos: boolean;
}

const PHOTO_NOTICES = { kind: 'photoKind', damaged: 'photoDamaged', large: 'photoLarge' } as const;

/** The first thing that is wrong with what was typed; null for nothing. */
function noticeFor({ spot, text, phone }: TypedReport, hasConsent: boolean, photos: number): ReportNotice | null {
  if (text === '') return 'wordsMissing';
  if (text.length > REPORT_FORM_LIMITS.text) return 'wordsTooLong';
  if (spot.length > REPORT_FORM_LIMITS.spot) return 'spotTooLong';
  if (phone !== '' && !/^\+?[0-9][0-9 -]{4,18}[0-9]$/.test(phone)) return 'phoneWrong';
  if (phone !== '' && !hasConsent) return 'consentMissing';
  return photos > REPORT_FORM_LIMITS.photos ? 'tooManyPhotos' : null;
}
