import { useEffect, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { accessOf } from '#shared/domain/access/access';
import { dateAtStation } from '#shared/domain/calendar/date';
import type { WireRecord } from '#shared/schema/envelope';
import type { Replica } from '#shared/schema/types/replica';
import { mayDecide, type ContestedField, type WrittenValue } from '#shared/sync/conflicts';
import {
  useAll,
  useObservable,
  useSession,
  useStation,
  type ContestedRecord,
  type DecidedRecord,
} from '#renderer/data/index';
import { momentText, timeText, useLanguage } from '#renderer/ui/index';
import { useStaffNames, useToday } from '../people/index';
import type { OpenedValue } from './combine';
import type { SeenField } from './commands';
import { openWhole } from './open-value';

/** What waits for the signed-in person; undefined while it is being read. */
export function useContested(): readonly ContestedRecord[] | undefined {
  return useObservable(useStation().contested.open$);
}

/** What was decided; undefined while it is being read. */
export function useDecided(): readonly DecidedRecord[] | undefined {
  return useObservable(useStation().contested.decided$);
}

/** Whether the signed-in person may change a record of that `_id`, and so decide about it. */
export function useMayDecide(): (recordId: string) => boolean {
  const { staff, stationGrids } = useSession();
  return useMemo(() => {
    const { post: actor, functions, gridNumbers } = staff;
    const access = accessOf({ actor, functions, gridNumbers }, stationGrids);
    return (recordId) => mayDecide(access, recordId);
  }, [staff, stationGrids]);
}

/** Who wrote something, on which device and when, in one line; a colleague where nobody knows. */
export function useWriterWords(): (
  written: { readonly replica: string; readonly atMs: number },
  record: WireRecord,
) => { readonly who: string; readonly device: string | null; readonly when: string } {
  const { t } = useTranslation('conflicts');
  const language = useLanguage();
  const today = useToday();
  const station = useStation();
  const staffName = useStaffNames();
  const replicas = useAll<Replica & WireRecord>('reference', 'replica');
  const byId = useMemo(
    () => new Map(replicas?.map((each) => [each._id.slice(each._id.lastIndexOf('~') + 1), each])),
    [replicas],
  );
  return ({ replica, atMs }, { created, changed }) => {
    const known = byId.get(replica);
    // Before its first push nobody but the record itself knows who wrote under a replica.
    const touched = [changed, created].find(({ on }) => on === replica)?.by;
    const uid = known?.staffUid ?? (replica === station.replica ? station.session.staff.uid : touched);
    const when =
      dateAtStation(atMs) === today ? t('today', { time: timeText(atMs) }) : momentText(atMs, today, language);
    return {
      who: (uid === undefined ? null : staffName(uid)) ?? t('someone'),
      device: known?.deviceName || null,
      when,
    };
  };
}

/** A contested field with its values opened. */
export interface OpenedField extends SeenField {
  /** What stands first, then the others. */
  readonly values: readonly (OpenedValue & { readonly written: WrittenValue })[];
  /** Something in one of them is not for the reader. */
  readonly isClosed: boolean;
}

/** The contested fields of a record, opened; undefined while that goes on. */
export function useOpenedFields({
  record,
  fields,
}: Pick<ContestedRecord, 'record' | 'fields'>): readonly OpenedField[] | undefined {
  const { sealer } = useStation();
  const [opened, setOpened] = useState<readonly OpenedField[]>();
  useEffect(() => {
    let isWanted = true;
    const openField = async ({ field, stands, others, seen }: ContestedField): Promise<OpenedField> => {
      const all = [stands, ...others];
      const plain = await Promise.all(all.map(({ value }) => openWhole(sealer, record, field, value)));
      return {
        field,
        seen,
        stood: stands.value,
        isClosed: plain.some(({ kind }) => kind === 'closed'),
        values: all.map((written, index) => {
          const each = plain[index];
          return {
            stamp: written.stamp,
            stored: written.value,
            plain: each?.kind === 'opened' ? each.plain : null,
            written,
          };
        }),
      };
    };
    void Promise.all(fields.map(openField)).then((all) => {
      if (isWanted) setOpened(all);
    });
    return () => {
      isWanted = false;
    };
  }, [sealer, record, fields]);
  return opened;
}

/** Somebody's name, for values that mean a person; null where this device does not know it. */
export function usePersonName(uid: string): string | null {
  const { records } = useStation();
  const [found, setFound] = useState<{ readonly uid: string; readonly name: string | null }>();
  useEffect(() => {
    let isWanted = true;
    void records.byUid<WireRecord>('people', 'person', uid).then((person) => {
      const name = person?.['name'];
      if (isWanted) setFound({ uid, name: typeof name === 'string' ? name : null });
    });
    return () => {
      isWanted = false;
    };
  }, [records, uid]);
  return found?.uid === uid ? found.name : null;
}
