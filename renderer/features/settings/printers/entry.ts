import { setPrinterSchema, type PrinterView, type SetPrinter } from '#shared/ipc/printing-api';
import type { RollWidth } from '#shared/domain/paper/paper';

/** What stands in the fields of a printer. */
export interface PrinterEntry {
  readonly name: string;
  readonly width: RollWidth;
  readonly way: 'network' | 'device';
  readonly host: string;
  readonly port: string;
  readonly path: string;
  readonly cuts: boolean;
  readonly kiosks: readonly string[];
  readonly counters: readonly string[];
}

/** Where printers of the network listen, and the first one at a machine's USB. */
const USUAL = { port: '9100', path: '/dev/usb/lp0' } as const;

/** The fields as they begin; null: a new printer. */
export const printerEntryOf = (printer: PrinterView | null): PrinterEntry => ({
  name: printer?.name ?? '',
  width: printer?.width ?? 80,
  way: printer?.way.kind ?? 'network',
  host: printer?.way.kind === 'network' ? printer.way.host : '',
  port: printer?.way.kind === 'network' ? String(printer.way.port) : USUAL.port,
  path: printer?.way.kind === 'device' ? printer.way.path : USUAL.path,
  cuts: printer?.cuts ?? true,
  kiosks: printer?.kiosks ?? [],
  counters: printer?.counters ?? [],
});

export type PrinterField = 'name' | 'host' | 'port' | 'path';

export type PrinterReading =
  | { readonly kind: 'right'; readonly wanted: SetPrinter }
  | { readonly kind: 'wrong'; readonly fields: readonly PrinterField[] };

/** What the fields ask for, or those that are not right yet. */
export function readPrinter(entry: PrinterEntry, id: string | null): PrinterReading {
  const { width, cuts, kiosks, counters } = entry;
  const way =
    entry.way === 'network'
      ? { kind: 'network', host: entry.host.trim(), port: Number(entry.port) }
      : { kind: 'device', path: entry.path.trim() };
  const parsed = setPrinterSchema.safeParse({ id, name: entry.name.trim(), width, way, cuts, kiosks, counters });
  if (parsed.success) return { kind: 'right', wanted: parsed.data };
  const fields = parsed.error.issues.map(({ path }) => (path[0] === 'way' ? path[1] : path[0]) as PrinterField);
  return { kind: 'wrong', fields: [...new Set(fields)] };
}
