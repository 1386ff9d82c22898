import type { Paper } from '#shared/domain/paper/paper';
import type { PaperLanguage } from '#shared/domain/paper/papers';
import type { AppError } from '#shared/errors/app-error';
import type { Result } from '#shared/errors/result';
import type {
  KioskPrint,
  KioskPrintAnswer,
  Print,
  PrintAnswer,
  PrintersView,
  PrinterStateView,
  SetPrinter,
} from '#shared/ipc/printing-api';

/** Where codes on papers lead. */
export interface ResidentLinks {
  /** Where residents' phones reach their pages; null without such a door. */
  readonly origin: string | null;
  /** The code with which a resident's phone follows a number of that day. */
  ticketCode(day: string, number: string): string;
}

/** The hall's ticket printers. Settings are on disk and in the audit chain when they are answered; papers are kept nowhere. */
export interface Printing {
  list(staff: string): Promise<PrintersView>;
  /** Whether there is a printer for that kiosk. */
  serves(kiosk: string): boolean;
  /** `request.not-found` for an id that there is not, `request.malformed` for one printer too many. */
  set(by: string, wanted: SetPrinter): Promise<Result<PrintersView, AppError>>;
  /** `request.not-found`. What waits for it is not printed. */
  remove(by: string, id: string): Promise<Result<PrintersView, AppError>>;
  /** `request.not-found`. */
  trial(id: string, language: PaperLanguage): Promise<Result<PrintAnswer, AppError>>;
  /** Asks the printer and prints nothing. `request.not-found`. */
  state(id: string): Promise<Result<PrinterStateView, AppError>>;
  /** For somebody of the staff, at the window where they sit unless a printer is named. */
  atCounter(staff: string, wanted: Print): Promise<PrintAnswer>;
  /** The ticket of a number of today, to be shown and printed at a counter; null for one there is not. */
  ticket(number: string, language: PaperLanguage, links: ResidentLinks): Promise<Paper | null>;
  /** For somebody before a kiosk; null for a number, item or receipt that there is not. */
  atKiosk(kiosk: string, wanted: KioskPrint, links: ResidentLinks): Promise<KioskPrintAnswer | null>;
}
