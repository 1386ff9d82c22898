import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { gridLoads } from '#shared/domain/workbench/grid-load';
import { Bullet, Card, Pill } from '#renderer/ui/index';
import { gridNumberOf } from '../../people/index';
import { useRound } from '../../visits/index';
import { useGridWorkers } from '../queries';

/** What the round asks of each grid and who walks it; nothing for whoever has a single grid. */
export function GridsCard() {
  const { t } = useTranslation('workbench');
  const { due } = useRound();
  const workers = useGridWorkers();
  const loads = useMemo(
    () => gridLoads((due ?? []).map(({ person, overdueDays }) => ({ grid: gridNumberOf(person._id), overdueDays }))),
    [due],
  );
  if (loads.length < 2) return null;
  return (
    <Card title={t('grids.title')} aside={<span className="quiet">{t('grids.order')}</span>} className="wb-grids">
      <ul className="wb-lines">
        {loads.map(({ grid, people, overdue, soon }) => (
          <li key={grid}>
            <span>
              <b>{t('grids.name', { number: grid })}</b>
              <small>{workers(grid).join(t('who.and')) || t('grids.nobody')}</small>
            </span>
            <span className="wb-rule">
              {t('grids.of', { people, soon })}
              <Bullet share={(people - overdue) / people} />
            </span>
            <span className="end">
              <Pill shape={overdue > 0 ? 'alert' : 'done'}>
                {overdue > 0 ? t('grids.late', { count: overdue }) : t('grids.none')}
              </Pill>
            </span>
          </li>
        ))}
      </ul>
    </Card>
  );
}
