import { AppError } from '#shared/errors/app-error';
import type { DurableFolder } from '../services/durable-folder';
import type { DispatchService } from '../services/dispatch/dispatch';
import type { EdgeHubService } from '../services/edge-hub/start-edge-hub';
import { createGridKeys } from '../services/grid-keys';
import { openIncoming, type IncomingService } from '../services/open311/incoming';
import { openReportLedger } from '../services/open311/ledger';
import { createOpen311 } from '../services/open311/open311';
import type { Open311 } from '../services/open311-port';
import type { Audit, Log } from '../services/ports';
import type { DataKeys, StationKeys } from '../services/key-ports';
import type { ResidentReports } from '../services/report-port';
import { createReportWriter } from '../services/report-writer';
import { openHostSigner, type HostSigner } from '../services/host-signer';
import { createResidentReports } from '../services/residents/reports';
import { createStationPlaces } from '../services/station-places';
import type { Stopper } from './stopper';

/** Everything by which incidents reach the station from outside. */
export interface Outside {
  readonly incoming: IncomingService;
  readonly open311: Open311;
  readonly residentReports: ResidentReports;
  readonly rulesMayActOnResidents: () => boolean;
  /** Vouches for pictures that residents bring. */
  readonly signer: HostSigner;
}

export interface OutsideDeps {
  readonly station: { readonly id: string; readonly name: string; readonly practice: boolean };
  readonly hub: EdgeHubService['hub'];
  /** The sealed host-only folder. */
  readonly folder: DurableFolder;
  readonly dataKeys: Pick<DataKeys, 'keysFor'>;
  readonly stationKeys: Pick<StationKeys, 'derive'>;
  /** What sees to incidents; null before it has begun. */
  readonly desk: () => DispatchService | null;
  readonly audit: Pick<Audit, 'append'>;
  readonly author: () => string;
  readonly log: Log;
  readonly now: () => number;
}

/** Opens what other systems and residents' phones come in by. `host.data-damaged`. */
export async function openOutside(deps: OutsideDeps, stopper: Stopper): Promise<Outside> {
  const { station, hub, folder, dataKeys, stationKeys, audit, author, log, now } = deps;
  const ledger = await openReportLedger(folder.path);
  stopper.add('open311-ledger', { stop: () => ledger.close() });
  const reportsOf = (key: string) => ledger.of(key).length;
  const incoming = stopper.add('incoming', await openIncoming({ folder, audit, reportsOf, log, now }));
  const keys = createGridKeys({ dataKeys, hasGrid: (scope) => hub.database(`grid-${scope}`) !== null });
  const places = createStationPlaces({ station: station.id, hub });
  const reports = createReportWriter({ station: station.id, hub, keys, author, now });
  const signer = await openHostSigner({ station: station.id, hub, folder, author, now });
  const desk = (): DispatchService => {
    const begun = deps.desk();
    if (!begun) throw new AppError('hub.busy', 'the host has only just started', { retry: true });
    return begun;
  };
  const open311 = createOpen311({
    station,
    desk,
    places,
    reports,
    ledger,
    keys,
    holder: incoming.holder,
    printSecret: stationKeys.derive('receipt', 'open311'),
    audit,
    log,
    now,
  });
  const residentReports = createResidentReports({
    stationName: () => station.name,
    isOn: () => incoming.residents().on,
    desk,
    places,
    reports,
    keys,
    hub,
    signer,
    formSecret: stationKeys.derive('receipt', 'form'),
    log,
    now,
  });
  return { incoming, open311, residentReports, signer, rulesMayActOnResidents: () => incoming.residents().rulesAct };
}
