import { useTranslation } from 'react-i18next';
import { percentText } from '#shared/domain/workbench/kpis';
import { addressOf, Bullet, Pill, useWords } from '#renderer/ui/index';
import { incidentsPlace, timeParts, useResponseMonths, type ResponseMonths } from '../../incidents/index';
import { useIsReceiving } from '../queries';

/** How many incidents somebody came to within 30 minutes this month (K3), against the month before; leads to those that were late. */
export function ResponseKpi() {
  useWords(timeParts);
  const { t } = useTranslation(['incidentTime', 'workbench']);
  const known = useResponseMonths();
  // As the other figures: a part of a first sync says nothing.
  const months = useIsReceiving() ? undefined : known;
  const rule = t('kpi.response.rule');
  const late = incidentsPlace({ query: { response: 'late', period: 'month' } });
  const share = months?.now.share ?? null;
  if (!months || share === null) {
    return (
      <div className="kpi" title={rule}>
        <h2>{t('kpi.response')}</h2>
        <p className="kpi-nothing" aria-busy={!months}>
          {months ? t('kpi.response.nothing') : t('kpi.counting', { ns: 'workbench' })}
        </p>
      </div>
    );
  }
  const { now } = months;
  const trend = trendOf(months);
  const minutes = now.medianMinutes === null ? '–' : Math.round(now.medianMinutes);
  return (
    <div className="kpi" title={rule}>
      <div className="kpi-head">
        <h2>
          <a href={addressOf(late)}>{t('kpi.response')}</a>
        </h2>
        <Pill shape={trend === 'worse' ? 'due' : trend === 'first' ? 'idle' : 'done'}>
          {t(`kpi.response.${trend}`)}
        </Pill>
      </div>
      <p className="kpi-figure">
        <b>{percentText(share)}</b>
        <span>%</span>
        <small>{t('kpi.response.note', { minutes, count: now.count })}</small>
      </p>
      <Bullet share={share} />
    </div>
  );
}

/** This month against the last one, by what is shown: tenths of a percent. */
function trendOf({ now, before }: ResponseMonths): 'better' | 'same' | 'worse' | 'first' {
  if (before.share === null || now.share === null) return 'first';
  const [current, last] = [percentText(now.share), percentText(before.share)];
  if (current === last) return 'same';
  return Number(current) > Number(last) ? 'better' : 'worse';
}
