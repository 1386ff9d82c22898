import { databaseName, documentId } from '#shared/schema/ids';
import { station, stationSchema } from '#shared/schema/types/place';
import { followHub, type FollowedHub } from '../follow-hub';
import type { Log, Service } from '../ports';

export interface StationNameDeps {
  readonly hub: FollowedHub;
  readonly station: string;
  /** What it was set up with, until its record says otherwise. */
  readonly initial: string;
  readonly log: Log;
}

export interface StationNameService extends Service {
  /** As the newest record has it. */
  current(): string;
  /** Resolves when what the hub had at the call is taken in. */
  settled(): Promise<void>;
}

/** Follows the station's record: a name that a manager changes is what the host tells from then on, before anybody signs in too. */
export async function startStationName(deps: StationNameDeps): Promise<StationNameService> {
  const { hub, log, initial } = deps;
  const id = documentId(station.type, deps.station, deps.station);
  const commons = databaseName('commons', deps.station);
  let name = initial;
  const follower = followHub({
    hub,
    log,
    since: {},
    wants: (database) => database === commons,
    take: async (_database, rows) => {
      const row = rows.find((each) => each.id === id);
      const record = row && !row.deleted ? stationSchema.shape.name.safeParse(row.doc?.['name']) : null;
      if (record?.success) name = record.data.zh;
    },
  });
  await follower.settled();
  return {
    current: () => name,
    settled: () => follower.settled(),
    health: () => ({ ok: true, facts: {} }),
    stop: () => follower.stop(),
  };
}
