import type { QueueAsker, QueueCommand } from '#shared/domain/queue/commands';
import type { Hall } from '#shared/domain/queue/hall';
import type { AppError } from '#shared/errors/app-error';
import type { Result } from '#shared/errors/result';
import type {
  BoardView,
  MakeCode,
  Paired,
  PairingCode,
  QueueAnswer,
  QueueStatisticsView,
  QueueView,
  TakeTicket,
  TerminalKind,
  TerminalsView,
  TicketAnswer,
} from '#shared/ipc/queue-api';

/** The hall's line: the only writer of numbers. Whatever it answers is on disk; what it shows is, too. `host.disk-full`, `host.folder-read-only`. */
export interface Queue {
  /** Does what is asked, once for each request of an asker however often it comes. */
  ask(asker: QueueAsker, request: string, command: QueueCommand): Promise<QueueAnswer>;
  /** A number for somebody before a kiosk. */
  take(terminal: Terminal, wanted: TakeTicket): Promise<TicketAnswer>;
  view(): Promise<QueueView>;
  board(): Promise<BoardView>;
  /** Days of which nothing is kept count as days without anybody. */
  statistics(from: string, to: string): Promise<QueueStatisticsView>;
  /** `request.malformed` where the settings would leave numbers of today without a window. */
  setHall(by: string, hall: Hall): Promise<Result<QueueView, AppError>>;
  /** Calls back after something has changed. */
  onChange(listener: () => void): () => void;
}

/** A board or kiosk, by the credential that it got when it was paired. */
export interface Terminal {
  readonly id: string;
  readonly kind: TerminalKind;
}

/** Boards and kiosks of the hall. */
export interface Terminals {
  /** A code that pairs one board or kiosk within ten minutes. `request.malformed` for one terminal too many. */
  makeCode(by: string, wanted: MakeCode): Promise<Result<PairingCode, AppError>>;
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
