import { useTranslation } from 'react-i18next';
import { shareOf } from '#shared/domain/applications/figures';
import { SERVICE_TARGETS, type DaySpan, type ServiceFigures } from '#shared/domain/applications/service-figures';
import { percentText } from '#shared/domain/workbench/kpis';
import { Bullet, Pill } from '#renderer/ui/index';
import { useRated } from '../hall/use-rated';
import { useFinished } from '../hall/use-statistics';
import { useGap, usePercent } from '../words';
import { KPIS, shareOfKpi, type Kpi, type Look } from './look';

interface KpiCardsProps {
  readonly look: Look;
  readonly figures: ServiceFigures;
  readonly span: DaySpan;
  readonly onChoose: (kpi: Kpi) => void;
}

/** Three figures with their targets and what is lacking; a press shows what one is made of. */
export function KpiCards({ look, figures, span, onChoose }: KpiCardsProps) {
  const { t } = useTranslation('figures');
  return (
    <div className="figures-kpis" role="group" aria-label={t('kpis')}>
      {KPIS.map((kpi) => (
        <button key={kpi} type="button" className="card" aria-pressed={kpi === look.kpi} onClick={() => onChoose(kpi)}>
          <KpiCard kpi={kpi} figures={figures} />
          {kpi === 'satisfied' && <Unrated span={span} />}
        </button>
      ))}
    </div>
  );
}

/** Numbers that were finished and that nobody rated: they are in no figure, and would hide behind a good one. Nothing where the host does not tell. */
function Unrated({ span }: { readonly span: DaySpan }) {
  const { t } = useTranslation('figures');
  const finished = useFinished(span);
  const rated = useRated(span);
  if (!finished || rated === undefined) return null;
  return <span className="figures-made">{t('kpi.unrated', { count: Math.max(0, finished - rated), finished })}</span>;
}

function KpiCard({ kpi, figures }: { readonly kpi: Kpi; readonly figures: ServiceFigures }) {
  const { t } = useTranslation('figures');
  const gapOf = useGap();
  const percent = usePercent();
  const share = shareOfKpi(kpi, figures);
  const target = SERVICE_TARGETS[kpi];
  if (share === null)
    return (
      <>
        <span className="figures-name">{t(`kpi.${kpi}`)}</span>
        <span className="figures-nothing">{t(`kpi.${kpi}.nothing`)}</span>
      </>
    );
  const gap = gapOf(share, target);
  const made = kpi === 'shortened' ? null : figures[kpi];
  const count = figures.shortenedItems.reduce((sum, item) => sum + item.count, 0);
  return (
    <>
      <span className="figures-name">{t(`kpi.${kpi}`)}</span>
      <Pill shape={gap.isMet ? 'done' : 'due'}>{gap.text}</Pill>
      <span className="figures-figure">
        <b>{percentText(share)}</b>%<small>{t('target', { target: percentText(target).replace(/\.0$/, '') })}</small>
      </span>
      <Bullet share={share} target={target} />
      <span className="figures-made">
        {made ? t(`kpi.${kpi}.made`, { part: made.part, count: made.whole }) : t('kpi.shortened.made', { count })}
        {kpi === 'satisfied' && <span>{t('kpi.acceptable', { percent: percent(shareOf(figures.acceptable)) })}</span>}
      </span>
    </>
  );
}
