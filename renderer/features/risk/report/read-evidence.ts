import { firstValueFrom, type Observable } from 'rxjs';
import { isOpenState } from '#shared/domain/incidents/machine';
import { standingOf } from '#shared/domain/incidents/standing';
import { isAboutFire, isAtHome, type Known } from '#shared/domain/risk/known';
import type { WireRecord } from '#shared/schema/envelope';
import { documentId } from '#shared/schema/ids';
import { openEvidence } from '#shared/schema/open-evidence';
import type { CollectionName } from '#shared/schema/record-type';
import type { Alarm } from '#shared/schema/types/alarm';
import type { Assessment } from '#shared/schema/types/assessment';
import type { Certificate } from '#shared/schema/types/certificate';
import type { Dwelling } from '#shared/schema/types/home';
import type { Incident } from '#shared/schema/types/incident';
import type { Category } from '#shared/schema/types/incident-category';
import type { ReadingMonth, Sensor } from '#shared/schema/types/sensor';
import type { Visit } from '#shared/schema/types/visit';
import type { VisitPlan } from '#shared/schema/types/visit-plan';
import type { OpenStation } from '#renderer/data/index';
import { scopeOf, type PersonRecord } from '../../people/index';

type Reading = Pick<OpenStation, 'records' | 'sealer'>;

/** Reads what is known of one person after the other. */
export interface EvidenceReader {
  known(person: PersonRecord): Promise<Known>;
}

/** A reader of the evidence on this device; what concerns everybody is read once. */
export async function createEvidenceReader({ records, sealer }: Reading): Promise<EvidenceReader> {
  const incidents = await openIncidents(records);
  const owned = async (collection: CollectionName, owner: string | null): Promise<readonly WireRecord[]> =>
    owner === null
      ? []
      : first(records.find(collection, { selector: { owner }, sort: [{ owner: 'asc' }, { rank: 'asc' }] }));
  return {
    known: async (person) => {
      const { uid, dwellingUid, householdUid } = person;
      const [papers, visits, care, ownDevices, homeDevices, ownTasks, homeTasks, household] = await Promise.all([
        owned('people', uid),
        owned('visits', uid),
        owned('care', uid),
        owned('devices', uid),
        owned('devices', dwellingUid),
        owned('tasks', uid),
        owned('tasks', dwellingUid),
        owned('people', householdUid),
      ]);
      const sensors = ofType<Sensor>([...ownDevices, ...homeDevices], 'sensor');
      const months = await Promise.all(sensors.map((sensor) => owned('devices', sensor.uid)));
      const homeId = dwellingUid === null ? '' : documentId('dwelling', scopeOf(person._id), dwellingUid);
      const home = await first(records.byId<Dwelling & WireRecord>('homes', homeId));
      const at = { personUid: uid, address: home?.address ?? null, buildingUid: home?.buildingUid ?? null };
      const living = ofType<PersonRecord>(household, 'person').filter(
        (each) => each.status === 'living-here' && each.mergedIntoUid === null,
      );
      const sealed = {
        person,
        residents: living.length,
        certificates: ofType<Certificate>(papers, 'certificate'),
        visits: ofType<Visit>(visits, 'visit'),
        plan: ofType<VisitPlan>(visits, 'visit-plan')[0] ?? null,
        assessments: ofType<Assessment>(care, 'assessment'),
        sensors,
        months: ofType<ReadingMonth>(months.flat(), 'reading-month'),
        alarms: ofType<Alarm>([...ownTasks, ...homeTasks], 'alarm'),
        incidents: incidents
          .filter(({ record, isFire }) => isAtHome(record, isFire, at))
          .map(({ record, isFire }) => ({
            uid: record.uid,
            reportedAtMs: record.reportedAtMs,
            isAboutFire: isFire,
          })),
      };
      return openEvidence(sealed, sealer.open);
    },
  };
}

async function openIncidents(records: Reading['records']) {
  const categories = await first(records.all<Category & WireRecord>('reference', 'category'));
  const fire = new Set(categories.filter(isAboutFire).map(({ uid }) => uid));
  const all = await first(records.all<Incident & WireRecord>('incidents', 'incident'));
  return all.flatMap((record) => {
    const { state, categoryUid } = standingOf(record);
    return isOpenState(state) ? [{ record, isFire: categoryUid !== null && fire.has(categoryUid) }] : [];
  });
}

const first = <T>(observable: Observable<T>): Promise<T> => firstValueFrom(observable);

const ofType = <T>(records: readonly WireRecord[], type: string): readonly (T & WireRecord)[] =>
  records.filter((record) => record.type === type) as unknown as readonly (T & WireRecord)[];
