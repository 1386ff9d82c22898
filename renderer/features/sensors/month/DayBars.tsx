import { useTranslation } from 'react-i18next';
import type { MonthOfLife } from '#shared/domain/devices/month';
import { dayText, useLanguage } from '#renderer/ui/index';
import { useToday } from '../../people/index';
import { barsOf, type DayFigure } from '../reading';

interface DayBarsProps {
  readonly month: string;
  readonly life: MonthOfLife;
  readonly figure: DayFigure;
}

/** A bar for each day, as high as its figure; readers hear days and figures. A day that nothing is known of has a dot in place of a bar. */
export function DayBars({ month, life, figure }: DayBarsProps) {
  const { t } = useTranslation('sensors');
  const language = useLanguage();
  const today = useToday();
  const bars = barsOf(month, life, figure, today);
  const known = bars.flatMap(({ figure: value }) => value ?? []);
  const most = Math.max(1, ...known);
  const sum = known.reduce((total, value) => total + value, 0);
  const text = (value: number | null) =>
    value === null ? t('bar.none') : t(`bar.${figure}`, { count: Math.round(value) });
  return (
    <div className="day-bars">
      <p>
        {figure === 'litres'
          ? t('bars.litres', { count: Math.round(sum / Math.max(1, known.length)) })
          : sum === 0
            ? t('bars.zero')
            : t('bars.sum', { text: t(`bar.${figure}`, { count: sum }) })}
      </p>
      <ol aria-label={t(`bars.label.${figure}`)}>
        {bars.map(({ on, figure: value }) => (
          <li
            key={on}
            className={value === null ? 'is-unknown' : value > 0 && isAlarming(figure) ? 'is-alarming' : ''}
            title={`${dayText(on, today, language)} ${text(value)}`}
          >
            <i style={{ height: `${heightOf(value, most)}%` }} aria-hidden="true" />
            <span className="visually-hidden">
              {dayText(on, today, language)} {text(value)}
            </span>
          </li>
        ))}
      </ol>
      <p className="day-bars-ends" aria-hidden="true">
        <span>{bars[0] && dayText(bars[0].on, today, language)}</span>
        <span>{bars.at(-1) && dayText(bars.at(-1)?.on ?? '', today, language)}</span>
      </p>
    </div>
  );
}

/** Percent; a day on which nothing happened still has a line. */
const heightOf = (value: number | null, most: number): number =>
  value === null ? 0 : value === 0 ? 2 : Math.max(6, Math.round((value / most) * 100));

const isAlarming = (figure: DayFigure): boolean => figure === 'smoke' || figure === 'leaks' || figure === 'helps';
