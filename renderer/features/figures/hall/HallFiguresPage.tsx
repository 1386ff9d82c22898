import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import {
  Choice,
  dayText,
  Empty,
  ErrorNotice,
  goTo,
  Loading,
  useLanguage,
  usePlace,
  useWords,
} from '#renderer/ui/index';
import { BarChart } from '#renderer/ui/chart/index';
import type { QueueStatisticsView } from '#shared/ipc/queue-api';
import { FiguresExport } from '../../export/index';
import { useToday } from '../../people/index';
import { figuresParts } from '../figures-parts';
import { FiguresHead } from '../FiguresHead';
import { hallFiguresPlace } from '../places';
import { choiceOf, DAY_CHOICES, spanOfChoice } from './days';
import { Glance } from './Glance';
import { HallTable } from './HallTable';
import { useHallExport, useKeyNames, type HallHeap } from './heaps';
import { useRated } from './use-rated';
import { useStatistics } from './use-statistics';
import '../figures.css';

/** Waits, services and load of the hall, of a day or up to a month: what matters in one sentence, then in figures. */
export function HallFiguresPage() {
  useWords(figuresParts);
  const { t } = useTranslation('figures');
  const language = useLanguage();
  const { query } = usePlace();
  const today = useToday();
  const choice = choiceOf(query);
  const span = useMemo(() => spanOfChoice(choice, query, today), [choice, query, today]);
  const statistics = useStatistics(span);
  const figures = statistics.kind === 'there' ? statistics.figures : undefined;
  const exported = useHallExport(figures);
  const text = (day: string) => dayText(day, today, language);
  const days = !span
    ? ''
    : span.from === span.to
      ? text(span.from)
      : t('days', { from: text(span.from), to: text(span.to) });
  const own = (next: Readonly<Record<string, string>>) =>
    goTo(hallFiguresPlace({ from: query['from'] ?? today, to: query['to'] ?? today, days: 'own', ...next }));
  return (
    <div className="figures-page">
      <FiguresHead page="hall" days={days}>
        {figures && <FiguresExport {...exported} filters={[days]} />}
      </FiguresHead>
      <div className="figures-days">
        <Choice
          label={t('hall.days')}
          options={DAY_CHOICES.map((value) => ({ value, label: t(`hall.days.${value}`) }))}
          value={choice}
          onChange={(days) => days && goTo(hallFiguresPlace({ days }))}
        />
        {choice === 'own' &&
          (['from', 'to'] as const).map((end) => (
            <label key={end}>
              {t(`hall.${end}`)}
              <input
                type="date"
                className="ant-input"
                max={today}
                value={query[end] ?? today}
                onChange={({ target }) => own({ [end]: target.value })}
              />
            </label>
          ))}
      </div>
      {!span ? (
        <p className="figures-note" role="alert">
          {t('hall.wrong-days')}
        </p>
      ) : statistics.kind === 'failed' ? (
        <ErrorNotice error={statistics.error} onRemedy={statistics.again} />
      ) : !figures ? (
        <Loading label={t('loading')} lines={8} />
      ) : figures.whole.taken === 0 ? (
        <Empty title={t('hall.nobody')} text={t('hall.nobody.text')} />
      ) : (
        <Figures figures={figures} />
      )}
    </div>
  );
}

const TABLES: readonly HallHeap[] = ['byGroup', 'byCounter', 'byItem'];

function Figures({ figures }: { readonly figures: QueueStatisticsView }) {
  const { t } = useTranslation('figures');
  const rated = useRated(figures);
  const nameOf = useKeyNames();
  const hours = hoursOf(figures);
  return (
    <>
      <Glance figures={figures} rated={rated} />
      <div className="figures-hall">
        <section className="card is-wide" aria-labelledby="by-hour">
          <h2 id="by-hour">{t('hall.byHour')}</h2>
          <BarChart
            figures={{
              names: hours.map((hour) => nameOf('byHour', hour)),
              values: hours.map((hour) => takenIn(figures, hour)),
            }}
            label={t('hall.byHour.label')}
          >
            {t('hall.table')}
          </BarChart>
          <HallTable figures={figures} heap="byHour" />
        </section>
        {TABLES.map((heap) => (
          <section key={heap} className={heap === 'byItem' ? 'card is-wide' : 'card'} aria-labelledby={heap}>
            <h2 id={heap}>{t(`hall.${heap}`)}</h2>
            {figures[heap].length === 0 ? (
              <p className="figures-note">{t(`hall.${heap}.none`)}</p>
            ) : (
              <HallTable figures={figures} heap={heap} />
            )}
          </section>
        ))}
      </div>
    </>
  );
}

/** Every hour from the first to the last in which somebody came, those without anybody too. */
function hoursOf({ byHour }: QueueStatisticsView): readonly string[] {
  const [first, last] = [Number(byHour[0]?.key ?? 0), Number(byHour.at(-1)?.key ?? 0)];
  return Array.from({ length: last - first + 1 }, (_, at) => String(first + at).padStart(2, '0'));
}

const takenIn = ({ byHour }: QueueStatisticsView, hour: string): number =>
  byHour.find(({ key }) => key === hour)?.taken ?? 0;
