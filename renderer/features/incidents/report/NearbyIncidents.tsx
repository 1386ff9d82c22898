import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { addressOf, Pill } from '#renderer/ui/index';
import { incidentsPlace } from '../places';
import { useNearby } from '../queries';
import { useAgeWords } from '../spans';
import { STATE_SHAPES } from '../words';
import type { KeptReport } from './draft';

/** Open incidents close by that may be the same thing; whoever sees that one is there opens it, and the report waits as a draft. */
export function NearbyIncidents({ draft }: { readonly draft: KeptReport }) {
  const { t } = useTranslation(['incidentReport', 'incidents']);
  const ageWords = useAgeWords();
  const { place, address, buildingUid, categoryUid, incidentUid } = draft;
  const report = useMemo(
    () => ({ place, address, buildingUid, categoryUid }),
    [place, address, buildingUid, categoryUid],
  );
  const nearby = useNearby(report, incidentUid);
  if (nearby.length === 0) return null;
  return (
    <section className="nearby" aria-label={t('nearby.title')} role="status">
      <h2>{t('nearby.count', { count: nearby.length })}</h2>
      <ul>
        {nearby.map(({ incident, meters }) => (
          <li key={incident.id}>
            <a href={addressOf(incidentsPlace({ open: incident.id }))}>{incident.record.title}</a>
            <Pill shape={STATE_SHAPES[incident.state]}>{t(`state.${incident.state}`, { ns: 'incidents' })}</Pill>
            <small>
              {meters === null ? t('nearby.same-place') : t('nearby.meters', { count: meters })}
              {t('nearby.between')}
              {ageWords(incident.record.reportedAtMs)}
            </small>
          </li>
        ))}
      </ul>
      <p>{t('nearby.text')}</p>
    </section>
  );
}
