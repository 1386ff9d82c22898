import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { KEY_KINDS } from '#shared/domain/people/key-people';
import { ENTERPRISE_KINDS } from '#shared/schema/types/enterprise';
import { DWELLING_USES } from '#shared/schema/types/home';
import type { ListFilter } from '#renderer/data/index';
import { severalOf, type FilterField, type FilterValues } from '#renderer/ui/index';
import { knownOf, numbersOf, useBuildingOptions, useGridOptions, useKindOptions } from '../lists/index';

/** Uses of a dwelling, and those that nobody has said. */
const USES = [...DWELLING_USES, 'unknown'] as const;

/** What the lists of homes can be narrowed by; ids stand in the address. */
export interface HomeFields {
  readonly dwellings: readonly FilterField[];
  readonly households: readonly FilterField[];
  readonly enterprises: readonly FilterField[];
}

/** The fields of the three lists. */
export function useHomeFields(): HomeFields {
  const { t } = useTranslation('homes');
  const grids = useGridOptions();
  const buildings = useBuildingOptions();
  const kinds = useKindOptions();
  return useMemo(() => {
    const grid: FilterField = { id: 'grid', kind: 'several', label: t('filter.grid'), options: grids, isMain: true };
    const building: FilterField = {
      id: 'building',
      kind: 'several',
      label: t('filter.building'),
      options: buildings,
      isMain: true,
      isLong: true,
    };
    const people: FilterField = {
      id: 'kind',
      kind: 'several',
      label: t('filter.people'),
      options: kinds,
      isMain: true,
    };
    const status = (absent: string, other: string): FilterField => ({
      id: 'status',
      kind: 'one',
      label: t('filter.status'),
      absent: t(`status.${absent}`),
      options: [other, 'all'].map((value) => ({ value, label: t(`status.${value}`) })),
      isMain: true,
    });
    return {
      dwellings: [
        grid,
        building,
        {
          id: 'use',
          kind: 'several',
          label: t('filter.use'),
          options: USES.map((value) => ({ value, label: t(`use.${value}`) })),
          isMain: true,
        },
        people,
      ],
      households: [grid, building, people, status('current', 'moved-out')],
      enterprises: [
        grid,
        building,
        {
          id: 'trade',
          kind: 'several',
          label: t('filter.enterprise-kind'),
          options: ENTERPRISE_KINDS.map((value) => ({ value, label: t(`enterprise.${value}`) })),
          isMain: true,
        },
        {
          id: 'hazardous',
          kind: 'one',
          label: t('filter.hazardous'),
          options: ['yes', 'no'].map((value) => ({ value, label: t(`hazardous.${value}`) })),
        },
        status('active', 'closed'),
      ],
    };
  }, [t, grids, buildings, kinds]);
}

const STATUSES = ['moved-out', 'closed', 'all'] as const;

/** The question to the register that the values of an address come to; what is no value of a field asks for nothing. */
export function homeFilterOf(values: FilterValues): ListFilter {
  const grids = numbersOf(severalOf(values['grid']));
  const buildingUids = severalOf(values['building']);
  const kinds = knownOf(KEY_KINDS, severalOf(values['kind']));
  const uses = knownOf(USES, severalOf(values['use']));
  const enterpriseKinds = knownOf(ENTERPRISE_KINDS, severalOf(values['trade']));
  const [status] = knownOf(STATUSES, [values['status'] ?? '']);
  const hazardous = values['hazardous'];
  return {
    ...(grids.length > 0 && { grids }),
    ...(buildingUids.length > 0 && { buildingUids }),
    ...(kinds.length > 0 && { kinds }),
    ...(uses.length > 0 && { uses }),
    ...(enterpriseKinds.length > 0 && { enterpriseKinds }),
    ...(status && { status }),
    ...((hazardous === 'yes' || hazardous === 'no') && { isHazardous: hazardous === 'yes' }),
  };
}
