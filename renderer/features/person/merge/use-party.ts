import { useEffect, useMemo, useState } from 'react';
import { checkCitizenId, type RegionLookup } from '#shared/domain/people/citizen-id';
import type { MergeField, MergeFile } from '#shared/domain/people/merge-choice';
import type { WireRecord } from '#shared/schema/envelope';
import { stampMs } from '#shared/sync/stamp';
import { useOwned, useStation } from '#renderer/data/index';
import { useHousehold, useUidsOf, type PersonRecord } from '../../people/index';
import { useRound } from '../../visits/index';
import type { MergeParty } from '../commands/merge';
import { openValues, type OpenedValues } from '../commands/writing';
import { useHouseholdRecord } from '../queries';

/** One file of a merge with all that hangs on it. */
export interface Party extends MergeParty {
  /** How much follows: visits, certificates, consents. */
  readonly counts: { readonly visits: number; readonly certificates: number; readonly consents: number };
}

/** The field of the record whose stamp tells when something was written. */
const STAMP_OF: Readonly<Record<MergeField, string>> = {
  name: 'name',
  citizenId: 'citizenId',
  birthDate: 'birthDate',
  sex: 'sex',
  phone: 'phone',
  home: 'dwellingUid',
  registered: 'registeredDwellingUid',
  status: 'status',
  disability: 'disability',
  livingAlone: 'livingAlone',
};

/** Opens one of the two files; undefined while that goes on. */
export function useParty(person: PersonRecord, regionOf: RegionLookup): Party | undefined {
  const station = useStation();
  const { today } = useRound();
  const [values, setValues] = useState<OpenedValues>();
  const household = useHouseholdRecord(person);
  const residents = useHousehold(person.householdUid);
  const uids = useUidsOf(person.uid);
  const papers = useOwned<WireRecord>('people', uids);
  const visits = useOwned<WireRecord>('visits', uids);
  useEffect(() => {
    let isWanted = true;
    void openValues(station, person).then((opened) => {
      if (isWanted) setValues(opened);
    });
    return () => {
      isWanted = false;
    };
  }, [station, person]);
  return useMemo(() => {
    if (!values || household === undefined || !residents || !papers || !visits) return undefined;
    const certificates = papers.filter(({ type }) => type === 'certificate');
    return {
      record: person,
      file: fileOf(person, values, today, regionOf),
      values,
      household,
      residents,
      dependants: [...certificates, ...visits],
      counts: {
        visits: visits.length,
        certificates: certificates.length,
        consents: papers.filter(({ type }) => type === 'consent').length,
      },
    };
  }, [person, values, household, residents, papers, visits, today, regionOf]);
}

function fileOf(person: PersonRecord, values: OpenedValues, today: string, regionOf: RegionLookup): MergeFile {
  const { livingAlone, stamps, born } = person;
  const writtenAtMs = Object.fromEntries(
    Object.entries(STAMP_OF).map(([field, name]) => [field, stampMs(stamps[name] ?? born)]),
  ) as MergeFile['writtenAtMs'];
  return {
    uid: person.uid,
    // Closed files are not merged: who they are about is not for the reader.
    name: person.name ?? '',
    sex: person.sex ?? 'female',
    birthDate: person.birthDate,
    citizenId: values.citizenId,
    idSays: values.citizenId === null ? null : checkCitizenId(values.citizenId, today, regionOf),
    phone: values.phone,
    dwellingUid: person.dwellingUid,
    householdUid: person.householdUid,
    relation: person.relation ?? 'other',
    relationCode: person.relationCode,
    registeredDwellingUid: person.registeredDwellingUid,
    status: person.status,
    disability: person.disability,
    livingAlone:
      livingAlone && livingAlone.value !== null
        ? { value: livingAlone.value, declaredOn: livingAlone.declaredOn }
        : null,
    profile: values.profile,
    writtenAtMs,
  };
}
