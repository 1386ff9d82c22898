import { useTranslation } from 'react-i18next';
import { shareOf } from '#shared/domain/applications/figures';
import { SERVICE_TARGETS, type DaySpan, type ServiceFigures } from '#shared/domain/applications/service-figures';
import { TrendChart } from '#renderer/ui/chart/index';
import { usePercent } from '../words';
import { shareOfKpi, type Kpi } from './look';

interface MonthsTrendProps {
  readonly kpi: Kpi;
  readonly months: readonly { readonly month: DaySpan; readonly figures: ServiceFigures }[];
}

/** A figure by month against its target, drawn and as a table. */
export function MonthsTrend({ kpi, months }: MonthsTrendProps) {
  const { t } = useTranslation('figures');
  const percent = usePercent();
  const values = months.map(({ figures }) => shareOfKpi(kpi, figures));
  if (values.every((value) => value === null)) return <p className="figures-note">{t('trend.nothing')}</p>;
  const points = (share: number | null) => (share === null ? null : Math.floor(share * 1000) / 10);
  const target = SERVICE_TARGETS[kpi] * 100;
  const names = months.map(({ month: { from } }) => from.slice(2, 7));
  const series = [
    { name: t(`series.${kpi}.short`), values: values.map(points) },
    ...(kpi === 'satisfied'
      ? [
          {
            name: t('series.acceptable.short'),
            values: months.map(({ figures }) => points(shareOf(figures.acceptable))),
          },
        ]
      : []),
  ];
  return (
    <div className="figures-trend">
      <TrendChart figures={{ days: names, series, lines: [target] }} label={t('trend.label', { target })}>
        {t('trend.table')}
      </TrendChart>
      <div className="figures-scroll" tabIndex={0} role="region" aria-label={t('trend.table')}>
        <table className="figures-table is-tight">
          <caption className="visually-hidden">{t('trend.table')}</caption>
          <thead>
            <tr>
              <th scope="col">{t('col.month')}</th>
              {series.map(({ name }) => (
                <th key={name} scope="col" className="is-number">
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {months.toReversed().map(({ month, figures }) => (
              <tr key={month.from}>
                <th scope="row">{month.from.slice(0, 7)}</th>
                <td className="is-number">{percent(shareOfKpi(kpi, figures))}</td>
                {kpi === 'satisfied' && <td className="is-number">{percent(shareOf(figures.acceptable))}</td>}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </div>
  );
}
