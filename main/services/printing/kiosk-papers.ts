import { dateAtStation } from '#shared/domain/calendar/date';
import type { Paper } from '#shared/domain/paper/paper';
import { materialsPaper, receiptPaper, ticketPaper, type PaperLanguage } from '#shared/domain/paper/papers';
import type { KioskPrint } from '#shared/ipc/printing-api';
import type { ItemVersion } from '#shared/schema/types/service-item';
import type { ResidentLinks } from '../printing-port';
import type { Queue } from '../queue-port';
import type { Residents } from '../resident-port';
import { STATE_WORDS } from './messages';

/** Where the papers of a kiosk get what stands on them. */
export interface PaperSources {
  readonly queue: Pick<Queue, 'ticket'>;
  /** What is offered under that number now; null for none. */
  readonly item: (itemNumber: string) => ItemVersion | null;
  readonly residents: Pick<Residents, 'application' | 'stationName'>;
  readonly now: () => number;
}

/** What a kiosk wants printed, written by the host; null for a number, item or receipt that there is not. */
export async function kioskPaper(
  wanted: KioskPrint,
  links: ResidentLinks,
  sources: PaperSources,
): Promise<Paper | null> {
  const language = wanted.locale;
  switch (wanted.what) {
    case 'ticket':
      return wanted.day === dateAtStation(sources.now()) ? ticketOf(wanted.number, language, links, sources) : null;
    case 'materials': {
      const item = sources.item(wanted.itemNumber);
      const facts = { station: sources.residents.stationName(), day: dateAtStation(sources.now()) };
      return item && materialsPaper({ ...facts, item }, language);
    }
    case 'receipt':
      return receiptOf(wanted.receipt, language, links, sources);
  }
}

/** The ticket of a number of today; null for one there is not. */
export async function ticketOf(
  number: string,
  language: PaperLanguage,
  { origin, ticketCode }: ResidentLinks,
  { queue, item, residents }: PaperSources,
): Promise<Paper | null> {
  const ticket = await queue.ticket(number);
  if (!ticket) return null;
  const { day, ahead, expectedMs, takenAtMs, itemNumber, groupName } = ticket;
  return ticketPaper(
    {
      ...{ number, ahead, expectedMs, takenAtMs },
      station: residents.stationName(),
      line: language === 'en' && groupName.en ? groupName.en : groupName.zh,
      item: itemNumber === null ? null : item(itemNumber),
      page: origin === null ? null : `${origin}/t/${ticketCode(day, number)}`,
    },
    language,
  );
}

async function receiptOf(
  typed: string,
  language: PaperLanguage,
  { origin }: ResidentLinks,
  { residents }: PaperSources,
): Promise<Paper | null> {
  const found = await residents.application(typed);
  if (!found) return null;
  const { receipt, startedAtMs, dueAtMs, toBring, state, item } = found;
  const words = STATE_WORDS[language];
  const toCome = toBring.map(({ name, untilMs }) => ({ name, untilMs, when: null }));
  const facts = { receipt, startedAtMs, dueAtMs, toCome, origin, state: words[state], item: item ?? words.noItem };
  return receiptPaper({ station: residents.stationName(), ...facts }, language);
}
