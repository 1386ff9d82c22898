import type { ItemVersion } from '#shared/schema/types/service-item';
import type { DurableFolder } from '../services/durable-folder';
import type { Audit, Log } from '../services/ports';
import { openPrinting } from '../services/printing/printing';
import type { Printing } from '../services/printing-port';
import type { Queue } from '../services/queue-port';
import type { Residents } from '../services/resident-port';
import { openScans } from '../services/scans/scans';
import type { Scans } from '../services/scans-port';
import type { Stopper } from './stopper';

/** What comes out on paper, and what comes in. */
export interface OpenPapers {
  readonly printing: Printing;
  readonly scans: Scans;
}

export interface OpenPapersDeps {
  /** The sealed host-only folder. */
  readonly folder: DurableFolder;
  /** Folders of the host, in which no scanner may save. */
  readonly own: readonly string[];
  readonly queue: Queue;
  readonly residents: Pick<Residents, 'application' | 'stationName'>;
  /** Null as long as applications are not read. */
  readonly applications: () => { readonly tables: { current(itemNumber: string): ItemVersion | null } } | null;
  readonly audit: Pick<Audit, 'append'>;
  readonly log: Log;
  readonly now: () => number;
}

/** Opens the hall's printers and the scanner's folder. `host.data-damaged`. */
export async function openPapers(deps: OpenPapersDeps, stopper: Stopper): Promise<OpenPapers> {
  const { folder, own, queue, residents, applications, audit, log, now } = deps;
  const item = (itemNumber: string) => applications()?.tables.current(itemNumber) ?? null;
  const printing = stopper.add('printing', await openPrinting({ folder, queue, residents, item, audit, log, now }));
  return { printing, scans: stopper.add('scans', await openScans({ folder, own, audit, log, now })) };
}
