import { useTranslation } from 'react-i18next';
import { RISK_VIEWS, type RiskMatrix, type RiskView } from '#shared/domain/risk/population';
import { RISK_LEVELS, type RiskLevel } from '#shared/domain/risk/score';
import { addressOf, Card, type Place } from '#renderer/ui/index';
import { LevelPill } from '../components/LevelPill';
import { useRiskNames } from '../words';
import type { RiskChoices } from './choices';

/** The worst first. */
export const LEVEL_COLUMNS: readonly RiskLevel[] = [...RISK_LEVELS].reverse();

interface MatrixTableProps {
  readonly matrix: RiskMatrix;
  readonly choices: RiskChoices;
  readonly placeOf: (change: Partial<RiskChoices>) => Place;
}

/** How many people are at each level, overall and in each dimension; every figure leads to its list. */
export function MatrixTable({ matrix, choices, placeOf }: MatrixTableProps) {
  const { t } = useTranslation('riskPeople');
  const names = useRiskNames();
  const nameOf = (view: RiskView) => (view === 'whole' ? t('matrix.whole') : names.dimension(view));
  return (
    <Card title={t('matrix.title')}>
      <table className="risk-matrix">
        <thead>
          <tr>
            <th scope="col">{t('matrix.view')}</th>
            {LEVEL_COLUMNS.map((level) => (
              <th key={level} scope="col">
                <LevelPill level={level} />
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {RISK_VIEWS.map((view) => (
            <tr key={view}>
              <th scope="row">{nameOf(view)}</th>
              {LEVEL_COLUMNS.map((level) => {
                const count = matrix[view][level];
                const isOn = choices.view === view && choices.level === level;
                return (
                  <td key={level}>
                    <a
                      href={addressOf(placeOf(isOn ? { level: null, view: 'whole' } : { view, level }))}
                      aria-current={isOn ? 'true' : undefined}
                      aria-label={t('matrix.cell', { view: nameOf(view), level: names.level(level), count })}
                    >
                      {count}
                    </a>
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </Card>
  );
}
