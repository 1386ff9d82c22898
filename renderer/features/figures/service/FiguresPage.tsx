import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { FIGURE_PERIODS, monthsUpTo, periodToDate, serviceFigures } from '#shared/domain/applications/service-figures';
import { Choice, dayText, Empty, goTo, Loading, useLanguage, usePlace, useWords } from '#renderer/ui/index';
import { useDeskCalendar } from '../../applications/index';
import { FiguresExport } from '../../export/index';
import { useToday } from '../../people/index';
import { figuresParts } from '../figures-parts';
import { FiguresHead } from '../FiguresHead';
import { figuresPlace } from '../places';
import { BehindPanel } from './BehindPanel';
import { KpiCards } from './KpiCards';
import { LinesTable } from './LinesTable';
import { lookAt, queryOf, type Look } from './look';
import { useCounted } from './queries';
import { MonthsTrend } from './MonthsTrend';
import { useExported } from './use-exported';
import '../figures.css';

/** Months of the trend: a year, and the same month of the year before is its first. */
const MONTHS = 13;

/** How the station does against its three targets: the figures, their months, what they are made of, and what stands behind each line. */
export function FiguresPage() {
  useWords(figuresParts);
  const { t } = useTranslation('figures');
  const language = useLanguage();
  const { query } = usePlace();
  const today = useToday();
  const calendar = useDeskCalendar();
  const counted = useCounted();
  const look = lookAt(query);
  const span = useMemo(() => periodToDate(look.period, today), [look.period, today]);
  const figures = useMemo(
    () => (counted && calendar ? serviceFigures(span, counted, calendar) : undefined),
    [counted, calendar, span],
  );
  const months = useMemo(
    () =>
      counted && calendar
        ? monthsUpTo(today, MONTHS).map((month) => ({ month, figures: serviceFigures(month, counted, calendar) }))
        : undefined,
    [counted, calendar, today],
  );
  const exported = useExported(look, figures);
  const days = t('days', { from: dayText(span.from, today, language), to: dayText(span.to, today, language) });
  const show = (next: Partial<Look>) => goTo(figuresPlace(queryOf({ ...look, behind: null, ...next })));
  return (
    <div className="figures-page">
      <FiguresHead page="service" days={days}>
        {exported && <FiguresExport {...exported} filters={[days]} />}
      </FiguresHead>
      <Choice
        label={t('period')}
        options={FIGURE_PERIODS.map((value) => ({ value, label: t(`period.${value}`) }))}
        value={look.period}
        onChange={(period) => period && show({ period })}
      />
      {!figures || !months || !counted ? (
        <Loading label={t('loading')} lines={8} />
      ) : (
        <>
          <KpiCards look={look} figures={figures} span={span} onChoose={(kpi) => show({ kpi })} />
          <div className="figures-body">
            <div className="figures-main">
              <section className="card" aria-labelledby="figures-trend">
                <h2 id="figures-trend">{t(`trend.${look.kpi}`)}</h2>
                <MonthsTrend kpi={look.kpi} months={months} />
              </section>
              <section className="card" aria-labelledby="figures-lines">
                <h2 id="figures-lines">{t(`lines.${look.kpi}`)}</h2>
                <p className="figures-note">{t(`lines.${look.kpi}.text`)}</p>
                <LinesTable look={look} figures={figures} onOpen={(behind) => show({ behind })} />
              </section>
            </div>
            {look.behind ? (
              <aside className="card figures-behind">
                <BehindPanel look={look} span={span} counted={counted} onClose={() => show({})} />
              </aside>
            ) : (
              <aside className="card figures-behind is-hint">
                <Empty title={t('behind.none')} text={t('behind.none.text')} />
              </aside>
            )}
          </div>
        </>
      )}
    </div>
  );
}
