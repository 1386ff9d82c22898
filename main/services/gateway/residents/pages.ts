import { categoryNameIn } from '#shared/codes/incident-categories/english';
import { clockAtStation, dateAtStation } from '#shared/domain/calendar/date';
import type { IncidentState } from '#shared/domain/incidents/machine';
import { showReceipt } from '#shared/domain/incidents/receipt';
import type { Label } from '#shared/schema/envelope';
import { SATISFACTIONS } from '#shared/schema/types/incident-rating';
import type { Progress, ToldStep } from '../../resident-port';
import { html, type Markup } from '../html';
import { BOOKING_WORDS } from './booking-messages';
import { RESIDENT_WORDS, type Language, type ResidentWords } from './messages';
import { APPLY_WORDS } from './apply-messages';
import { REPORT_WORDS } from './report-messages';

/** What a page is drawn for. */
export interface PageContext {
  readonly language: Language;
  readonly stationName: string;
  /** The page's own address without a language, for the way to the other one. */
  readonly address: string;
}

/** What a page says above all else: a thing done, or one that has to be put right. */
export interface PageNotice {
  readonly isBad: boolean;
  readonly text: keyof ResidentWords & ('thanks' | 'choose' | 'tooLong' | 'again' | 'early' | 'typo');
}

/** Longest comment of a rating, in characters. */
export const COMMENT_LIMIT = 500;

/** Where a receipt is typed in. */
export function entryPage(context: PageContext, typed: string, notice: PageNotice | null): string {
  const words = RESIDENT_WORDS[context.language];
  return page(
    context,
    words.title,
    html`<h1>${words.title}</h1>
      ${noticeBox(words, notice)}
      <form class="card" method="get" action="/progress">
        <input type="hidden" name="lang" value="${context.language}" />
        <label class="field" for="code">${words.ask}</label>
        <input
          type="text"
          id="code"
          name="code"
          value="${typed}"
          maxlength="20"
          required
          autocomplete="off"
          autocapitalize="characters"
          spellcheck="false"
          aria-describedby="hint"
        />
        <p class="hint" id="hint">${words.askHint}</p>
        <button>${words.look}</button>
      </form>
      <p><a href="/report?lang=${context.language}">${REPORT_WORDS[context.language].title}</a></p>
      <p><a href="/apply?lang=${context.language}">${APPLY_WORDS[context.language].title}</a></p>
      <p><a href="/book?lang=${context.language}">${BOOKING_WORDS[context.language].title}</a></p>`,
  );
}

/** How far a matter has come, and the rating once it is closed. `comment`: what was typed in a try that failed. */
export function progressPage(
  context: PageContext,
  progress: Progress,
  notice: PageNotice | null,
  comment: string,
): string {
  const words = RESIDENT_WORDS[context.language];
  const facts: readonly (readonly [string, string])[] = [
    [words.receipt, showReceipt(progress.receipt)],
    [
      words.category,
      progress.category === null ? words.noCategory : categoryNameIn(context.language, progress.category),
    ],
    [words.reported, instant(progress.reportedAtMs, context.language)],
    ...(progress.dueAtMs === null ? [] : [[words.due, instant(progress.dueAtMs, context.language)] as const]),
    ...(progress.rated === null ? [] : [[words.rated, words.grades[progress.rated]] as const]),
  ];
  return page(
    context,
    words.title,
    html`<h1>${words.title}</h1>
      ${noticeBox(words, notice)}
      <section class="card">
        <span class="state ${toneOf(progress.state)}">${shapeOf(progress.state)}${words.states[progress.state]}</span>
        <dl>
          ${facts.map(
            ([name, value]) =>
              html`<dt>${name}</dt>
                <dd>${value}</dd>`,
          )}
        </dl>
      </section>
      ${resultCard(context, words, progress)}
      ${progress.mayRate ? ratingForm(context, words, progress.receipt, comment) : null}
      <h2>${words.steps}</h2>
      <ol class="card">
        ${[...progress.steps].reverse().map((step) => stepItem(step, words, context.language))}
        <li>
          <span>${words.states.reported}<time>${instant(progress.reportedAtMs, context.language)}</time></span>
        </li>
      </ol>
      <p class="hint">${words.private}</p>
      <p><a href="/?lang=${context.language}">${words.back}</a></p>`,
  );
}

/** A page that says what is the matter and what to do. */
export function troublePage(context: PageContext, trouble: 'unknown' | 'tooOften' | 'trouble'): string {
  const words = RESIDENT_WORDS[context.language];
  return page(
    context,
    words[trouble],
    html`<h1>${words[trouble]}</h1>
      <p>${words[`${trouble}Hint`]}</p>
      <p><a href="/?lang=${context.language}">${words.back}</a></p>`,
  );
}

/** A page around its body, with the way to the other language. */
export function page({ language, stationName, address }: PageContext, title: string, body: Markup): string {
  const other = language === 'zh' ? 'en' : 'zh';
  return html`<!doctype html>
    <html lang="${language === 'zh' ? 'zh-CN' : 'en'}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="robots" content="noindex, nofollow" />
        <title>${title} · ${stationName}</title>
        <link rel="stylesheet" href="/resident.css" />
      </head>
      <body>
        <header>
          <span>${stationName}</span
          ><a href="${address}?lang=${other}" lang="${other}">${RESIDENT_WORDS[language].other}</a>
        </header>
        <main>${body}</main>
      </body>
    </html> `.text;
}

/** What is said above all else. */
export function noticeBox(words: ResidentWords, notice: PageNotice | null): Markup | null {
  if (!notice) return null;
  const { isBad, text } = notice;
  return html`<p class="notice${isBad ? ' bad' : ''}" role="${isBad ? 'alert' : 'status'}">${words[text]}</p>`;
}

/** What staff wrote and marked for the resident; nothing where there is neither. */
function resultCard(
  { language }: PageContext,
  words: ResidentWords,
  { receipt, told, photos }: Progress,
): Markup | null {
  if (told === null && photos.length === 0) return null;
  const space = language === 'zh' ? '' : ' ';
  return html`<h2>${words.result}</h2>
    <section class="card result">
      ${told === null ? null : html`<p>${told}</p>`}
      ${photos.map(
        ({ width, height }, at) =>
          html`<img
            src="/p/${receipt}/picture/${at + 1}"
            width="${width}"
            height="${height}"
            alt="${words.picture}${space}${at + 1}"
            loading="lazy"
          />`,
      )}
    </section>`;
}

/** Five grades and a word, for whoever has the receipt. */
export function ratingForm({ language }: PageContext, words: ResidentWords, receipt: string, comment: string): Markup {
  return html`<form class="card" method="post" action="/p/${receipt}/rating?lang=${language}">
    <fieldset>
      <legend>${words.rate}</legend>
      ${SATISFACTIONS.map(
        (grade) =>
          html`<label class="grade"
            ><input type="radio" name="satisfaction" value="${grade}" />${words.grades[grade]}</label
          >`,
      )}
    </fieldset>
    <label class="field" for="comment">${words.comment}</label>
    <textarea id="comment" name="comment" rows="3" maxlength="${COMMENT_LIMIT}" aria-describedby="comment-hint">
${comment}</textarea>
    <p class="hint" id="comment-hint">${words.commentHint}</p>
    <button>${words.send}</button>
  </form>`;
}

function stepItem({ kind, atMs, unit, reason, untilMs }: ToldStep, words: ResidentWords, language: Language): Markup {
  const [toUnit, comma] = language === 'zh' ? ['', '，'] : [' ', '; '];
  const text =
    words.told[kind] +
    (unit ? toUnit + inLanguage(unit, language) : '') +
    (reason ? comma + words.reasons[reason] : '') +
    (untilMs === null ? '' : `${comma}${words.until} ${instant(untilMs, language)}`);
  return html`<li>
    <span>${text}<time>${instant(atMs, language)}</time></span>
  </li>`;
}

const inLanguage = ({ zh, en }: Label, language: Language): string => (language === 'en' ? en || zh : zh);

/** 11月26日 09:12, at the station's clock. */
export function instant(ms: number, language: Language): string {
  const [year = '', month = '', day = ''] = dateAtStation(ms).split('-');
  const clock = clockAtStation(ms).slice(0, 5);
  return language === 'zh' ? `${Number(month)}月${Number(day)}日 ${clock}` : `${year}-${month}-${day} ${clock}`;
}

const toneOf = (state: IncidentState): string => {
  if (state === 'closed' || state === 'verified') return 'ok';
  return state === 'rejected' ? 'warn' : '';
};

/** A shape beside the colour: a disc with a tick at the end, half full on the way, a diamond where it did not go. */
const shapeOf = (state: IncidentState): Markup => toneShape(toneOf(state));

/** The shape of a tone. */
export function toneShape(tone: string): Markup {
  const inner =
    tone === 'ok'
      ? html`<circle cx="10" cy="10" r="9" fill="none" stroke="currentColor" stroke-width="2" /><path
            d="M6 10l3 3 5-6"
            fill="none"
            stroke="currentColor"
            stroke-width="2"
          />`
      : tone === 'warn'
        ? html`<path d="M10 1l9 9-9 9-9-9z" fill="currentColor" />`
        : html`<circle cx="10" cy="10" r="9" fill="none" stroke="currentColor" stroke-width="2" /><path
              d="M10 1a9 9 0 010 18z"
              fill="currentColor"
            />`;
  return html`<svg width="20" height="20" viewBox="0 0 20 20" aria-hidden="true">${inner}</svg>`;
}
