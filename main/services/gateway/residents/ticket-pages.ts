import { RATING_REASONS } from '#shared/domain/applications/rating-reasons';
import type { TicketState } from '#shared/domain/queue/ticket';
import type { TicketOfCode } from '#shared/ipc/pad-api';
import { SATISFACTIONS } from '#shared/schema/types/incident-rating';
import { html, type Markup } from '../html';
import { RESIDENT_WORDS } from './messages';
import { COMMENT_LIMIT, noticeBox, page, toneShape, type PageContext, type PageNotice } from './pages';
import { TICKET_WORDS } from './ticket-messages';

/** What came of leaving a telephone. */
export type PhoneNotice = 'phoneTaken' | 'phoneWrong' | 'phoneClosed';

/** Where a number stands, and the rating once it has been served. `comment`: typed in a try that failed. */
export function ticketPage(
  context: PageContext,
  ticket: TicketOfCode,
  notice: PageNotice | null,
  comment: string,
  phone: { readonly notice: PhoneNotice | null; readonly typed: string } = { notice: null, typed: '' },
): string {
  const { language } = context;
  const words = RESIDENT_WORDS[language];
  const own = TICKET_WORDS[language];
  const { number, state, ahead, counter, rated } = ticket;
  const tone = toneOf(state);
  const facts: readonly (readonly [string, string])[] = [
    [own.number, number],
    ...(counter === null ? [] : [[own.counter, own.window.replace('{counter}', counter)] as const]),
    ...(rated === null ? [] : [[words.rated, words.grades[rated]] as const]),
  ];
  return page(
    context,
    own.title,
    html`<h1>${own.title}</h1>
      ${noticeBox(words, notice)} ${phone.notice === null ? null : phoneBox(own[phone.notice], phone.notice)}
      <section class="card">
        <span class="state ${tone}">${toneShape(tone)}${own.states[state]}</span>
        ${
          state === 'waiting'
            ? html`<p>${ahead === 0 ? own.nobodyAhead : own.ahead.replace('{count}', String(ahead))}</p>`
            : null
        }
        <dl>
          ${facts.map(
            ([name, value]) =>
              html`<dt>${name}</dt>
                <dd>${value}</dd>`,
          )}
        </dl>
      </section>
      ${ticket.mayRate ? ticketRatingForm(context, ticket.code, comment) : null}
      ${ticket.asksPhone ? phoneForm(context, ticket.code, phone.typed) : null}
      <p class="hint">${own.hint}</p>
      <p><a href="/?lang=${language}">${words.back}</a></p>`,
  );
}

const phoneBox = (text: string, notice: PhoneNotice): Markup =>
  notice === 'phoneTaken'
    ? html`<p class="notice" role="status">${text}</p>`
    : html`<p class="notice bad" role="alert">${text}</p>`;

function phoneForm({ language }: PageContext, code: string, typed: string): Markup {
  const own = TICKET_WORDS[language];
  return html`<form class="card" method="post" action="/t/${code}/phone?lang=${language}">
    <h2>${own.phone}</h2>
    <label class="field" for="phone">${own.phoneLabel}</label>
    <input
      type="tel"
      id="phone"
      name="phone"
      value="${typed}"
      maxlength="20"
      autocomplete="tel"
      aria-describedby="phone-hint"
    />
    <p class="hint" id="phone-hint">${own.phoneHint}</p>
    <button>${own.phoneSend}</button>
  </form>`;
}

function ticketRatingForm({ language }: PageContext, code: string, comment: string): Markup {
  const words = RESIDENT_WORDS[language];
  const own = TICKET_WORDS[language];
  return html`<form class="card" method="post" action="/t/${code}/rating?lang=${language}">
    <fieldset>
      <legend>${own.rate}</legend>
      ${SATISFACTIONS.map(
        (grade) =>
          html`<label class="grade"
            ><input type="radio" name="satisfaction" value="${grade}" />${words.grades[grade]}</label
          >`,
      )}
    </fieldset>
    <fieldset>
      <legend>${own.reasons}</legend>
      ${RATING_REASONS.map(
        ({ id, words: { zh, en } }) =>
          html`<label class="grade"
            ><input type="checkbox" name="reason-${id}" value="1" />${language === 'en' ? en : zh}</label
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

const toneOf = (state: TicketState): string => {
  if (state === 'finished') return 'ok';
  return state === 'missed' || state === 'left' ? 'warn' : '';
};
