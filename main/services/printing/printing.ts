import { ulid } from 'ulid';
import type { Paper } from '#shared/domain/paper/paper';
import { trialPaper } from '#shared/domain/paper/papers';
import { AppError } from '#shared/errors/app-error';
import { err, ok } from '#shared/errors/result';
import type { PrintAnswer, PrintersView, PrinterState } from '#shared/ipc/printing-api';
import type { DurableFolder } from '../durable-folder';
import type { Audit, Log, Service } from '../ports';
import type { Printing } from '../printing-port';
import type { Queue } from '../queue-port';
import { encodePaper } from './encode';
import { kioskPaper, ticketOf, type PaperSources } from './kiosk-papers';
import { createLineUp, type LineUp } from './printer-line-up';
import { MOST_PRINTERS, openPrintersFile, withPrinter, type KeptPrinter } from './printers-file';
import { createOnce } from './once';
import { askPrinter, PRINT_TIMES, type PrintTimes } from './run-job';

export interface PrintingDeps extends Omit<PaperSources, 'queue'> {
  /** The sealed host-only folder. */
  readonly folder: DurableFolder;
  readonly queue: Pick<Queue, 'ticket' | 'view'>;
  readonly audit: Pick<Audit, 'append'>;
  readonly log: Log;
  readonly times?: PrintTimes;
}

const NO_PRINTER: PrintAnswer = { outcome: 'no-printer', printer: null, state: 'unknown' };

/** Opens the hall's printers. Papers that wait are in memory alone: after a restart nothing is printed by itself. `host.data-damaged`. */
export async function openPrinting(deps: PrintingDeps): Promise<Printing & Service> {
  const { folder, queue, residents, audit, log, now, times = PRINT_TIMES } = deps;
  const file = await openPrintersFile(folder);
  const lines = new Map<string, LineUp>();
  const once = createOnce<PrintAnswer | null>(now);

  const find = (id: string | null) => file.current().printers.find((each) => each.id === id);
  const unknown = () => err(new AppError('request.not-found', 'no such printer'));

  function lineOf(id: string): LineUp {
    const known = lines.get(id) ?? createLineUp(times, now);
    lines.set(id, known);
    return known;
  }

  async function list(staff: string): Promise<PrintersView> {
    return {
      own: (await printerOf(staff))?.id ?? null,
      printers: file.current().printers.map((printer) => {
        const line = lines.get(printer.id);
        const last = line?.last();
        return { ...printer, state: last?.state ?? 'unknown', atMs: last?.atMs ?? null, waiting: line?.waiting() ?? 0 };
      }),
    };
  }

  async function print(printer: KeptPrinter | undefined, paper: Paper): Promise<PrintAnswer> {
    if (!printer) return NO_PRINTER;
    const { outcome, state } = await lineOf(printer.id).print(printer.way, encodePaper(paper, printer));
    if (outcome !== 'printed') log.warn(`printing.${outcome}`, { uid: printer.id });
    return { outcome, printer: printer.name, state };
  }

  /** Of the window where somebody sits. */
  async function printerOf(staff: string): Promise<KeptPrinter | undefined> {
    const { state } = await queue.view();
    const seat = state.counters.find((each) => each.by === staff && each.state !== 'closed')?.id;
    return seat === undefined ? undefined : file.current().printers.find(({ counters }) => counters.includes(seat));
  }

  const printerAt = (kiosk: string) => file.current().printers.find(({ kiosks }) => kiosks.includes(kiosk));

  return {
    list,
    serves: (kiosk) => printerAt(kiosk) !== undefined,
    set: async (by, wanted) => {
      const { printers } = file.current();
      if (wanted.id !== null && !find(wanted.id)) return unknown();
      if (wanted.id === null && printers.length >= MOST_PRINTERS)
        return err(new AppError('request.malformed', `more than ${MOST_PRINTERS} printers; remove one first`));
      const id = wanted.id ?? ulid(now());
      const hadWay = JSON.stringify(find(id)?.way);
      await file.change((current) => ({ ...current, printers: withPrinter(current.printers, id, wanted) }));
      await audit.append({ kind: 'printer-set', by, subject: id, detail: `${wanted.way.kind} ${wanted.width}` });
      // What was heard at another address says nothing about this one.
      if (hadWay !== JSON.stringify(wanted.way)) lineOf(id).heard('unknown');
      return ok(await list(by));
    },
    remove: async (by, id) => {
      if (!find(id)) return unknown();
      await file.change((current) => ({ ...current, printers: current.printers.filter((each) => each.id !== id) }));
      await audit.append({ kind: 'printer-removed', by, subject: id, detail: null });
      void lines.get(id)?.end();
      lines.delete(id);
      return ok(await list(by));
    },
    trial: async (id, language) => {
      const printer = find(id);
      if (!printer) return unknown();
      const facts = { station: residents.stationName(), printer: printer.name, width: printer.width, atMs: now() };
      return ok(await print(printer, trialPaper(facts, language)));
    },
    state: async (id) => {
      const printer = find(id);
      if (!printer) return unknown();
      const line = lineOf(id);
      // It is at work, and most printers listen to one at a time.
      if (line.waiting() > 0) return ok({ state: line.last()?.state ?? 'unknown' });
      const state: PrinterState = await askPrinter(printer.way, times);
      line.heard(state);
      return ok({ state });
    },
    atCounter: async (staff, { request, printer, paper }) => {
      const answer = await once(`${staff} ${request}`, async () =>
        print(printer === null ? await printerOf(staff) : find(printer), paper),
      );
      return answer ?? NO_PRINTER;
    },
    ticket: (number, language, links) => ticketOf(number, language, links, deps),
    atKiosk: async (kiosk, wanted, links) => {
      const run = async () => {
        const paper = await kioskPaper(wanted, links, deps);
        return paper && (await print(printerAt(kiosk), paper));
      };
      const answer = await (wanted.request === undefined ? run() : once(`${kiosk} ${wanted.request}`, run));
      return answer && { outcome: answer.outcome, state: answer.state };
    },
    health: () => {
      const waiting = [...lines.values()].reduce((sum, line) => sum + line.waiting(), 0);
      return { ok: true, facts: { printers: file.current().printers.length, waiting } };
    },
    stop: async () => void (await Promise.all([...lines.values()].map((line) => line.end()))),
  };
}
