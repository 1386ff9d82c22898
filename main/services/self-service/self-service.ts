import { join } from 'node:path';
import { dateAtStation } from '#shared/domain/calendar/date';
import { isHallOpen } from '#shared/domain/queue/hall';
import type { KioskHome } from '#shared/ipc/kiosk-api';
import type { QueueView } from '#shared/ipc/queue-api';
import { uidOfText } from '../host-step-id';
import type { DurableFolder } from '../durable-folder';
import type { Log, Service } from '../ports';
import type { StationKeys } from '../key-ports';
import type { Queue } from '../queue-port';
import type { ResidentReports } from '../report-port';
import { readResidentPhoto, type BarePhoto } from '../resident-photo';
import type { ApplyOutcome, PhoneApplication, SelfService } from '../self-service-port';
import { createOwnApplications, type OwnApplicationsDeps } from './applications';
import { openBoxes, type BoxLimits } from './boxes';
import { createHandIn } from './hand-in';
import { createPublicTables, publicAnnouncements, publicCatalogue, type PublicTablesDeps } from './public-tables';

export interface SelfServiceDeps extends Omit<OwnApplicationsDeps, 'tables' | 'hub'> {
  readonly stationName: () => string;
  /** Whether the station takes applications from phones. */
  readonly isOnForPhones: () => boolean;
  readonly hub: OwnApplicationsDeps['hub'] & PublicTablesDeps['hub'];
  /** The host-only folder. */
  readonly folder: Pick<DurableFolder, 'path'>;
  readonly stationKeys: Pick<StationKeys, 'desk'>;
  readonly queue: Pick<Queue, 'view'>;
  readonly reports: Pick<ResidentReports, 'report' | 'receiptOf'>;
  readonly log: Log;
  readonly limits?: BoxLimits;
}

export interface SelfServiceService extends SelfService, Service {
  /** Sees to what waits; resolves when everything was looked at. */
  look(): Promise<void>;
}

/** The folder in the host-only one in which boxes lie. */
export const HANDED_IN_FOLDER = 'handed-in';
/** How soon what could not be seen to is tried again. */
const LOOK_MS = 20_000;

/**
 * Opens what people may do by themselves, at a kiosk or with a phone: what is offered, and what they hand in. What was left waiting by an earlier run is
 * seen to at once. `host.disk-full`, `host.folder-read-only`.
 */
export async function openSelfService(deps: SelfServiceDeps, lookEveryMs = LOOK_MS): Promise<SelfServiceService> {
  const { folder, stationKeys, stationName, isOnForPhones, queue, reports, log, now, limits } = deps;
  const tables = createPublicTables(deps);
  const applications = createOwnApplications({ ...deps, tables });
  const boxes = await openBoxes(join(folder.path, HANDED_IN_FOLDER), log, limits);
  const handIn = createHandIn({ boxes, deskKey: stationKeys.desk.private, applications, reports, log, now });
  let running: Promise<void> = Promise.resolve();
  let isWaiting = false;
  let isStopped = false;

  function look(): Promise<void> {
    if (isStopped || isWaiting) return running;
    isWaiting = true;
    running = running.then(() => {
      isWaiting = false;
      return isStopped ? undefined : handIn.seeToAll();
    });
    return running;
  }

  async function catalogue() {
    const [{ items }, { hall }] = await Promise.all([tables.current(), queue.view()]);
    return publicCatalogue(items, hall);
  }

  async function apply(wanted: PhoneApplication): Promise<ApplyOutcome> {
    const uid = uidOfText(`phone ${wanted.form}`);
    const known = await applications.receiptOf(uid);
    if (known !== null) return { kind: 'taken', receipt: known };
    const photos = new Map<string, BarePhoto>();
    const materials = [];
    for (const { materialId, photos: files } of wanted.materials) {
      const photoIds = [];
      for (const [at, file] of files.entries()) {
        const id = uidOfText(`phone ${wanted.form} ${materialId} ${at}`);
        const read = readResidentPhoto(id, file);
        if (read.kind === 'refused') return { kind: 'bad-photo', materialId, why: read.why };
        photos.set(id, read.photo);
        photoIds.push(id);
      }
      materials.push({ materialId, photoIds });
    }
    const outcome = await applications.write({
      ...{ ...wanted, uid, channel: 'phone', ticket: null, materials },
      photo: async (id) => photos.get(id) ?? null,
    });
    if (outcome.kind === 'refused') return { kind: 'item-gone' };
    log.info('self-service.applied', { uid, count: photos.size });
    return outcome;
  }

  void look();
  const timer = setInterval(() => void look(), lookEveryMs).unref();
  return {
    stationName,
    isOnForPhones,
    catalogue,
    home: async () => {
      const [view, { items }] = await Promise.all([queue.view(), tables.current()]);
      return { ...homeOf(view, stationName()), hasItems: items.some(({ active }) => active) };
    },
    announcements: async () => publicAnnouncements((await tables.current()).announcements, dateAtStation(now())),
    item: async (number) => (await catalogue()).items.find((item) => item.number === number) ?? null,
    handIn: (from, kind, box) => handIn.take(from, kind, box),
    apply,
    look,
    health: () => ({
      ok: handIn.troubled === 0 && boxes.damaged === 0,
      facts: { waiting: boxes.marks().length, failed: handIn.troubled, damaged: boxes.damaged },
    }),
    stop: async () => {
      isStopped = true;
      clearInterval(timer);
      await running;
    },
  };
}

/** What the first page says of the line: made of named fields alone. */
function homeOf({ day, nowMs, hall, state }: QueueView, station: string): Omit<KioskHome, 'offers' | 'phone'> {
  const open = new Set(state.counters.filter((counter) => counter.state === 'open').map(({ id }) => id));
  return {
    station,
    day,
    nowMs,
    opensAt: hall.opensAt,
    closesAt: hall.closesAt,
    isOpen: isHallOpen(hall, nowMs),
    groups: hall.groups.map(({ letter, name }) => {
      const waiting = state.waiting.filter(({ group }) => group === letter).length;
      const served = hall.counters.filter(({ id, groups }) => groups.includes(letter) && open.has(id)).length;
      // As the answer to a number counts it, for somebody who comes last.
      const expectedMs = served === 0 ? null : Math.ceil((waiting + 1) / served) * hall.policy.usualServiceMs;
      return { letter, name, waiting, expectedMs };
    }),
  };
}
