import { HeartPulse, Link2, ShieldAlert, Utensils, type LucideIcon } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { RiskReportContent, RiskSummary } from '#shared/domain/risk/content';
import { DIMENSIONS, type Dimension, type Fact } from '#shared/domain/risk/facts';
import { riskReasonInWords, wellInWords } from '#shared/domain/risk/reason-words';
import type { Reason } from '#shared/domain/risk/score';
import { addressOf, useLanguage } from '#renderer/ui/index';
import { LevelPill } from '../components/LevelPill';
import { signed, useRiskNames } from '../words';
import type { EvidenceLink } from './evidence-links';

const ICONS: Readonly<Record<Dimension, LucideIcon>> = { health: HeartPulse, safety: ShieldAlert, life: Utensils };

interface DimensionsProps {
  readonly summary: RiskSummary;
  /** Null where the reader may see levels alone. */
  readonly content: RiskReportContent | null;
  readonly linksOf: (facts: readonly Fact[]) => readonly EvidenceLink[];
}

/** The three dimensions, each with its score, level, and why: what adds, what takes off, what is lacking, what was looked at and is well. */
export function Dimensions({ summary, content, linksOf }: DimensionsProps) {
  const { t } = useTranslation('risk');
  const names = useRiskNames();
  return (
    <>
      {DIMENSIONS.map((name) => {
        const { score, level } = summary.dimensions[name];
        const Icon = ICONS[name];
        return (
          <section key={name} className="risk-dimension" aria-label={names.dimension(name)}>
            <header>
              <h3>
                <Icon size={16} aria-hidden="true" />
                {names.dimension(name)}
              </h3>
              <b aria-label={t('points', { points: score })}>{score}</b>
              <LevelPill level={level} />
            </header>
            {content && <Reasons content={content} name={name} linksOf={linksOf} />}
          </section>
        );
      })}
    </>
  );
}

interface ReasonsProps {
  readonly content: RiskReportContent;
  readonly name: Dimension;
  readonly linksOf: DimensionsProps['linksOf'];
}

function Reasons({ content: { score, terms }, name, linksOf }: ReasonsProps) {
  const { t } = useTranslation('risk');
  const language = useLanguage();
  const { reasons, lacking, well } = score.dimensions[name];
  const wellWords = well.flatMap((rule) => wellInWords(rule, terms, language) ?? []);
  const missing = reasons.filter(({ rule, figure }) => figure === null && lacking.includes(rule));
  const inWords = (reason: Reason) => riskReasonInWords(reason, terms, language);
  return (
    <div>
      <ul className="risk-reasons">
        {reasons.length === 0 && <li className="quiet">{t('none')}</li>}
        {reasons.map((reason) => (
          <li key={reason.rule}>
            <b className={reason.points < 0 ? 'takes-off' : ''}>{signed(reason.points)}</b>
            <span>{inWords(reason)}</span>
            <span className="risk-links">
              {linksOf(reason.facts).map(({ key, label, place }) =>
                place ? (
                  <a key={key} href={addressOf(place)}>
                    <Link2 size={12} aria-hidden="true" />
                    {label}
                  </a>
                ) : (
                  <span key={key}>{label}</span>
                ),
              )}
            </span>
          </li>
        ))}
      </ul>
      {missing.length > 0 && (
        <p className="risk-lacking">{t('lacking', { what: missing.map(inWords).join(t('and')) })}</p>
      )}
      {wellWords.length > 0 && <p className="risk-well">{t('well', { what: wellWords.join(t('and')) })}</p>}
    </div>
  );
}
