import { useTranslation } from 'react-i18next';
import { DataGrid, Dot, useIsLarge, useLayout, type GridColumn } from '#renderer/ui/index';
import { useGridNames } from '../../people/index';
import { LastReading } from '../LastReading';
import { useSensorWords } from '../words';
import type { SensorRow, SensorSort } from './filters';
import type { SensorList } from './use-sensor-list';
import { SensorName, SensorStateMark } from './SensorName';

/** Columns that have room beside an open panel. */
const BESIDE_PANEL: Readonly<Record<'usual' | 'large', readonly string[]>> = {
  usual: ['name', 'hangs', 'watched', 'state'],
  large: ['name', 'hangs', 'state'],
};

const ROW_HEIGHT = { desk: 44, touch: 96 } as const;

/** The devices of a list, one a row; a press opens it beside. */
export function SensorTable({ list, rows }: { readonly list: SensorList; readonly rows: readonly SensorRow[] }) {
  const { t } = useTranslation('sensors');
  const isTablet = useLayout() === 'tablet';
  const words = useSensorWords();
  const all = useColumns();
  const room = BESIDE_PANEL[useIsLarge() ? 'large' : 'usual'];
  return (
    <DataGrid<SensorRow, SensorSort>
      label={t('list.label')}
      total={rows.length}
      rowAt={(index) => rows[index]}
      idOf={({ sensor }) => sensor.id}
      nameOf={({ sensor, hangs }) => `${words.name(sensor.record)} ${hangs}`}
      columns={list.openId === null ? all : all.filter(({ id }) => room.includes(id))}
      rowHeight={ROW_HEIGHT[isTablet ? 'touch' : 'desk']}
      sort={list.sort}
      onSort={list.setSort}
      openId={list.openId}
      onOpen={({ sensor }) => list.open(sensor.id)}
      selection={null}
      touchRow={isTablet ? (row) => <TouchRow row={row} /> : undefined}
      listKey={JSON.stringify([list.filters, list.sort])}
    />
  );
}

function useColumns(): readonly GridColumn<SensorRow, SensorSort>[] {
  const { t } = useTranslation('sensors');
  const words = useSensorWords();
  const gridName = useGridNames();
  return [
    {
      id: 'name',
      label: t('col.name'),
      minWidth: 150,
      grow: 1.4,
      sort: 'kind',
      isFixed: true,
      cell: ({ sensor }) => <SensorName sensor={sensor} />,
    },
    {
      id: 'hangs',
      label: t('col.hangs'),
      minWidth: 150,
      grow: 2,
      sort: 'hangs',
      cell: ({ hangs }) => <span title={hangs}>{hangs}</span>,
    },
    { id: 'watched', label: t('col.watched'), minWidth: 72, grow: 0.6, cell: ({ watched }) => watched },
    {
      id: 'state',
      label: t('col.state'),
      minWidth: 128,
      grow: 0,
      sort: 'state',
      cell: ({ sensor }) => <SensorStateMark sensor={sensor} />,
    },
    {
      id: 'reading',
      label: t('col.reading'),
      minWidth: 150,
      grow: 1.4,
      cell: ({ sensor }) => <LastReading sensor={sensor} />,
    },
    {
      id: 'battery',
      label: t('col.battery'),
      minWidth: 60,
      grow: 0,
      sort: 'battery',
      align: 'end',
      cell: ({ sensor: { batteryPercent } }) =>
        batteryPercent === null ? '' : t('percent', { percent: Math.round(batteryPercent) }),
    },
    {
      id: 'heard',
      label: t('col.heard'),
      minWidth: 116,
      grow: 0,
      sort: 'heard',
      isLargestFirst: true,
      align: 'end',
      cell: ({ sensor }) => words.heard(sensor),
    },
    { id: 'grid', label: t('col.grid'), minWidth: 76, grow: 0, cell: ({ sensor }) => gridName(sensor.id) },
  ];
}

/** Two lines for a thumb. */
function TouchRow({ row: { sensor, hangs, watched } }: { readonly row: SensorRow }) {
  return (
    <div role="gridcell" className="touch-lines">
      <div>
        <SensorName sensor={sensor} />
        <span className="end">
          <SensorStateMark sensor={sensor} />
        </span>
      </div>
      <div>
        <span className="is-long">
          {watched !== '' && (
            <>
              {watched}
              <Dot />
            </>
          )}
          {hangs}
        </span>
        <span className="end">
          <LastReading sensor={sensor} />
        </span>
      </div>
    </div>
  );
}
