import { useMemo } from 'react';
import { livingAloneOf, type LivingAlone } from '#shared/domain/people/living-alone';
import { membershipsOf, type Membership } from '#shared/domain/people/membership';
import type { WireRecord } from '#shared/schema/envelope';
import { documentId } from '#shared/schema/ids';
import type { Finding } from '#shared/schema/types/quality';
import { useOwned, useRecord } from '#renderer/data/index';
import { scopeOf, useHousehold, useMerges, useUidsOf, type MergeRecord, type PersonRecord } from '../people/index';
import { useRound, type PersonDue } from '../visits/index';
import type { CertificateRecord } from './commands/certificates';
import type { ConsentRecord } from './commands/consents';
import type { HouseholdRecord } from './commands/status';

export type FindingRecord = Finding & WireRecord;

/** What is on record about somebody beside the file itself, files merged into it included. */
export interface Dossier {
  readonly certificates: readonly CertificateRecord[];
  readonly consents: readonly ConsentRecord[];
  readonly findings: readonly FindingRecord[];
  /** Merges that this file took part in, undone ones too. */
  readonly merges: readonly MergeRecord[];
}

/** The dossier of a person; undefined while loading. */
export function useDossier(personUid: string): Dossier | undefined {
  const uids = useUidsOf(personUid);
  const owned = useOwned<WireRecord>('people', uids);
  const merges = useMerges();
  return useMemo(() => {
    if (!owned || !merges) return undefined;
    const ofType = (type: string) => owned.filter((record) => record.type === type);
    return {
      certificates: ofType('certificate') as unknown as readonly CertificateRecord[],
      consents: ofType('consent') as unknown as readonly ConsentRecord[],
      findings: ofType('finding') as unknown as readonly FindingRecord[],
      merges: merges.filter(({ keptUid, mergedUid }) => keptUid === personUid || mergedUid === personUid),
    };
  }, [owned, merges, personUid]);
}

/** The household record of that uid in the person's grid: undefined while loading, null for none. */
export function useHouseholdRecord({ _id, householdUid }: PersonRecord): HouseholdRecord | null | undefined {
  const id = householdUid === null ? '' : documentId('household', scopeOf(_id), householdUid);
  const household = useRecord<HouseholdRecord>('homes', id);
  return householdUid === null ? null : household;
}

/** Where somebody stands: whom they live with, what makes a key person, when the next visit is due. */
export interface Standing {
  /** Undefined while loading. */
  readonly household: readonly PersonRecord[] | undefined;
  readonly alone: LivingAlone;
  readonly memberships: readonly Membership[];
  /** Undefined for nobody who has to be visited. */
  readonly due: PersonDue | undefined;
}

/** See `Standing`. */
export function useStanding(person: PersonRecord, certificates: readonly CertificateRecord[]): Standing {
  const { today, due } = useRound();
  const household = useHousehold(person.householdUid);
  const alone = livingAloneOf(person, household?.length ?? 0);
  return {
    household,
    alone,
    memberships: membershipsOf(person, alone, certificates, today),
    due: due?.find((row) => row.person.uid === person.uid),
  };
}
