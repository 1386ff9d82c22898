import { AppError } from '#shared/errors/app-error';
import type { DispatchService } from '../services/dispatch/dispatch';
import type { EdgeHubService } from '../services/edge-hub/start-edge-hub';
import { createGridKeys } from '../services/grid-keys';
import type { IncomingService } from '../services/open311/incoming';
import type { DataKeys, StationKeys } from '../services/key-ports';
import { openSelfService, type SelfServiceDeps, type SelfServiceService } from '../services/self-service/self-service';
import type { Stopper } from './stopper';

export interface OwnServiceDeps extends Omit<
  SelfServiceDeps,
  'hub' | 'keys' | 'newReceipt' | 'reports' | 'isOnForPhones' | 'ivSecret' | 'stationKeys'
> {
  readonly hub: EdgeHubService['hub'];
  readonly stationKeys: Pick<StationKeys, 'desk' | 'derive'>;
  readonly dataKeys: Pick<DataKeys, 'keysFor'>;
  readonly residentReports: SelfServiceDeps['reports'];
  readonly incoming: Pick<IncomingService, 'residents'>;
  /** What counts receipts, for incidents and applications alike; null as long as it has not begun. */
  readonly incidents: () => Pick<DispatchService, 'newReceipt'> | null;
}

/** Opens what people do by themselves, at a kiosk or with a phone. `host.disk-full`, `host.folder-read-only`. */
export async function openOwnService(
  { dataKeys, residentReports, incoming, incidents, ...deps }: OwnServiceDeps,
  stopper: Stopper,
): Promise<SelfServiceService> {
  const { hub } = deps;
  const keys = createGridKeys({ dataKeys, hasGrid: (scope) => hub.database(`grid-${scope}`) !== null });
  const newReceipt = async (): Promise<string> => {
    const known = incidents();
    if (!known) throw new AppError('hub.busy', 'receipts are not counted yet', { retry: true });
    return known.newReceipt();
  };
  const isOnForPhones = () => incoming.residents().applies;
  const ivSecret = deps.stationKeys.derive('receipt', 'photo-iv');
  const own = { ...deps, ivSecret, keys, newReceipt, reports: residentReports, isOnForPhones };
  return stopper.add('self-service', await openSelfService(own));
}
