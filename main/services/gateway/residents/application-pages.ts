import { englishItemName } from '#shared/codes/service-items/english';
import type { ApplicationState } from '#shared/domain/applications/steps';
import { showReceipt } from '#shared/domain/incidents/receipt';
import type { ApplicationProgress } from '../../resident-port';
import { html, type Markup } from '../html';
import { APPLICATION_WORDS, type ApplicationWords } from './application-messages';
import { RESIDENT_WORDS, type Language } from './messages';
import { instant, noticeBox, page, ratingForm, toneShape, type PageContext, type PageNotice } from './pages';

/** How far an application has come and what is still to bring, and the rating once there is a result. `comment`: typed in a try that failed. */
export function applicationPage(
  context: PageContext,
  progress: ApplicationProgress,
  notice: PageNotice | null,
  comment: string,
): string {
  const { language } = context;
  const words = RESIDENT_WORDS[language];
  const own = APPLICATION_WORDS[language];
  const facts: readonly (readonly [string, string])[] = [
    [words.receipt, showReceipt(progress.receipt)],
    [own.item, (language === 'en' ? englishItemName(progress.item ?? '') : null) ?? progress.item ?? own.noItem],
    [own.started, instant(progress.startedAtMs, language)],
    ...(progress.dueAtMs === null ? [] : [[own.due, instant(progress.dueAtMs, language)] as const]),
    ...(progress.rated === null ? [] : [[words.rated, words.grades[progress.rated]] as const]),
  ];
  const tone = toneOf(progress.state);
  const state = own.states[progress.state] + (progress.isPaused ? (language === 'zh' ? '，' : '; ') + own.paused : '');
  return page(
    context,
    words.title,
    html`<h1>${words.title}</h1>
      ${noticeBox(words, notice)}
      <section class="card">
        <span class="state ${tone}">${toneShape(tone)}${state}</span>
        <dl>
          ${facts.map(
            ([name, value]) =>
              html`<dt>${name}</dt>
                <dd>${value}</dd>`,
          )}
        </dl>
      </section>
      ${bringCard(progress, own, language)}
      ${progress.mayRate ? ratingForm(context, { ...words, rate: own.rate }, progress.receipt, comment) : null}
      <h2>${words.steps}</h2>
      <ol class="card">
        ${[...progress.steps].reverse().map((step) => stepItem(step, own, language))}
      </ol>
      <p class="hint">${words.private}</p>
      <p><a href="/?lang=${language}">${words.back}</a></p>`,
  );
}

function bringCard({ toBring }: ApplicationProgress, words: ApplicationWords, language: Language): Markup | null {
  if (toBring.length === 0) return null;
  return html`<h2>${words.toBring}</h2>
    <ul class="card">
      ${toBring.map(
        ({ name, untilMs }) =>
          html`<li>
            <span
              >${name}${
                untilMs === null ? null : html`<time>${words.by.replace('{moment}', instant(untilMs, language))}</time>`
              }</span
            >
          </li>`,
      )}
    </ul>`;
}

function stepItem(
  { kind, atMs, untilMs }: ApplicationProgress['steps'][number],
  words: ApplicationWords,
  language: Language,
): Markup {
  const text = words.told[kind] + (untilMs === null ? '' : ` ${instant(untilMs, language)}`);
  return html`<li>
    <span>${text}<time>${instant(atMs, language)}</time></span>
  </li>`;
}

const toneOf = (state: ApplicationState): string => {
  if (state === 'decided' || state === 'delivered') return 'ok';
  return state === 'returned' || state === 'lacking' ? 'warn' : '';
};
