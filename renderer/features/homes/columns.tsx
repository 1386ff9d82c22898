import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { DwellingRow, EnterpriseRow, HouseholdRow } from '#renderer/data/index';
import { Pill, type GridColumn } from '#renderer/ui/index';
import { useGridName, type SortOf } from '../lists/index';
import { KindTags } from '../people/index';
import { useHomeWords } from './words';

export const USUAL_DWELLING_COLUMNS = ['address', 'grid', 'use', 'households', 'residents', 'keyPeople', 'changed'];
export const USUAL_HOUSEHOLD_COLUMNS = ['address', 'head', 'members', 'kinds', 'grid', 'changed'];
export const USUAL_ENTERPRISE_COLUMNS = ['name', 'kind', 'hazardous', 'address', 'employees', 'grid', 'changed'];

type Column<R, S extends string> = GridColumn<R, S>;

/** Columns that all three lists have. */
function useCommonColumns() {
  const { t } = useTranslation('homes');
  const words = useHomeWords();
  const gridName = useGridName();
  return {
    address: {
      id: 'address',
      label: t('col.address'),
      minWidth: 160,
      grow: 2,
      sort: 'address',
      isFixed: true,
      cell: (row: { readonly id: string; readonly address: string }) => (
        <b title={words.address(row)}>{words.address(row)}</b>
      ),
    },
    grid: {
      id: 'grid',
      label: t('col.grid'),
      minWidth: 76,
      grow: 0.4,
      sort: 'grid',
      cell: (row: { readonly grid: number }) => gridName(row.grid),
    },
    changed: {
      id: 'changed',
      label: t('col.changed'),
      minWidth: 84,
      grow: 0,
      sort: 'changed',
      isLargestFirst: true,
      align: 'end',
      cell: (row: { readonly changedAtMs: number }) => words.changed(row),
    },
  } as const;
}

/** Numbers, the largest first. */
const numbers = { minWidth: 60, grow: 0.3, isLargestFirst: true, align: 'end' } as const;

/** The columns that the list of dwellings has. */
export function useDwellingColumns(): readonly Column<DwellingRow, SortOf<'dwelling'>>[] {
  const { t } = useTranslation('homes');
  const common = useCommonColumns();
  return [
    common.address,
    common.grid,
    {
      id: 'use',
      label: t('col.use'),
      minWidth: 72,
      grow: 0.4,
      cell: ({ use }) => t(`use.${use ?? 'unknown'}`),
    },
    { ...numbers, id: 'households', label: t('col.households'), cell: (row) => row.households },
    { ...numbers, id: 'residents', label: t('col.residents'), sort: 'residents', cell: (row) => row.residents },
    { ...numbers, id: 'keyPeople', label: t('col.keyPeople'), sort: 'keyPeople', cell: (row) => row.keyPeople },
    common.changed,
  ];
}

/** The columns that the list of households has. */
export function useHouseholdColumns(): readonly Column<HouseholdRow, SortOf<'household'>>[] {
  const { t } = useTranslation('homes');
  const common = useCommonColumns();
  return [
    common.address,
    { id: 'head', label: t('col.head'), minWidth: 90, grow: 1, sort: 'head', cell: (row) => row.headName ?? '' },
    { ...numbers, id: 'members', label: t('col.members'), sort: 'members', cell: (row) => row.members },
    { id: 'kinds', label: t('col.kinds'), minWidth: 128, grow: 1.4, cell: (row) => <KindTags kinds={row.kinds} /> },
    common.grid,
    {
      id: 'status',
      label: t('col.status'),
      minWidth: 84,
      grow: 0,
      cell: ({ status }) => <HomeStatus status={status} />,
    },
    common.changed,
  ];
}

/** The columns that the list of enterprises has. Where an enterprise sits is public. */
export function useEnterpriseColumns(): readonly Column<EnterpriseRow, SortOf<'enterprise'>>[] {
  const { t } = useTranslation('homes');
  const common = useCommonColumns();
  return [
    {
      id: 'name',
      label: t('col.name'),
      minWidth: 150,
      grow: 2,
      sort: 'name',
      isFixed: true,
      cell: ({ name }) => <b title={name}>{name}</b>,
    },
    { id: 'kind', label: t('col.kind'), minWidth: 76, grow: 0.4, cell: ({ kind }) => t(`enterprise.${kind}`) },
    {
      id: 'hazardous',
      label: t('col.hazardous'),
      minWidth: 84,
      grow: 0,
      cell: ({ isHazardous }) => isHazardous && <Pill shape="due">{t('hazardous')}</Pill>,
    },
    {
      id: 'address',
      label: t('col.address'),
      minWidth: 110,
      grow: 1.6,
      sort: 'address',
      cell: ({ address }) => <span title={address}>{address}</span>,
    },
    { ...numbers, id: 'employees', label: t('col.employees'), sort: 'employees', cell: (row) => row.employees ?? '' },
    common.grid,
    { id: 'creditCode', label: t('col.creditCode'), minWidth: 168, grow: 0, cell: (row) => row.creditCode ?? '' },
    {
      id: 'status',
      label: t('col.status'),
      minWidth: 84,
      grow: 0,
      cell: ({ status }) => <HomeStatus status={status} />,
    },
    common.changed,
  ];
}

/** Whether a household is still here and an enterprise still active: shape and word. */
export function HomeStatus({
  status,
}: {
  readonly status: HouseholdRow['status'] | EnterpriseRow['status'];
}): ReactNode {
  const { t } = useTranslation('homes');
  if (status === 'current' || status === 'active') return t(`status.${status}`);
  return <Pill shape="paused">{t(`status.${status}`)}</Pill>;
}
