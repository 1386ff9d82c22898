import type { QueueAsker, QueueCommand } from '#shared/domain/queue/commands';
import type { Hall } from '#shared/domain/queue/hall';
import type { ServedNumber } from '#shared/domain/queue/served';
import type { TicketState } from '#shared/domain/queue/ticket';
import type { AppError } from '#shared/errors/app-error';
import type { Result } from '#shared/errors/result';
import type { BoardView, TakeTicket, TicketAnswer } from '#shared/ipc/board-api';
import type { MakeCode, Paired, PairingCode, TerminalKind, TerminalsView } from '#shared/ipc/terminal-api';
import type { QueueAnswer, QueueStatisticsView, QueueView } from '#shared/ipc/queue-api';
import type { Label } from '#shared/schema/envelope';

/** The hall's line: the only writer of numbers. Whatever it answers is on disk; what it shows is, too. `host.disk-full`, `host.folder-read-only`. */
export interface Queue {
  /** Does what is asked, once for each request of an asker however often it comes. */
  ask(asker: QueueAsker, request: string, command: QueueCommand): Promise<QueueAnswer>;
  /** A number for somebody before a kiosk. */
  take(terminal: Terminal, wanted: TakeTicket): Promise<TicketAnswer>;
  view(): Promise<QueueView>;
  board(): Promise<BoardView>;
  /** What rating pads show: the windows of the hall, and of each that is free the number whose service ended there last and is asked about. */
  justServed(): Promise<HallServed>;
  /** Where a number of today stands; null for one there is not. */
  look(number: string): Promise<LookedUp | null>;
  /** What stands on the ticket of a number of today; null for one there is not. */
  ticket(number: string): Promise<TicketFacts | null>;
  /** Days of which nothing is kept count as days without anybody. */
  statistics(from: string, to: string): Promise<QueueStatisticsView>;
  /** `request.malformed` where the settings would leave numbers of today without a window. */
  setHall(by: string, hall: Hall): Promise<Result<QueueView, AppError>>;
  /** Calls back after something has changed. */
  onChange(listener: () => void): () => void;
}

/** See `Queue.justServed`. */
export interface HallServed {
  readonly station: string;
  readonly day: string;
  readonly nowMs: number;
  /** How long somebody is asked, ms. */
  readonly askForMs: number;
  readonly counters: readonly { readonly id: string; readonly name: Label; readonly served: ServedNumber | null }[];
}

/** See `Queue.look`. */
export interface LookedUp {
  readonly day: string;
  readonly state: TicketState;
  /** How many wait before it in its line; 0 once it does not wait. */
  readonly ahead: number;
  /** The window that it is at; null otherwise. */
  readonly counter: string | null;
  /** How its service ended; null before that. */
  readonly served: ServedNumber | null;
}

/** See `Queue.ticket`. */
export interface TicketFacts {
  readonly day: string;
  readonly number: string;
  /** What its line is for. */
  readonly groupName: Label;
  readonly itemNumber: string | null;
  readonly takenAtMs: number;
  /** How many wait before it in its own line. */
  readonly ahead: number;
  /** What the wait is taken to be, ms; null where no window is open for it. */
  readonly expectedMs: number | null;
}

/** A board, kiosk or pad, by the credential that it got when it was paired. */
export interface Terminal {
  readonly id: string;
  readonly kind: TerminalKind;
  /** The window of a pad; null for any other. */
  readonly counter: string | null;
}

/** Boards and kiosks of the hall. */
export interface Terminals {
  /** A code that pairs one board or kiosk within ten minutes. `request.malformed` for one terminal too many. */
  makeCode(by: string | null, wanted: MakeCode): Promise<Result<PairingCode, AppError>>;
  /** The credential, which is shown this once; null for a code that is wrong, used, too old or for the other kind. */
  pair(code: string, kind: TerminalKind): Promise<Paired | null>;
  /** Whose credential it is; null for anything else. */
  verify(token: string): Terminal | null;
  list(): TerminalsView['terminals'];
  /** `request.not-found`. */
  revoke(by: string, id: string): Promise<Result<null, AppError>>;
  /** Calls back with the id of a terminal that is shut out. */
  onRevoked(listener: (id: string) => void): () => void;
}

/** The code by which staff close a kiosk's screen. */
export interface LeaveCodes {
  current(): string;
  isRight(code: string): boolean;
  /** Takes another, null for one that is drawn; the code as it stands then. On disk, and in the audit chain, when it resolves. */
  set(by: string, code: string | null): Promise<string>;
}
