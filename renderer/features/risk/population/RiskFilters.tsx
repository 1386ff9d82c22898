import { X } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Select } from '#renderer/ui/index';
import { useRiskNames } from '../words';
import { SINCE_DAYS, type RiskChoices } from './choices';
import { useGridLabel } from './use-grid-label';

interface RiskFiltersProps {
  readonly choices: RiskChoices;
  readonly worse: number;
  readonly better: number;
  readonly onChoose: (change: Partial<RiskChoices>) => void;
}

/** Movers since a day, and what narrows the list down, each to be taken away again. */
export function RiskFilters({ choices, worse, better, onChoose }: RiskFiltersProps) {
  const { t } = useTranslation('riskPeople');
  const names = useRiskNames();
  const labelOf = useGridLabel();
  const { grid, view, level, move, sinceDays } = choices;
  const viewName = view === 'whole' ? t('matrix.whole') : names.dimension(view);
  const narrowed = [
    ...(grid === null ? [] : [{ what: labelOf(grid), drop: { grid: null } }]),
    ...(level === null
      ? []
      : [
          {
            what: t('filter.level', { view: viewName, level: names.level(level) }),
            drop: { level: null, view: 'whole' as const },
          },
        ]),
  ];
  const mover = (direction: 'worse' | 'better', count: number) => (
    <button
      type="button"
      className="chip"
      aria-pressed={move === direction}
      onClick={() => onChoose({ move: move === direction ? null : direction })}
    >
      {t(`filter.${direction}`, { count })}
    </button>
  );
  return (
    <div className="risk-filters" role="group" aria-label={t('filter.label')}>
      <Select
        label={t('filter.since')}
        value={String(sinceDays)}
        onChange={(value) => onChoose({ sinceDays: SINCE_DAYS.find((days) => String(days) === value) ?? 30 })}
      >
        {SINCE_DAYS.map((days) => (
          <option key={days} value={days}>
            {t(`filter.since.${days}`)}
          </option>
        ))}
      </Select>
      {mover('worse', worse)}
      {mover('better', better)}
      {narrowed.map(({ what, drop }) => (
        <button
          key={what}
          type="button"
          className="chip is-on"
          aria-label={t('filter.drop', { what })}
          onClick={() => onChoose(drop)}
        >
          {what}
          <X size={14} aria-hidden="true" />
        </button>
      ))}
    </div>
  );
}
