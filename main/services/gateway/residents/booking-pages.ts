import { clockAtStation, weekdayOf, addDays, type CalendarDate } from '#shared/domain/calendar/date';
import { BOOKING_TEXT } from '#shared/domain/bookings/settings';
import { showReceipt } from '#shared/domain/incidents/receipt';
import type { BookingOffer } from '#shared/ipc/booking-api';
import type { Label } from '#shared/schema/envelope';
import type { FoundBooking } from '../../booking-port';
import { html, type Markup } from '../html';
import { BOOKING_WORDS, type BookingNotice, type BookingWords } from './booking-messages';
import type { Language } from './messages';
import { page, toneShape, type PageContext } from './pages';

/** Names of the fields; the last one is hidden from people, and what fills it in is no person. */
export const BOOKING_FIELDS = {
  form: 'form',
  slot: 'slot',
  name: 'name',
  phone: 'phone',
  consent: 'consent',
  bait: 'website',
} as const;

/** What was typed so far. */
export interface TypedBooking {
  readonly slot: string;
  readonly name: string;
  readonly phone: string;
}
export const NO_BOOKING: TypedBooking = { slot: '', name: '', phone: '' };

type OfferedLine = BookingOffer['lines'][number];
type OfferedDay = OfferedLine['days'][number];

/** Where it is asked what it is about, and where a booking is looked up. `typed`: a code that was wrong; null for none. */
export function linesPage(context: PageContext, offer: BookingOffer, typed: string | null): string {
  const words = BOOKING_WORDS[context.language];
  const { language } = context;
  const places = offer.lines.map((line) => ({ line, free: freeOf(line.days) }));
  return page(
    context,
    words.title,
    html`<h1>${words.title}</h1>
      <p>${words.lead}</p>
      ${
        places.every(({ free }) => free === 0)
          ? html`<div class="notice bad" role="status">
              <strong>${words.noSlots}</strong><br />${words.noSlotsHint}
            </div>`
          : html`<h2>${words.which}</h2>
              <ul class="choices">
                ${places.map(
                  ({ line, free }) =>
                    html`<li>
                      ${choice(`/book/${line.group}`, language, inLanguage(line.name, language), free, words)}
                    </li>`,
                )}
              </ul>`
      }
      <h2>${words.have}</h2>
      ${typed === null ? null : html`<p class="notice bad" role="alert">${words.typo}</p>`}
      <form class="card" method="get" action="/book/find">
        <input type="hidden" name="lang" value="${language}" />
        <label class="field" for="code">${words.code}</label>
        <input
          type="text"
          id="code"
          name="code"
          value="${typed ?? ''}"
          maxlength="20"
          required
          autocomplete="off"
          autocapitalize="characters"
          spellcheck="false"
          aria-describedby="code-hint"
        />
        <p class="hint" id="code-hint">${words.codeHint}</p>
        <button>${words.look}</button>
      </form>
      <p><a href="/?lang=${language}">${words.progress}</a></p>`,
  );
}

/** Where a day is chosen. */
export function daysPage(context: PageContext, line: OfferedLine, today: CalendarDate): string {
  const words = BOOKING_WORDS[context.language];
  const { language } = context;
  return page(
    context,
    words.title,
    html`<h1>${inLanguage(line.name, language)}</h1>
      <h2>${words.day}</h2>
      <ul class="choices">
        ${line.days.map(({ day, slots }) => {
          const free = slots.reduce((sum, slot) => sum + slot.free, 0);
          return html`<li>
            ${choice(`/book/${line.group}/${day}`, language, dayText(day, today, words), free, words)}
          </li>`;
        })}
      </ul>
      <p><a href="/book?lang=${language}">${words.otherLine}</a></p>`,
  );
}

/** Where a time is chosen, and who comes. */
export function slotsPage(
  context: PageContext,
  { line, day, today }: { readonly line: OfferedLine; readonly day: OfferedDay; readonly today: CalendarDate },
  form: string,
  typed: TypedBooking,
  notice: BookingNotice | null,
): string {
  const words = BOOKING_WORDS[context.language];
  const { language } = context;
  return page(
    context,
    words.title,
    html`<h1>${inLanguage(line.name, language)}</h1>
      ${notice && html`<p class="notice bad" role="alert">${words.refusals[notice]}</p>`}
      <form class="card report" method="post" action="/book/${line.group}/${day.day}?lang=${language}">
        <input type="hidden" name="${BOOKING_FIELDS.form}" value="${form}" />
        <p class="field">${dayText(day.day, today, words)}</p>
        <p><a href="/book/${line.group}?lang=${language}">${words.otherDay}</a></p>
        <fieldset>
          <legend>${words.slot}</legend>
          ${day.slots.map((slot) => slotChoice(slot, typed.slot, words))}
        </fieldset>
        ${textField(words, 'name', typed.name, 'text')} ${textField(words, 'phone', typed.phone, 'tel')}
        <label class="grade"
          ><input type="checkbox" name="${BOOKING_FIELDS.consent}" value="yes" />${words.consent}</label
        >
        <p class="bait" aria-hidden="true">
          <label for="website">${words.bait}</label>
          <input type="text" id="website" name="${BOOKING_FIELDS.bait}" tabindex="-1" autocomplete="off" />
        </p>
        <button>${words.send}</button>
        <p class="hint">${words.private}</p>
      </form>`,
  );
}

function slotChoice(slot: OfferedDay['slots'][number], chosen: string, words: BookingWords): Markup {
  const text = html`${spanText(slot)}<span class="hint">${freeText(slot.free, words)}</span>`;
  const value = String(slot.atMs);
  if (slot.free === 0) return html`<label class="grade"><input type="radio" disabled />${text}</label>`;
  return value === chosen
    ? html`<label class="grade"
        ><input type="radio" name="${BOOKING_FIELDS.slot}" value="${value}" checked />${text}</label
      >`
    : html`<label class="grade"><input type="radio" name="${BOOKING_FIELDS.slot}" value="${value}" />${text}</label>`;
}

function textField(words: BookingWords, name: 'name' | 'phone', value: string, type: 'text' | 'tel'): Markup {
  return html`<label class="field" for="${name}">${words[name]}</label>
    <input
      type="${type}"
      class="plain"
      id="${name}"
      name="${BOOKING_FIELDS[name]}"
      value="${value}"
      maxlength="${BOOKING_TEXT[name]}"
      required
      autocomplete="off"
      aria-describedby="${name}-hint"
    />
    <p class="hint" id="${name}-hint">${words[`${name}Hint`]}</p>`;
}

/** A booking, for whoever has its code. */
export function bookingPage(
  context: PageContext,
  booking: FoundBooking,
  notice: { readonly isBad: boolean; readonly text: string } | null,
): string {
  const words = BOOKING_WORDS[context.language];
  const { language } = context;
  const { standing, ticketNumber, code } = booking;
  const tone = standing === 'booked' || standing === 'arrived' ? 'ok' : 'warn';
  return page(
    context,
    words.one,
    html`<h1>${words.one}</h1>
      ${
        notice &&
        html`<p class="notice${notice.isBad ? ' bad' : ''}" role="${notice.isBad ? 'alert' : 'status'}">
          ${notice.text}
        </p>`
      }
      <section class="card report">
        <p><span class="state ${tone}">${toneShape(tone)}${words.standings[standing]}</span></p>
        <p class="field">${words.when}</p>
        <p>${dayText(booking.day, null, words)} ${spanText(booking)}</p>
        <p class="field">${words.line}</p>
        <p>${inLanguage(booking.name, language)}</p>
        ${
          ticketNumber === null
            ? null
            : html`<p class="field">${words.number}</p>
                <p class="receipt">${ticketNumber}</p>`
        }
        <p class="field">${words.code}</p>
        <p class="receipt">${showReceipt(code)}</p>
        ${standing === 'booked' ? html`<p>${words.how}</p>` : null}
      </section>
      ${
        standing === 'booked'
          ? html`<details class="card">
              <summary>${words.cancel}</summary>
              <p>${words.cancelHint}</p>
              <form method="post" action="/book/c/${code}/cancel?lang=${language}">
                <button>${words.cancelYes}</button>
              </form>
            </details>`
          : null
      }
      <p><a href="/book?lang=${language}">${words.again}</a></p>`,
  );
}

/** A page that says why nothing was done, and what to do. */
export function bookingTroublePage(context: PageContext, why: 'off' | 'tooOften' | 'broken' | 'unknown'): string {
  const words = BOOKING_WORDS[context.language];
  return page(
    context,
    words[why],
    html`<h1>${words[why]}</h1>
      <p>${words[`${why}Hint`]}</p>
      <p><a href="/book?lang=${context.language}">${words.again}</a></p>`,
  );
}

/** A way on with what is free there; a text where nothing is. */
function choice(path: string, language: Language, text: string, free: number, words: BookingWords): Markup {
  const told = html`<span>${text}</span><span class="hint">${freeText(free, words)}</span>`;
  return free === 0 ? html`<span class="none">${told}</span>` : html`<a href="${path}?lang=${language}">${told}</a>`;
}

const freeText = (free: number, words: BookingWords): string =>
  free === 0 ? words.full : words.free.replace('{count}', String(free));

const freeOf = (days: readonly OfferedDay[]): number =>
  days.reduce((sum, { slots }) => sum + slots.reduce((each, slot) => each + slot.free, 0), 0);

/** 11月27日 周五, with 今天 and 明天 where it is one of them. */
function dayText(day: CalendarDate, today: CalendarDate | null, words: BookingWords): string {
  const [, month = '', date = ''] = day.split('-');
  const near = today === null ? '' : day === today ? words.today : day === addDays(today, 1) ? words.tomorrow : '';
  const text = `${Number(month)}月${Number(date)}日`;
  const named = words === BOOKING_WORDS.zh ? text : day;
  return [named, words.weekdays[weekdayOf(day)], near].filter((each) => each !== '').join(' ');
}

const spanText = ({ atMs, untilMs }: { readonly atMs: number; readonly untilMs: number }): string =>
  `${clockAtStation(atMs).slice(0, 5)}–${clockAtStation(untilMs).slice(0, 5)}`;

const inLanguage = ({ zh, en }: Label, language: Language): string => (language === 'en' ? en || zh : zh);
