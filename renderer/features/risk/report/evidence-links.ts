import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { dateOfDay, type CalendarDate } from '#shared/domain/calendar/date';
import type { Fact, FactSource } from '#shared/domain/risk/facts';
import { dayText, useLanguage, type Place } from '#renderer/ui/index';
import { alarmsPlace } from '../../alarms/index';
import { incidentsPlace } from '../../incidents/index';
import { personPlace, type PersonRecord } from '../../people/index';
import type { EvidenceRecords } from './use-evidence';

/** Where something that a reason rests on can be looked up. */
export interface EvidenceLink {
  readonly key: string;
  readonly label: string;
  /** Null where there is nothing to be opened. */
  readonly place: Place | null;
}

/** A page of somebody's file. */
export const tabPlace = (person: PersonRecord, tab: string): Place => {
  const { path, query } = personPlace(person._id);
  return { path, query: { ...query, tab } };
};

/** Says where a record of that kind and uid is to be found; what this device does not hold is looked for where it would be. */
export function usePlaceOf(
  person: PersonRecord,
  evidence: EvidenceRecords | undefined,
): (source: FactSource) => Place | null {
  return useMemo(() => {
    const idOf = (records: readonly { readonly uid: string; readonly _id: string }[] | undefined, uid: string) =>
      records?.find((record) => record.uid === uid)?._id ?? '';
    return ({ type, uid }) => {
      switch (type) {
        case 'visit':
        case 'person':
          return personPlace(person._id);
        case 'assessment':
          return tabPlace(person, 'ability');
        case 'reading':
        case 'device':
          return tabPlace(person, 'sensors');
        case 'alarm':
          return alarmsPlace({ open: idOf(evidence?.alarms, uid) });
        case 'incident': {
          const open = idOf(
            evidence?.incidents.map(({ record }) => record),
            uid,
          );
          return incidentsPlace({ open });
        }
        default:
          return null;
      }
    };
  }, [person, evidence]);
}

const NAMED = ['visit', 'assessment', 'reading', 'alarm', 'device', 'incident', 'person', 'contract'] as const;

/** The links of a reason: one for each record, with its day, or how many readings of it count. */
export function useEvidenceLinks(
  person: PersonRecord,
  evidence: EvidenceRecords | undefined,
  today: CalendarDate,
): (facts: readonly Fact[]) => readonly EvidenceLink[] {
  const { t } = useTranslation('risk');
  const language = useLanguage();
  const placeOf = usePlaceOf(person, evidence);
  return (facts) => {
    const bySource = new Map<string, Fact[]>();
    for (const fact of facts) {
      const key = `${fact.source.type}~${fact.source.uid}`;
      bySource.set(key, [...(bySource.get(key) ?? []), fact]);
    }
    return [...bySource].flatMap(([key, [first, ...more]]): readonly EvidenceLink[] => {
      if (!first) return [];
      const kind = NAMED.find((name) => name === first.source.type) ?? 'other';
      const what = t(`source.${kind}`);
      const isDated = kind !== 'person' && kind !== 'incident' && kind !== 'device';
      const one = isDated ? `${what} ${dayText(dateOfDay(first.day), today, language)}` : what;
      const label = more.length === 0 ? one : t('source.many', { what, count: more.length + 1 });
      return [{ key, label, place: placeOf(first.source) }];
    });
  };
}
