import { useTranslation } from 'react-i18next';
import type { IncidentState } from '#shared/domain/incidents/machine';
import type { Duration } from '#shared/schema/types/incident-category';
import type { Shape } from '#renderer/ui/index';
import type { CategoryView } from './categories';

/** The shape that stands before the word of a state. */
export const STATE_SHAPES: Readonly<Record<IncidentState, Shape>> = {
  reported: 'idle',
  accepted: 'idle',
  dispatched: 'progress',
  handling: 'progress',
  handled: 'progress',
  verified: 'progress',
  closed: 'done',
  rejected: 'paused',
  duplicate: 'paused',
};

/** Says how long something may take: 4工作小时. */
function useDurationText(): (duration: Pick<Duration, 'amount' | 'unit'>) => string {
  const { t } = useTranslation('incidents');
  return ({ amount, unit }) => t(`duration.${unit}`, { count: amount });
}

/** Says the limit of a category, or that nobody has provided one. */
export function useLimitText(): (category: Pick<CategoryView, 'limit'>) => string {
  const { t } = useTranslation('incidents');
  const durationText = useDurationText();
  return ({ limit }) => (limit ? durationText(limit) : t('limit.none'));
}
