import { useEffect, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { categoryNameIn } from '#shared/codes/incident-categories/english';
import type { Assignee } from '#shared/schema/types/incident-step';
import { useStation } from '#renderer/data/index';
import { useLanguage } from '#renderer/ui/index';
import { useStaffNames, type PersonRecord } from '../people/index';
import { useCategories, useIncidents, useUnitRecords, type UnitRecord } from './queries';

/** Units and what they are called. */
export interface Units {
  readonly units: readonly UnitRecord[];
  readonly nameOfUnit: (uid: string) => string;
}

/** The station's units; none while loading. */
export function useUnits(): Units {
  const { t } = useTranslation('incidents');
  const language = useLanguage();
  const records = useUnitRecords();
  return useMemo(() => {
    const units = records ?? [];
    const names = new Map(units.map(({ uid, name }) => [uid, (language === 'en' ? name.en : undefined) ?? name.zh]));
    return { units, nameOfUnit: (uid) => names.get(uid) ?? t('unit.unknown') };
  }, [records, language, t]);
}

/** Says whom something is with: a unit, one of its people, or its pool. */
export function useAssigneeText(): (assignee: Assignee) => string {
  const { t } = useTranslation('incidents');
  const { nameOfUnit } = useUnits();
  const nameOf = useStaffNames();
  return ({ unitUid, staffUid, mode }) => {
    const unit = nameOfUnit(unitUid);
    if (staffUid !== null) return t('assignee.person', { unit, person: nameOf(staffUid) ?? t('someone') });
    return mode === 'pool' ? t('assignee.pool', { unit }) : unit;
  };
}

/** Says a major or minor in the language of the screens. What is written into records and what lists are narrowed by stays its own name. */
export function useCategoryText(): (name: string) => string {
  const language = useLanguage();
  return useMemo(() => (name) => categoryNameIn(language, name), [language]);
}

/** What categories and incidents are called, by uid. */
export function useTitles(): {
  readonly categoryName: (uid: string) => string;
  readonly titleOfIncident: (uid: string) => string;
} {
  const { t } = useTranslation('incidents');
  const categories = useCategories();
  const incidents = useIncidents();
  const categoryText = useCategoryText();
  return useMemo(() => {
    const names = new Map(categories?.map(({ uid, name }) => [uid, categoryText(name)]));
    return {
      categoryName: (uid) => names.get(uid) ?? t('category.unknown'),
      titleOfIncident: (uid) => incidents?.find((each) => each.uid === uid)?.record.title ?? t('gone'),
    };
  }, [categories, incidents, categoryText, t]);
}

/** `_id` of somebody's file by uid; null while it is looked for and where this device does not hold it. */
export function useFileIdOf(personUid: string | null): string | null {
  const { records } = useStation();
  const [found, setFound] = useState<{ readonly uid: string; readonly id: string | null } | null>(null);
  useEffect(() => {
    if (personUid === null) return;
    let isWanted = true;
    records.byUid<PersonRecord>('people', 'person', personUid).then(
      (person) => isWanted && setFound({ uid: personUid, id: person?._id ?? null }),
      () => undefined,
    );
    return () => {
      isWanted = false;
    };
  }, [records, personUid]);
  return found !== null && found.uid === personUid ? found.id : null;
}
