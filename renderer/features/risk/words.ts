import { useTranslation } from 'react-i18next';
import type { RiskReportContent, RiskSummary } from '#shared/domain/risk/content';
import { DIMENSIONS, type Dimension } from '#shared/domain/risk/facts';
import { RISK_WORDS } from '#shared/domain/risk/messages';
import type { RiskLevel } from '#shared/domain/risk/score';
import { useLanguage, type Shape } from '#renderer/ui/index';

/** The shape of a level. */
export const LEVEL_SHAPES = {
  high: 'alert',
  medium: 'due',
  unknown: 'idle',
  low: 'done',
} as const satisfies Readonly<Record<RiskLevel, Shape>>;

/** Names of dimensions and levels in the language of the page. */
export function useRiskNames(): {
  readonly dimension: (name: Dimension) => string;
  readonly level: (level: RiskLevel) => string;
} {
  const { dimensions, levels } = RISK_WORDS[useLanguage()];
  return { dimension: (name) => dimensions[name], level: (level) => levels[level] };
}

/** Says how a level came about. */
export function useHowReached(): (summary: RiskSummary, bands: RiskReportContent['terms']['bands'] | null) => string {
  const { t } = useTranslation('risk');
  const { dimension } = useRiskNames();
  return ({ level, dimensions }, bands) => {
    const worst = DIMENSIONS.filter((name) => dimensions[name].level === level);
    const names = worst.map(dimension).join(t('and'));
    if (level === 'unknown') return t('how.unknown', { dimensions: names });
    if (!bands) return '';
    if (level === 'low') return t('how.low', { line: bands.medium });
    return t('how.reached', { dimension: names, line: bands[level] });
  };
}

/** A figure with its sign: `+15`, `−7`. */
export const signed = (points: number): string => (points < 0 ? `−${-points}` : `+${points}`);
