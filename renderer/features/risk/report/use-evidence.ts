import { useMemo } from 'react';
import { isOpenState } from '#shared/domain/incidents/machine';
import { standingOf } from '#shared/domain/incidents/standing';
import { isAboutFire, isAtHome } from '#shared/domain/risk/known';
import type { WireRecord } from '#shared/schema/envelope';
import { documentId } from '#shared/schema/ids';
import type { Alarm } from '#shared/schema/types/alarm';
import type { Assessment } from '#shared/schema/types/assessment';
import type { Certificate } from '#shared/schema/types/certificate';
import type { Dwelling } from '#shared/schema/types/home';
import type { Incident } from '#shared/schema/types/incident';
import type { Category } from '#shared/schema/types/incident-category';
import type { ReadingMonth, Sensor } from '#shared/schema/types/sensor';
import type { Visit } from '#shared/schema/types/visit';
import type { VisitPlan } from '#shared/schema/types/visit-plan';
import { useAll, useOwned, useRecord } from '#renderer/data/index';
import { scopeOf, useHousehold, useUidsOf, type PersonRecord } from '../../people/index';

/** An incident at the home, and whether it is about fire. */
export interface HomeIncident {
  readonly record: Incident & WireRecord;
  readonly isAboutFire: boolean;
}

/** Everything on this device that a report about somebody is made of, still sealed. */
export interface EvidenceRecords {
  readonly residents: number;
  readonly certificates: readonly (Certificate & WireRecord)[];
  readonly visits: readonly (Visit & WireRecord)[];
  readonly plan: (VisitPlan & WireRecord) | null;
  readonly assessments: readonly (Assessment & WireRecord)[];
  readonly sensors: readonly (Sensor & WireRecord)[];
  readonly months: readonly (ReadingMonth & WireRecord)[];
  readonly alarms: readonly (Alarm & WireRecord)[];
  /** Open ones. */
  readonly incidents: readonly HomeIncident[];
}

/** See `EvidenceRecords`; files that were merged into the person's and the home's devices included. Undefined while loading. */
export function useEvidence(person: PersonRecord): EvidenceRecords | undefined {
  const { uid, dwellingUid, householdUid } = person;
  const uids = useUidsOf(uid);
  const owners = useMemo(() => (dwellingUid === null ? uids : [...uids, dwellingUid]), [uids, dwellingUid]);
  const papers = useOwned<WireRecord>('people', uids);
  const visits = useOwned<WireRecord>('visits', uids);
  const care = useOwned<WireRecord>('care', uids);
  const devices = useOwned<WireRecord>('devices', owners);
  const tasks = useOwned<WireRecord>('tasks', owners);
  const household = useHousehold(householdUid);
  const incidents = useHomeIncidents(person);
  const sensors = useMemo(() => devices && ofType<Sensor>(devices, 'sensor'), [devices]);
  const months = useOwned<WireRecord>(
    'devices',
    useMemo(() => sensors?.map((sensor) => sensor.uid) ?? [], [sensors]),
  );
  const hasNoSensor = sensors?.length === 0;
  return useMemo(() => {
    if (!papers || !visits || !care || !sensors || !tasks || !incidents) return undefined;
    if (!months && !hasNoSensor) return undefined;
    return {
      residents: household?.length ?? 0,
      certificates: ofType<Certificate>(papers, 'certificate'),
      visits: ofType<Visit>(visits, 'visit'),
      plan: ofType<VisitPlan>(visits, 'visit-plan').find(({ personUid }) => personUid === uid) ?? null,
      assessments: ofType<Assessment>(care, 'assessment'),
      sensors: sensors.filter(({ endedAtMs }) => endedAtMs === null),
      months: ofType<ReadingMonth>(months ?? [], 'reading-month'),
      alarms: ofType<Alarm>(tasks, 'alarm'),
      incidents,
    };
  }, [papers, visits, care, sensors, months, hasNoSensor, tasks, incidents, household, uid]);
}

function useHomeIncidents(person: PersonRecord): readonly HomeIncident[] | undefined {
  const { _id, uid, dwellingUid } = person;
  const all = useAll<Incident & WireRecord>('incidents', 'incident');
  const categories = useAll<Category & WireRecord>('reference', 'category');
  const homeId = dwellingUid === null ? '' : documentId('dwelling', scopeOf(_id), dwellingUid);
  const home = useRecord<Dwelling & WireRecord>('homes', homeId);
  return useMemo(() => {
    if (!all || !categories) return undefined;
    const fire = new Set(categories.filter(isAboutFire).map((category) => category.uid));
    const at = { personUid: uid, address: home?.address ?? null, buildingUid: home?.buildingUid ?? null };
    return all.flatMap((record): readonly HomeIncident[] => {
      const { state, categoryUid } = standingOf(record);
      const isFire = categoryUid !== null && fire.has(categoryUid);
      return isOpenState(state) && isAtHome(record, isFire, at) ? [{ record, isAboutFire: isFire }] : [];
    });
  }, [all, categories, home, uid]);
}

const ofType = <T>(records: readonly WireRecord[], type: string): readonly (T & WireRecord)[] =>
  records.filter((record) => record.type === type) as unknown as readonly (T & WireRecord)[];
