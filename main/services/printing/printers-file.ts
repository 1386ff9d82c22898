import { z } from 'zod';
import { setPrinterSchema, type SetPrinter } from '#shared/ipc/printing-api';
import { uidSchema } from '#shared/schema/envelope';
import type { DurableFolder } from '../durable-folder';
import { openHostOnlyFile, type HostOnlyFile } from '../host-only-file';

const FILE = 'printers.json';
const printerSchema = setPrinterSchema.extend({ id: uidSchema });
export type KeptPrinter = z.infer<typeof printerSchema>;
const fileSchema = z.strictObject({ version: z.literal(1), printers: z.array(printerSchema) });
export type PrintersFile = HostOnlyFile<z.infer<typeof fileSchema>>;

/** More than any hall has. */
export const MOST_PRINTERS = 40;

/** Opens the settings; none where nobody has set any. `host.data-damaged`. */
export const openPrintersFile = (folder: DurableFolder): Promise<PrintersFile> =>
  openHostOnlyFile(folder, FILE, fileSchema, { version: 1 as const, printers: [] });

/** The printers with one that is set, or added. A kiosk or window prints on one alone: the one that named it last. */
export function withPrinter(printers: readonly KeptPrinter[], id: string, wanted: SetPrinter): KeptPrinter[] {
  const set = { ...wanted, id };
  const others = printers.map((each) => ({
    ...each,
    kiosks: each.kiosks.filter((kiosk) => !wanted.kiosks.includes(kiosk)),
    counters: each.counters.filter((counter) => !wanted.counters.includes(counter)),
  }));
  return others.some((each) => each.id === id) ? others.map((each) => (each.id === id ? set : each)) : [...others, set];
}
