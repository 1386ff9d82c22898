import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { INCIDENT_STATES } from '#shared/domain/incidents/machine';
import type { FilterField } from '#renderer/ui/index';
import { useGridOptions } from '../../lists/index';
import { majorsOf } from '../categories';
import { useCategoryText, useUnits } from '../names';
import { useCategories } from '../queries';
import { PERIODS, RESPONSES } from './filters';

/** What the list can be narrowed by. */
export function useIncidentFields(): readonly FilterField[] {
  const { t } = useTranslation('incidents');
  const grids = useGridOptions();
  const categories = useCategories();
  const categoryText = useCategoryText();
  const { units, nameOfUnit } = useUnits();
  return useMemo(
    () => [
      {
        id: 'state',
        label: t('filter.state'),
        kind: 'several',
        isMain: true,
        options: INCIDENT_STATES.map((state) => ({ value: state, label: t(`state.${state}`) })),
      },
      {
        id: 'major',
        label: t('filter.major'),
        kind: 'several',
        isMain: true,
        options: majorsOf(categories ?? []).map(({ name }) => ({ value: name, label: categoryText(name) })),
      },
      { id: 'grid', label: t('filter.grid'), kind: 'several', isMain: true, options: grids },
      {
        id: 'unit',
        label: t('filter.unit'),
        kind: 'several',
        options: units.map(({ uid }) => ({ value: uid, label: nameOfUnit(uid) })),
      },
      {
        id: 'response',
        label: t('filter.response'),
        kind: 'one',
        options: RESPONSES.map((each) => ({ value: each, label: t(`response.${each}`) })),
      },
      {
        id: 'period',
        label: t('filter.period'),
        kind: 'one',
        options: PERIODS.map((each) => ({ value: each, label: t(`period.${each}`) })),
      },
    ],
    [t, grids, categories, categoryText, units, nameOfUnit],
  );
}
