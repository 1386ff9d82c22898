import type { Booked } from '#shared/ipc/booking-api';
import type { KioskProgress } from '#shared/ipc/kiosk-matter-api';
import type { TicketOfCode } from '#shared/ipc/pad-api';

/** What a list of items is opened for. */
export type Purpose = 'bring' | 'take' | 'apply';

/** Whoever takes a number: for an item, or for a line. */
export interface Wish {
  readonly itemNumber: string | null;
  readonly group: string | null;
}

/** A number that was taken. */
export interface Taken {
  readonly day: string;
  readonly number: string;
  readonly ahead: number;
  readonly expectedMs: number | null;
  readonly wish: Wish;
}

/** One thought each; what a page needs to know comes with it. */
export type Page =
  | { readonly at: 'home' }
  | { readonly at: 'take' }
  | { readonly at: 'priority'; readonly wish: Wish }
  | { readonly at: 'ticket'; readonly taken: Taken }
  | { readonly at: 'progress' }
  | { readonly at: 'matter'; readonly matter: KioskProgress }
  | { readonly at: 'my-number'; readonly ticket: TicketOfCode }
  | { readonly at: 'items'; readonly purpose: Purpose }
  | { readonly at: 'family'; readonly purpose: Purpose; readonly family: string }
  | { readonly at: 'search'; readonly purpose: Purpose }
  | { readonly at: 'item'; readonly number: string }
  | { readonly at: 'apply'; readonly number: string }
  | { readonly at: 'report' }
  | { readonly at: 'notices' }
  | { readonly at: 'notice'; readonly uid: string }
  /** `booking`: one that somebody has the code of; null to find or make one. */
  | { readonly at: 'booking'; readonly booking: Booked | null };
export type PageName = Page['at'];

/** One person before the kiosk, from the first press until the screen forgets. */
export interface Session {
  /** Another for every person: whatever is drawn for one is thrown away for the next. */
  readonly id: number;
  /** The page that is seen is the last one. */
  readonly stack: readonly Page[];
  readonly language: 'zh' | 'en';
  readonly isLarge: boolean;
  /** The number that was taken, so that what is handed in after it can name it. */
  readonly ticket: Pick<Taken, 'day' | 'number'> | null;
  /** Whether a person was called, over the page. */
  readonly isCalling: boolean;
}

export type SessionAction =
  | { readonly kind: 'go' | 'replace'; readonly page: Page }
  | { readonly kind: 'back' | 'home' | 'wipe' | 'call' | 'hang-up' | 'language' | 'size' };

const HOME: Page = { at: 'home' };

/** The kiosk as everybody finds it: first page, Chinese, usual size. */
export const newSession = (id: number): Session => ({
  id,
  stack: [HOME],
  language: 'zh',
  isLarge: false,
  ticket: null,
  isCalling: false,
});

/** The page that is seen. */
export const currentPage = ({ stack }: Session): Page => stack.at(-1) ?? HOME;

/** Whether nobody has done anything yet, so that there is nothing to forget. */
export const isUntouched = ({ stack, language, isLarge, isCalling, ticket }: Session): boolean =>
  stack.length === 1 && language === 'zh' && !isLarge && !isCalling && ticket === null;

export function sessionAfter(session: Session, action: SessionAction): Session {
  const { stack } = session;
  switch (action.kind) {
    case 'go':
      return withTicket({ ...session, stack: [...stack, action.page] }, action.page);
    case 'replace':
      return withTicket({ ...session, stack: [...stack.slice(0, -1), action.page] }, action.page);
    case 'back':
      return stack.length > 1 ? { ...session, stack: stack.slice(0, -1) } : session;
    // Whoever goes back to the first page is done; who comes next may be somebody else. Language and size are nobody's secret.
    case 'home':
      return { ...newSession(session.id + 1), language: session.language, isLarge: session.isLarge };
    case 'wipe':
      return newSession(session.id + 1);
    case 'call':
      return { ...session, isCalling: true };
    case 'hang-up':
      return { ...session, isCalling: false };
    case 'language':
      return { ...session, language: session.language === 'zh' ? 'en' : 'zh' };
    case 'size':
      return { ...session, isLarge: !session.isLarge };
  }
}

/** Back from a ticket leads to the first page: nobody takes a second number by going back. */
const withTicket = (session: Session, page: Page): Session =>
  page.at === 'ticket'
    ? { ...session, stack: [HOME, page], ticket: { day: page.taken.day, number: page.taken.number } }
    : session;
