import type { DurableFolder } from '../services/durable-folder';
import { createGridKeys } from '../services/grid-keys';
import type { DataKeys } from '../services/key-ports';
import { openKeptMedia, type KeptMediaHub } from '../services/kept-parcels/kept-media';
import { openKeptParcels } from '../services/kept-parcels/kept-parcels';
import type { Audit } from '../services/ports';
import type { Stopper } from './stopper';

export interface KeptDeps {
  readonly station: string;
  readonly hub: KeptMediaHub & { database(name: string): object | null };
  readonly dataKeys: Pick<DataKeys, 'keysFor'>;
  /** The sealed host-only folder. */
  readonly folder: DurableFolder;
  readonly audit: Pick<Audit, 'append'>;
  readonly now: () => number;
}

/** Opens what devices leave at the host that they may not or cannot send: rows and pictures. `host.data-damaged`. */
export async function openKept({ station, hub, dataKeys, folder, audit, now }: KeptDeps, stopper: Stopper) {
  const keptParcels = stopper.add('kept-parcels', await openKeptParcels({ folder: folder.path, now }));
  const hasGrid = (scope: string) => scope === station || hub.database(`grid-${scope}`) !== null;
  const keys = createGridKeys({ dataKeys, hasGrid });
  const keptMedia = stopper.add('kept-media', await openKeptMedia({ hub, keys, folder: folder.path, audit, now }));
  return { keptParcels, keptMedia };
}
