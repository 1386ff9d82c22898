import { clockAtStation, dateAtStation, type CalendarDate } from '../calendar/date';
import { showReceipt } from '../incidents/receipt';
import type { ItemVersion } from '../../schema/types/service-item';
import { PAPER_WORDS } from './messages';
import {
  COLUMNS,
  PAPER_LIMITS,
  type Paper,
  type PaperEntry,
  type PaperPart,
  type PaperSize,
  type RollWidth,
} from './paper';

export type PaperLanguage = keyof typeof PAPER_WORDS;
type Word = keyof (typeof PAPER_WORDS)['zh'];

const text = (words: string, size: PaperSize = 1, align: 'left' | 'center' = 'left', isBold = false): PaperPart => ({
  ...{ kind: 'text', text: words, size, align, isBold },
});
const fact = (name: string, value: string): PaperPart => ({ kind: 'fact', name, value });
const GAP: PaperPart = { kind: 'gap' };
const RULE: PaperPart = { kind: 'rule' };
const MINUTE_MS = 60_000;

interface Ticket {
  readonly station: string;
  readonly number: string;
  /** What the line is for. */
  readonly line: string;
  readonly ahead: number;
  /** Null where no window is open for it. */
  readonly expectedMs: number | null;
  readonly takenAtMs: number;
  /** Null where it was taken for no item. */
  readonly item: Pick<ItemVersion, 'name' | 'materials'> | null;
  /** The page of the number for the resident's phone; null without one. */
  readonly page: string | null;
}

/** The number from the line: itself, who is before it, how long that may take, and what to have at hand. */
export function ticketPaper(ticket: Ticket, language: PaperLanguage): Paper {
  const say = speak(language);
  const { station, number, line, ahead, expectedMs, takenAtMs, item, page } = ticket;
  const wait =
    expectedMs === null ? say('ticket.noWindow') : say('ticket.wait', { minutes: Math.ceil(expectedMs / MINUTE_MS) });
  const isNext = ahead === 0 && expectedMs !== null;
  const place = isNext
    ? say('ticket.next')
    : ahead === 0
      ? say('ticket.nobody')
      : say('ticket.ahead', { count: ahead });
  const bring = item?.materials ?? [];
  return {
    parts: [
      text(station, 1, 'center'),
      text(say('ticket.title'), 2, 'center', true),
      GAP,
      text(number, 4, 'center', true),
      GAP,
      text(place, 1, 'center', true),
      ...(isNext ? [] : [text(wait, 1, 'center')]),
      RULE,
      fact(say('ticket.line'), line),
      ...(item ? [fact(say('ticket.item'), item.name)] : []),
      fact(say('ticket.taken'), momentIn(takenAtMs, language)),
      ...(bring.length > 0 ? [RULE, text(say('ticket.bring')), listOf(materialEntries(bring, language))] : []),
      RULE,
      text(say('ticket.listen')),
      ...(page === null ? [] : [qr(page), text(say('ticket.qr'))]),
    ],
  };
}

interface Materials {
  readonly station: string;
  readonly item: Pick<ItemVersion, 'name' | 'materials' | 'promised' | 'fee'>;
  readonly day: CalendarDate;
}

/** What to bring for an item, and what it costs and takes. */
export function materialsPaper({ station, item, day }: Materials, language: PaperLanguage): Paper {
  const say = speak(language);
  return {
    parts: [
      ...headOf(station, say('materials.title'), item.name),
      ...(item.materials === null
        ? [text(say('materials.none'))]
        : [text(say('materials.bring')), listOf(materialEntries(item.materials, language))]),
      RULE,
      fact(say('materials.promised'), item.promised?.text ?? say('none')),
      fact(say('materials.fee'), item.fee ?? say('none')),
      fact(say('materials.printed'), dayIn(day, language)),
      text(say('materials.ask')),
    ],
  };
}

/** A material that is still to come, and by when. */
export interface ToCome {
  readonly name: string;
  /** For a conditional one: when it is needed. */
  readonly when: string | null;
  readonly untilMs: number | null;
}

interface Receipt {
  readonly station: string;
  /** What the item is called. */
  readonly item: string;
  /** Null where the station has given none yet. */
  readonly receipt: string | null;
  readonly startedAtMs: number;
  /** In words. */
  readonly state: string;
  readonly dueAtMs: number | null;
  readonly toCome: readonly ToCome[];
  /** Where residents' phones reach their pages; null without such a door. */
  readonly origin: string | null;
}

/** The receipt of an application. No name stands on it, since papers get lost. */
export function receiptPaper(given: Receipt, language: PaperLanguage): Paper {
  const say = speak(language);
  const { station, item, receipt, startedAtMs, state, dueAtMs, toCome, origin } = given;
  return {
    parts: [
      ...headOf(station, say('receipt.title'), item),
      ...codeParts(receipt, origin, language),
      RULE,
      fact(say('receipt.started'), momentIn(startedAtMs, language)),
      fact(say('receipt.state'), state),
      fact(say('receipt.due'), dueAtMs === null ? say('none') : momentIn(dueAtMs, language)),
      ...(toCome.length > 0 ? [RULE, text(say('receipt.follow')), listOf(comingEntries(toCome, language))] : []),
    ],
  };
}

interface Notice {
  readonly station: string;
  readonly item: string;
  readonly receipt: string | null;
  readonly missing: readonly ToCome[];
  /** By when all of it is asked for; null where each has its own day. */
  readonly untilMs: number | null;
  readonly origin: string | null;
}

/** 一次性告知: everything that is missing, at once, and by when. */
export function noticePaper(
  { station, item, receipt, missing, untilMs, origin }: Notice,
  language: PaperLanguage,
): Paper {
  const say = speak(language);
  return {
    parts: [
      ...headOf(station, say('notice.title'), item),
      text(say('notice.text')),
      ...(missing.length > 0 ? [text(say('notice.missing')), listOf(comingEntries(missing, language))] : []),
      ...(untilMs === null ? [] : [text(say('notice.by', { moment: momentIn(untilMs, language) }), 1, 'left', true)]),
      text(say('notice.once')),
      RULE,
      ...codeParts(receipt, origin, language),
    ],
  };
}

interface Trial {
  readonly station: string;
  readonly printer: string;
  readonly width: RollWidth;
  readonly atMs: number;
}

/** A page that shows whether width, Chinese, sizes and codes come out right. */
export function trialPaper({ station, printer, width, atMs }: Trial, language: PaperLanguage): Paper {
  const say = speak(language);
  const columns = COLUMNS[width];
  return {
    parts: [
      ...headOf(station, say('trial.title'), null),
      fact(say('trial.printer'), printer),
      fact(say('trial.width'), say('trial.mm', { width, columns })),
      fact(say('trial.time'), momentIn(atMs, language)),
      text('A023', 4, 'center', true),
      text(say('trial.chinese')),
      text(say('trial.whole')),
      text('1234567890'.repeat(5).slice(0, columns)),
      qr('https://linli.invalid/test'),
    ],
  };
}

const headOf = (station: string, title: string, about: string | null): readonly PaperPart[] => [
  text(station, 1, 'center'),
  text(title, 2, 'center', true),
  GAP,
  ...(about === null ? [] : [text(about, 1, 'left', true)]),
];

/** The code, with the way to its page where there is one. */
function codeParts(receipt: string | null, origin: string | null, language: PaperLanguage): readonly PaperPart[] {
  const say = speak(language);
  if (receipt === null) return [text(say('receipt.noCode'))];
  return [
    text(showReceipt(receipt), 2, 'center', true),
    ...(origin === null ? [] : [qr(`${origin}/p/${receipt}`)]),
    text(say(origin === null ? 'receipt.ask' : 'receipt.qr')),
  ];
}

const qr = (address: string): PaperPart => ({ kind: 'qr', text: address });
const listOf = (entries: readonly PaperEntry[]): PaperPart => ({
  kind: 'list',
  entries: entries.slice(0, PAPER_LIMITS.entries),
});

const materialEntries = (
  materials: NonNullable<ItemVersion['materials']>,
  language: PaperLanguage,
): readonly PaperEntry[] => {
  const say = speak(language);
  return materials.map(({ name, need, when }) => {
    if (need === 'electronic') return { text: name, note: say('materials.electronic') };
    return { text: name, note: need === 'conditional' && when !== null ? say('materials.when', { when }) : null };
  });
};

const comingEntries = (list: readonly ToCome[], language: PaperLanguage): readonly PaperEntry[] => {
  const say = speak(language);
  return list.map(({ name, when, untilMs }) => {
    const by = untilMs === null ? null : say('notice.by', { moment: momentIn(untilMs, language) });
    const notes = [when, by].filter((each) => each !== null);
    return { text: name, note: notes.length > 0 ? notes.join(language === 'zh' ? '，' : '; ') : null };
  });
};

/** A moment with its whole date: paper outlives the day. */
const momentIn = (ms: number, language: PaperLanguage): string =>
  speak(language)('moment', { ...partsOf(dateAtStation(ms)), time: clockAtStation(ms).slice(0, 5) });
const dayIn = (day: CalendarDate, language: PaperLanguage): string => speak(language)('day', partsOf(day));

function partsOf(date: CalendarDate) {
  const [year = '', month = '', day = ''] = date.split('-');
  return { year, month, day };
}

const speak =
  (language: PaperLanguage) =>
  (word: Word, values: Readonly<Record<string, string | number>> = {}): string =>
    PAPER_WORDS[language][word].replaceAll(/\{([a-z]+)\}/g, (_place, name: string) => String(values[name] ?? ''));
