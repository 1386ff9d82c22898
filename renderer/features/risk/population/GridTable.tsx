import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { levelIn, type RiskView } from '#shared/domain/risk/population';
import type { RiskLevel } from '#shared/domain/risk/score';
import { addressOf, Card, type Place } from '#renderer/ui/index';
import { LevelPill } from '../components/LevelPill';
import { useRiskNames } from '../words';
import type { RiskChoices } from './choices';
import { LEVEL_COLUMNS } from './MatrixTable';
import { useGridLabel } from './use-grid-label';
import type { RiskRow } from './use-population';

interface GridTableProps {
  readonly rows: readonly RiskRow[];
  readonly choices: RiskChoices;
  readonly placeOf: (change: Partial<RiskChoices>) => Place;
}

/** The same by grid, in the dimension that is looked at. Only grids that the device holds are there. */
export function GridTable({ rows, choices, placeOf }: GridTableProps) {
  const { t } = useTranslation('riskPeople');
  const names = useRiskNames();
  const labelOf = useGridLabel();
  const { view } = choices;
  const counts = useMemo(() => countsByGrid(rows, view), [rows, view]);
  return (
    <Card title={t('grids.title')}>
      <div className="risk-grids">
        <table className="risk-matrix">
          <thead>
            <tr>
              <th scope="col">{t('grids.grid')}</th>
              {LEVEL_COLUMNS.map((level) => (
                <th key={level} scope="col">
                  <LevelPill level={level} />
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {counts.map(([grid, count]) => (
              <tr key={grid}>
                <th scope="row">
                  <a
                    href={addressOf(placeOf({ grid: choices.grid === grid ? null : grid }))}
                    aria-current={choices.grid === grid ? 'true' : undefined}
                  >
                    {labelOf(grid)}
                  </a>
                </th>
                {LEVEL_COLUMNS.map((level) => (
                  <td key={level}>
                    <a
                      href={addressOf(placeOf({ grid, level }))}
                      aria-current={choices.grid === grid && choices.level === level ? 'true' : undefined}
                      aria-label={t('grids.cell', {
                        grid: labelOf(grid),
                        level: names.level(level),
                        count: count[level],
                      })}
                    >
                      {count[level]}
                    </a>
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Card>
  );
}

function countsByGrid(
  rows: readonly RiskRow[],
  view: RiskView,
): readonly (readonly [number, Readonly<Record<RiskLevel, number>>])[] {
  const counts = new Map<number, Record<RiskLevel, number>>();
  for (const { person, summary } of rows) {
    const count = counts.get(person.grid) ?? { low: 0, unknown: 0, medium: 0, high: 0 };
    count[levelIn(summary, view)] += 1;
    counts.set(person.grid, count);
  }
  return [...counts].sort(([a], [b]) => a - b);
}
