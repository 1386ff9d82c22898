import { useEffect, useState } from 'react';
import { printersViewSchema, printingPaths, type PrintersView, type PrinterView } from '#shared/ipc/printing-api';
import { useStation } from '#renderer/data/index';

/** Ticket printers that somebody may print on, and which of them is taken. */
export interface TicketPrinters {
  /** Empty while the host is away, where none is set, and for those who do not work at a counter. */
  readonly printers: readonly PrinterView[];
  readonly printer: PrinterView | null;
  choose(id: string): void;
}

const NONE: PrintersView = { printers: [], own: null };

/** Asks the host once. The printer of the own window is taken, or the only one there is. */
export function useTicketPrinters(): TicketPrinters {
  const { host } = useStation();
  const [view, setView] = useState<PrintersView>(NONE);
  const [chosen, choose] = useState<string | null>(null);
  useEffect(() => {
    let isWanted = true;
    host.get(printingPaths.printers, printersViewSchema).then(
      (found) => isWanted && setView(found),
      // Whoever may not, or cannot reach the host, prints by the browser.
      () => undefined,
    );
    return () => {
      isWanted = false;
    };
  }, [host]);
  const { printers, own } = view;
  const taken = chosen ?? own ?? (printers.length === 1 ? (printers[0]?.id ?? null) : null);
  return { printers, printer: printers.find(({ id }) => id === taken) ?? null, choose };
}
