import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { PersonRow } from '#renderer/data/index';
import { Dot, Pill, type GridColumn } from '#renderer/ui/index';
import { useGridName, type SortOf } from '../lists/index';
import { KindTags, useAgeText, useToday } from '../people/index';
import { tailText, useResidentWords } from './words';

/** Columns that are shown while nobody chose others. */
export const USUAL_COLUMNS = ['name', 'age', 'sex', 'kinds', 'address', 'grid', 'phone', 'changed'] as const;

const STATUS_SHAPES = { 'moved-out': 'paused', deceased: 'offline' } as const;

/** Whether somebody lives here, has moved away or has died: shape and word. */
function ResidentStatus({ status }: { readonly status: PersonRow['status'] }): ReactNode {
  const { t } = useTranslation('residents');
  if (status === 'living-here') return t('status.living-here');
  return <Pill shape={STATUS_SHAPES[status]}>{t(`status.${status}`)}</Pill>;
}

/** The columns that the list of residents has. */
export function useResidentColumns(): readonly GridColumn<PersonRow, SortOf<'person'>>[] {
  const { t } = useTranslation(['residents', 'people']);
  const words = useResidentWords();
  const ageText = useAgeText(useToday());
  const gridName = useGridName();
  return [
    {
      id: 'name',
      label: t('col.name'),
      minWidth: 84,
      grow: 1,
      sort: 'name',
      isFixed: true,
      cell: (row) => <b title={row.name ?? t('closed.name', { ns: 'people' })}>{words.name(row)}</b>,
    },
    {
      id: 'age',
      label: t('col.age'),
      minWidth: 60,
      grow: 0,
      sort: 'age',
      isLargestFirst: true,
      align: 'end',
      cell: (row) => ageText(row.birthDate),
    },
    {
      id: 'sex',
      label: t('col.sex'),
      minWidth: 52,
      grow: 0,
      cell: (row) => row.sex && t(`sex.${row.sex}`, { ns: 'people' }),
    },
    { id: 'kinds', label: t('col.kinds'), minWidth: 108, grow: 1.2, cell: (row) => <KindTags kinds={row.kinds} /> },
    {
      id: 'address',
      label: t('col.address'),
      minWidth: 100,
      grow: 1.8,
      sort: 'address',
      cell: (row) => <span title={words.address(row)}>{words.address(row)}</span>,
    },
    { id: 'grid', label: t('col.grid'), minWidth: 72, grow: 0, sort: 'grid', cell: (row) => gridName(row.grid) },
    { id: 'phone', label: t('col.phone'), minWidth: 104, grow: 0, cell: (row) => tailText(row.phoneTail) },
    { id: 'citizenId', label: t('col.citizenId'), minWidth: 104, grow: 0, cell: (row) => tailText(row.idTail) },
    {
      id: 'registered',
      label: t('col.registered'),
      minWidth: 72,
      grow: 0,
      cell: (row) => row.name !== null && t(row.isRegisteredHere ? 'registered.yes' : 'registered.no'),
    },
    {
      id: 'status',
      label: t('col.status'),
      minWidth: 84,
      grow: 0,
      cell: (row) => <ResidentStatus status={row.status} />,
    },
    {
      id: 'changed',
      label: t('col.changed'),
      minWidth: 76,
      grow: 0,
      sort: 'changed',
      isLargestFirst: true,
      align: 'end',
      cell: words.changed,
    },
  ];
}

/** Draws somebody in two lines for a thumb. */
export function useResidentTouchRow(): (row: PersonRow) => ReactNode {
  const words = useResidentWords();
  const ageText = useAgeText(useToday());
  const gridName = useGridName();
  return (row) => (
    <div role="gridcell" className="touch-lines">
      <div>
        <b>{words.name(row)}</b>
        <span>{ageText(row.birthDate)}</span>
        <KindTags kinds={row.kinds} />
        {row.status !== 'living-here' && (
          <span className="end">
            <ResidentStatus status={row.status} />
          </span>
        )}
      </div>
      <div>
        <span className="is-long">
          {row.name === null || row.address === '' ? gridName(row.grid) : words.address(row)}
        </span>
        {row.phoneTail !== null && (
          <>
            <Dot />
            <span>{tailText(row.phoneTail)}</span>
          </>
        )}
      </div>
    </div>
  );
}
