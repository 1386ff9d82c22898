import { useTranslation } from 'react-i18next';
import type { CalendarDate } from '#shared/domain/calendar/date';
import type { RiskReportContent } from '#shared/domain/risk/content';
import { DIMENSIONS } from '#shared/domain/risk/facts';
import { dayText, StatusShape, useLanguage } from '#renderer/ui/index';
import { RadarChart, TrendChart } from '#renderer/ui/chart/index';
import { LEVEL_SHAPES, useHowReached, useRiskNames } from '../words';
import { radarFigures, trendFigures, type DatedSummary } from './figures';

interface ReportChartsProps {
  /** The newest first; the first is the one that is shown. */
  readonly reports: readonly DatedSummary[];
  readonly bands: RiskReportContent['terms']['bands'] | null;
  readonly today: CalendarDate;
}

/** The level and how it was reached, the three figures as a polygon, and how they went; each in words too. */
export function ReportCharts({ reports, bands, today }: ReportChartsProps) {
  const { t } = useTranslation('risk');
  const language = useLanguage();
  const names = useRiskNames();
  const how = useHowReached();
  const [shown, before] = reports;
  if (!shown) return null;
  const { summary } = shown;
  const trend = trendFigures(reports, bands, names, today, language);
  const figures = DIMENSIONS.map((name) => `${names.dimension(name)} ${summary.dimensions[name].score}`).join(t('and'));
  return (
    <div className="risk-charts">
      <RadarChart
        figures={radarFigures(summary, before?.summary ?? null, bands, names)}
        label={t('radar', { figures })}
      >
        {t('radar', { figures })}
      </RadarChart>
      <div>
        <p className={`risk-level is-${summary.level}`}>
          <StatusShape shape={LEVEL_SHAPES[summary.level]} size={22} />
          <b>{names.level(summary.level)}</b>
        </p>
        <p className="risk-how">
          {how(summary, bands)} {before ? t('scale.before', { day: dayText(before.day, today, language) }) : t('scale')}
        </p>
        {trend ? (
          <TrendChart figures={trend} label={t('trend', { from: trend.days[0] ?? '', to: trend.days.at(-1) ?? '' })}>
            <TrendTable reports={reports} today={today} />
          </TrendChart>
        ) : (
          <p className="quiet">{t('trend.one')}</p>
        )}
      </div>
    </div>
  );
}

/** The trend as a table, for whoever does not see it: a row for each report. */
function TrendTable({ reports, today }: Pick<ReportChartsProps, 'reports' | 'today'>) {
  const { t } = useTranslation('risk');
  const language = useLanguage();
  const names = useRiskNames();
  return (
    <table>
      <thead>
        <tr>
          <th scope="col">{t('trend.day')}</th>
          {DIMENSIONS.map((name) => (
            <th key={name} scope="col">
              {names.dimension(name)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {reports.map(({ day, summary }) => (
          <tr key={day}>
            <th scope="row">{dayText(day, today, language)}</th>
            {DIMENSIONS.map((name) => (
              <td key={name}>{summary.dimensions[name].score}</td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
