import { showReceipt } from '#shared/domain/incidents/receipt';
import type { PublicItem } from '#shared/ipc/kiosk-api';
import { APPLICATION_LIMITS } from '#shared/schema/types/application';
import { html, type Markup } from '../html';
import { APPLY_WORDS, type ApplyNotice, type ApplyWords } from './apply-messages';
import { page, type PageContext } from './pages';

/** Photos of one application. */
export const MOST_APPLY_PHOTOS = 12;

/** Names of the fields; the last one is hidden from people, and what fills it in is no person. Answers and photos have the ids of the item behind theirs. */
export const APPLY_FIELDS = {
  form: 'form',
  item: 'item',
  version: 'version',
  name: 'name',
  phone: 'phone',
  citizenId: 'citizen-id',
  consent: 'consent',
  bait: 'website',
  answer: 'answer.',
  photos: 'photos.',
} as const;

/** What was filled in so far. */
export interface FilledIn {
  readonly name: string;
  readonly phone: string;
  readonly citizenId: string;
  readonly answers: Readonly<Record<string, string>>;
}
export const NOTHING_FILLED_IN: FilledIn = { name: '', phone: '', citizenId: '', answers: {} };

/** What the station named itself has no English name. */
const nameOf = ({ name, english }: PublicItem, language: PageContext['language']): string =>
  language === 'en' ? (english ?? name) : name;

/** What one can apply for: all of it, or what was looked for. */
export function itemsPage(context: PageContext, typed: string, items: readonly PublicItem[]): string {
  const { language } = context;
  const words = APPLY_WORDS[language];
  const families = [...new Set(items.map(({ family }) => family))];
  return page(
    context,
    words.title,
    html`<h1>${words.title}</h1>
      <p>${words.lead}</p>
      <form class="card report" method="get" action="/apply">
        <input type="hidden" name="lang" value="${language}" />
        <label class="field" for="q">${words.search}</label>
        <input
          type="text"
          class="plain"
          id="q"
          name="q"
          value="${typed}"
          maxlength="40"
          autocomplete="off"
          aria-describedby="q-hint"
        />
        <p class="hint" id="q-hint">${words.searchHint}</p>
        <button>${words.find}</button>
      </form>
      ${
        items.length === 0
          ? html`<div class="notice bad" role="alert"><strong>${words.none}</strong><br />${words.noneHint}</div>`
          : html`<h2>${typed === '' ? words.all : words.found}</h2>`
      }
      ${families.map(
        (family) =>
          html`<h3>${family}</h3>
            <ul class="choices">
              ${items
                .filter((item) => item.family === family)
                .map(
                  (item) =>
                    html`<li><a href="/apply/${item.number}?lang=${language}">${nameOf(item, language)}</a></li>`,
                )}
            </ul>`,
      )}`,
  );
}

/** What an item takes, for everybody to read; `isOn`: whether one can apply by phone. */
export function itemPage(context: PageContext, item: PublicItem, isOn: boolean): string {
  const { language } = context;
  const words = APPLY_WORDS[language];
  const facts: readonly (readonly [string, string | null])[] = [
    [words.department, item.department],
    [words.who, item.who],
    [words.promised, item.promised],
    [words.statutory, item.statutory],
    [words.fee, item.fee],
  ];
  return page(
    context,
    nameOf(item, language),
    html`<h1>${nameOf(item, language)}</h1>
      <h2>${words.bring}</h2>
      ${materialsCard(item, words)}
      <section class="card">
        <dl class="item">
          ${facts.map(
            ([name, value]) =>
              html`<dt>${name}</dt>
                <dd>${value ?? words.notGiven}</dd>`,
          )}
        </dl>
      </section>
      ${
        item.steps &&
        html`<h2>${words.steps}</h2>
          <ol class="card">
            ${item.steps.map((step) => html`<li><span>${step}</span></li>`)}
          </ol>`
      }
      ${
        isOn
          ? html`<p><a class="button" href="/apply/${item.number}/form?lang=${language}">${words.begin}</a></p>
              <p class="hint">${words.beginHint}</p>`
          : html`<p class="notice">${words.off}<br />${words.offHint}</p>`
      }
      <p><a class="next" href="/apply?lang=${language}">${words.otherItem}</a></p>`,
  );
}

function materialsCard({ materials }: PublicItem, words: ApplyWords): Markup {
  if (materials === null) return html`<p class="card">${words.bringNotGiven}</p>`;
  return html`<ul class="card bring">
    ${materials.map(
      (material) => html`<li><strong>${material.name}</strong><br /><small>${needOf(material, words)}</small></li>`,
    )}
  </ul>`;
}

const needOf = ({ need, when, mayFollow }: NonNullable<PublicItem['materials']>[number], words: ApplyWords): string =>
  [words.needs[need], ...(when === null ? [] : [when]), ...(mayFollow ? [words.mayFollow] : [])].join(' · ');

/** The form. */
export function applyPage(
  context: PageContext,
  item: PublicItem,
  form: string,
  filled: FilledIn,
  notice: { readonly text: ApplyNotice; readonly hadPhotos: boolean } | null,
): string {
  const { language } = context;
  const words = APPLY_WORDS[language];
  const { name, phone, citizenId } = APPLICATION_LIMITS;
  const materials = item.materials ?? [];
  return page(
    context,
    nameOf(item, language),
    html`<h1>${nameOf(item, language)}</h1>
      ${notice && html`<p class="notice bad" role="alert">${words[notice.text]} ${notice.hadPhotos ? words.photosAgain : ''}</p>`}
      <form class="card report" method="post" action="/apply?lang=${language}" enctype="multipart/form-data">
        <h2>${words.formTitle}</h2>
        <input type="hidden" name="${APPLY_FIELDS.form}" value="${form}" />
        <input type="hidden" name="${APPLY_FIELDS.item}" value="${item.number}" />
        <input type="hidden" name="${APPLY_FIELDS.version}" value="${item.versionId}" />
        ${lineField(words, 'name', filled.name, name, 'text', true)}
        ${lineField(words, 'phone', filled.phone, phone, 'tel', true)}
        ${lineField(words, 'citizenId', filled.citizenId, citizenId, 'text', false)}
        ${fieldsOf(item, words).map(({ id, label }) => answerField(id, label, filled.answers[id] ?? ''))}
        ${materials.length === 0 ? null : photosFields(materials, words)}
        <label class="grade"
          ><input type="checkbox" name="${APPLY_FIELDS.consent}" value="yes" />${words.consent}</label
        >
        <p class="bait" aria-hidden="true">
          <label for="website">${words.bait}</label>
          <input type="text" id="website" name="${APPLY_FIELDS.bait}" tabindex="-1" autocomplete="off" />
        </p>
        <button>${words.send}</button>
        <p class="hint">${words.private}</p>
      </form>
      <p><a class="next" href="/apply/${item.number}?lang=${language}">${words.bring}</a></p>`,
  );
}

/** What the form of an item asks beside who applies; the usual two where it has none of its own. */
export const fieldsOf = (
  { form }: PublicItem,
  words: ApplyWords,
): readonly { readonly id: string; readonly label: string }[] =>
  form ?? (['address', 'reason'] as const).map((id) => ({ id, label: words[id] }));

function photosFields(materials: NonNullable<PublicItem['materials']>, words: ApplyWords): Markup {
  return html`<fieldset>
    <legend>${words.photos}</legend>
    <p class="hint">${words.photosHint}</p>
    ${materials.map(
      (material) =>
        html`<label class="field" for="p-${material.id}">${material.name}</label>
          <p class="hint">${needOf(material, words)}</p>
          <input
            type="file"
            id="p-${material.id}"
            name="${APPLY_FIELDS.photos + material.id}"
            accept="image/jpeg"
            multiple
          />`,
    )}
  </fieldset>`;
}

function lineField(
  words: ApplyWords,
  name: 'name' | 'phone' | 'citizenId',
  value: string,
  length: number,
  type: 'text' | 'tel',
  isRequired: boolean,
): Markup {
  return html`<label class="field" for="${name}">${words[name]}</label>
    <input
      type="${type}"
      class="plain"
      id="${name}"
      name="${APPLY_FIELDS[name]}"
      value="${value}"
      maxlength="${length}"
      ${isRequired ? 'required' : ''}
      autocomplete="off"
      aria-describedby="${name}-hint"
    />
    <p class="hint" id="${name}-hint">${words[`${name}Hint`]}</p>`;
}

const answerField = (id: string, label: string, value: string): Markup =>
  html`<label class="field" for="a-${id}">${label}</label>
    <textarea id="a-${id}" name="${APPLY_FIELDS.answer + id}" rows="2" maxlength="${APPLICATION_LIMITS.answer}">
${value}</textarea>`;

/** The receipt, and the way to what it is for. */
export function appliedPage(context: PageContext, receipt: string): string {
  const { language } = context;
  const words = APPLY_WORDS[language];
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
        <p><a class="next" href="/apply?lang=${language}">${words.another}</a></p>
      </section>`,
  );
}

/** A page that says why nothing was taken, and what to do. */
export function notAppliedPage(context: PageContext, why: 'off' | 'gone' | 'tooOften' | 'tooLarge' | 'broken'): string {
  const words = APPLY_WORDS[context.language];
  return page(
    context,
    words[why],
    html`<h1>${words[why]}</h1>
      <p>${words[`${why}Hint`]}</p>
      <p><a href="/apply?lang=${context.language}">${words.again}</a></p>`,
  );
}
