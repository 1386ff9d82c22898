import { useTranslation } from 'react-i18next';
import { coverageOf, figureOf, monthOf, percentText, type Figure } from '#shared/domain/workbench/kpis';
import { addressOf, Bullet, Pill, type Place } from '#renderer/ui/index';
import { carePlace } from '../../care/index';
import { useRound } from '../../visits/index';
import { useIsReceiving, type RegisterFigures } from '../queries';
import { ResponseKpi } from './ResponseKpi';

type KpiName = 'coverage' | 'month' | 'reach' | 'quality';

/** How the gap of a figure is counted. */
const GAPS: Readonly<Record<KpiName, 'people' | 'month' | 'files'>> = {
  coverage: 'people',
  month: 'month',
  reach: 'people',
  quality: 'files',
};

/** Everybody: what the clauses name for key people, and what a register without doubts is. */
const TARGET = 1;

/** Five figures with their targets and what is lacking, from the records on this device. */
export function Kpis({ figures: given }: { readonly figures: RegisterFigures | undefined }) {
  const { t } = useTranslation('workbench');
  const { due: known, today, table } = useRound();
  const isReceiving = useIsReceiving();
  const due = isReceiving ? undefined : known;
  const figures = isReceiving ? undefined : given;
  const rate = figures && figures.people > 0 ? ((figures.findings * 1000) / figures.people).toFixed(1) : '0';
  return (
    <section className="card wb-kpis" aria-label={t('kpi.title')}>
      <ResponseKpi />
      <Kpi
        name="coverage"
        figure={due && figureOf(coverageOf(due, today, table.assessmentMonths), TARGET)}
        place={carePlace()}
      />
      <Kpi name="month" figure={due && figureOf(monthOf(due, today), TARGET)} />
      <Kpi name="reach" figure={figures && figureOf(figures.reach, TARGET)} />
      <Kpi name="quality" figure={figures && figureOf(figures.quality, TARGET)} rate={rate} />
    </section>
  );
}

interface KpiProps {
  readonly name: KpiName;
  /** Undefined while it is being counted. */
  readonly figure: Figure | undefined;
  /** Findings in a thousand files, where that is what is said beside it. */
  readonly rate?: string;
  /** Where everybody behind the figure is listed. */
  readonly place?: Place;
}

function Kpi({ name, figure, rate, place }: KpiProps) {
  const { t, i18n } = useTranslation('workbench');
  const number = (value: number) => value.toLocaleString(i18n.language === 'en' ? 'en' : 'zh-CN');
  const rule = t(`kpi.${name}.rule`);
  if (!figure || figure.kind === 'nothing') {
    return (
      <div className="kpi" title={rule}>
        <h2>{t(`kpi.${name}`)}</h2>
        <p className="kpi-nothing" aria-busy={!figure}>
          {figure ? t(`kpi.nothing.${name}`) : t('kpi.counting')}
        </p>
      </div>
    );
  }
  const title = t(`kpi.${name}`);
  const { share, target, lacking } = figure;
  const facts = { count: number(figure.count), of: number(figure.of) };
  return (
    <div className="kpi" title={rule}>
      <div className="kpi-head">
        <h2>{place ? <a href={addressOf(place)}>{title}</a> : title}</h2>
        <Pill shape={lacking === 0 ? 'done' : 'due'}>
          {lacking === 0 ? t('kpi.met') : t(`kpi.gap.${GAPS[name]}`, { count: lacking })}
        </Pill>
      </div>
      <p className="kpi-figure">
        <b>{percentText(share)}</b>
        <span>%</span>
        <small>
          {rate === undefined
            ? t('kpi.of', { target: percentText(target).replace(/\.0$/, ''), ...facts })
            : t('kpi.quality.note', { rate, ...facts })}
        </small>
      </p>
      <Bullet share={share} target={target} />
    </div>
  );
}
