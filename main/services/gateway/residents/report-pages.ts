import { categoryNameIn } from '#shared/codes/incident-categories/english';
import { showReceipt } from '#shared/domain/incidents/receipt';
import type { ReportForm, ReportPlace } from '../../report-port';
import { html, type Markup } from '../html';
import { page, type PageContext } from './pages';
import { REPORT_WORDS, type ReportNotice, type ReportWords } from './report-messages';

/** Longest texts of the form, in characters. */
export const REPORT_FORM_LIMITS = { text: 2000, spot: 60, phone: 20, photos: 3 } as const;

/** Names of the fields; the last one is hidden from people, and what fills it in is no person. */
export const FIELDS = {
  form: 'form',
  place: 'place',
  spot: 'spot',
  category: 'category',
  text: 'text',
  phone: 'phone',
  consent: 'consent',
  bait: 'website',
} as const;

/** What was typed so far. */
export interface TypedReport {
  readonly spot: string;
  readonly category: string;
  readonly text: string;
  readonly phone: string;
}
export const NOTHING_TYPED: TypedReport = { spot: '', category: '', text: '', phone: '' };

/** Where it is asked where something is. `places`: what the station knows by what was typed; null before anything was. */
export function placePage(context: PageContext, typed: string, places: readonly ReportPlace[] | null): string {
  const words = REPORT_WORDS[context.language];
  return page(
    context,
    words.title,
    html`<h1>${words.title}</h1>
      <p>${words.lead}</p>
      <p class="notice bad">${words.danger}</p>
      <form class="card report" method="get" action="/report">
        <input type="hidden" name="lang" value="${context.language}" />
        <h2>${words.whereTitle}</h2>
        <label class="field" for="q">${words.where}</label>
        <input
          type="text"
          class="plain"
          id="q"
          name="q"
          value="${typed}"
          maxlength="40"
          required
          autocomplete="off"
          aria-describedby="q-hint"
        />
        <p class="hint" id="q-hint">${words.whereHint}</p>
        <button>${words.search}</button>
      </form>
      ${places === null ? null : foundPlaces(context, words, places)}
      <p><a href="/?lang=${context.language}">${words.progress}</a></p>`,
  );
}

function foundPlaces({ language }: PageContext, words: ReportWords, places: readonly ReportPlace[]): Markup {
  if (places.length === 0)
    return html`<div class="notice bad" role="alert"><strong>${words.none}</strong><br />${words.noneHint}</div>`;
  return html`<h2>${words.found}</h2>
    <ul class="choices">
      ${places.map(({ uid, address }) => html`<li><a href="/report/at/${uid}?lang=${language}">${address}</a></li>`)}
    </ul>`;
}

/** What is asked once the place is known. */
export function reportPage(
  context: PageContext,
  place: ReportPlace,
  offered: ReportForm,
  form: string,
  typed: TypedReport,
  notice: { readonly text: ReportNotice; readonly hadPhotos: boolean } | null,
): string {
  const words = REPORT_WORDS[context.language];
  const { language } = context;
  return page(
    context,
    words.title,
    html`<h1>${words.title}</h1>
      ${notice && html`<p class="notice bad" role="alert">${words[notice.text]} ${notice.hadPhotos ? words.photosAgain : ''}</p>`}
      <form class="card report" method="post" action="/report?lang=${language}" enctype="multipart/form-data">
        <input type="hidden" name="${FIELDS.form}" value="${form}" />
        <input type="hidden" name="${FIELDS.place}" value="${place.uid}" />
        <p class="field">${words.place}</p>
        <p>${place.address} <a href="/report?lang=${language}">${words.otherPlace}</a></p>
        ${textField(words, 'spot', typed.spot, REPORT_FORM_LIMITS.spot, 'text')}
        <label class="field" for="category">${words.category}</label>
        <select id="category" name="${FIELDS.category}">
          <option value="">${words.notSure}</option>
          ${offered.groups.map(
            ({ name, categories }) =>
              html`<optgroup label="${categoryNameIn(language, name)}">
                ${categories.map((category) =>
                  option(category.uid, categoryNameIn(language, category.name), typed.category),
                )}
              </optgroup>`,
          )}
        </select>
        <label class="field" for="text">${words.words}</label>
        <textarea
          id="text"
          name="${FIELDS.text}"
          rows="5"
          maxlength="${REPORT_FORM_LIMITS.text}"
          required
          aria-describedby="text-hint"
        >
${typed.text}</textarea>
        <p class="hint" id="text-hint">${words.wordsHint}</p>
        <fieldset>
          <legend>${words.photos}</legend>
          ${[1, 2, 3].map(
            (number) =>
              html`<input
                type="file"
                name="photo${number}"
                accept="image/jpeg"
                aria-label="${words.photo} ${number}"
              />`,
          )}
          <p class="hint">${words.photosHint}</p>
        </fieldset>
        ${textField(words, 'phone', typed.phone, REPORT_FORM_LIMITS.phone, 'tel')}
        <label class="grade"><input type="checkbox" name="${FIELDS.consent}" value="yes" />${words.consent}</label>
        <p class="bait" aria-hidden="true">
          <label for="website">${words.bait}</label>
          <input type="text" id="website" name="${FIELDS.bait}" tabindex="-1" autocomplete="off" />
        </p>
        <button>${words.send}</button>
        <p class="hint">${words.private}</p>
      </form>`,
  );
}

function textField(
  words: ReportWords,
  name: 'spot' | 'phone',
  value: string,
  length: number,
  type: 'text' | 'tel',
): Markup {
  return html`<label class="field" for="${name}">${words[name]}</label>
    <input
      type="${type}"
      class="plain"
      id="${name}"
      name="${FIELDS[name]}"
      value="${value}"
      maxlength="${length}"
      autocomplete="off"
      aria-describedby="${name}-hint"
    />
    <p class="hint" id="${name}-hint">${words[`${name}Hint`]}</p>`;
}

const option = (value: string, name: string, chosen: string): Markup =>
  value === chosen
    ? html`<option value="${value}" selected>${name}</option>`
    : html`<option value="${value}">${name}</option>`;

/** The receipt, and the way to what it is for. */
export function donePage(context: PageContext, receipt: string): string {
  const words = REPORT_WORDS[context.language];
  const { language } = context;
  return page(
    context,
    words.done,
    html`<h1>${words.done}</h1>
      <section class="card report">
        <p>${words.doneText}</p>
        <p class="field">${words.code}</p>
        <p class="receipt">${showReceipt(receipt)}</p>
        <p>${words.doneHint}</p>
        <p><a class="next" href="/p/${receipt}?lang=${language}">${words.follow}</a></p>
        <p><a class="next" href="/report?lang=${language}">${words.another}</a></p>
      </section>`,
  );
}

/** A page that says why nothing was taken, and what to do. */
export function notTakenPage(context: PageContext, why: 'off' | 'tooOften' | 'tooLarge' | 'broken'): string {
  const words = REPORT_WORDS[context.language];
  return page(
    context,
    words[why],
    html`<h1>${words[why]}</h1>
      <p>${words[`${why}Hint`]}</p>
      <p><a href="/report?lang=${context.language}">${words.again}</a></p>`,
  );
}
