import { useTranslation } from 'react-i18next';
import { Dot, useLayout, WindowedRows } from '#renderer/ui/index';
import type { GridView } from './queries';
import { GridState, useCountText, useGridTitle, useWorkersText } from './words';

interface GridListProps {
  readonly rows: readonly GridView[];
  readonly selected: string;
  readonly onOpen: (grid: GridView) => void;
}

const COLUMNS = ['grid', 'households', 'people', 'workers', 'state'] as const;
const ROW_HEIGHT = { desk: 44, touch: 88 } as const;

/** Grids as rows: which, how many households and people, whose, and whether it is as it should be. */
export function GridList({ rows, selected, onOpen }: GridListProps) {
  const { t } = useTranslation('grids');
  const scale = useLayout() === 'tablet' ? 'touch' : 'desk';
  const cells = useCells(scale);
  const head = COLUMNS.map((column) => (
    <span key={column} role="columnheader" className={`grid-${column}`}>
      {t(`col.${column}`)}
    </span>
  ));
  return (
    <div className="grid-rows">
      <WindowedRows
        label={t('list')}
        rows={rows}
        rowHeight={ROW_HEIGHT[scale]}
        keyOf={({ number }) => String(number)}
        selectedKey={selected}
        onOpen={onOpen}
        head={scale === 'desk' ? head : null}
        cells={cells}
      />
    </div>
  );
}

function useCells(scale: 'desk' | 'touch'): (grid: GridView) => React.ReactNode {
  const { t } = useTranslation('grids');
  const title = useGridTitle();
  const workers = useWorkersText();
  const count = useCountText();
  if (scale === 'touch') {
    return (grid) => (
      <div role="gridcell" className="settings-touch-row">
        <div>
          <b>{title(grid)}</b>
          <span className="end">
            <GridState grid={grid} />
          </span>
        </div>
        <div>
          <span>
            {t('touch.counts', { households: count(grid.households), people: count(grid.people) })}
            <Dot />
            {workers(grid)}
          </span>
        </div>
      </div>
    );
  }
  return (grid) => (
    <>
      <span role="gridcell" className="grid-grid">
        <i>{grid.number}</i> <b>{title(grid)}</b>
      </span>
      <span role="gridcell" className="grid-households">
        {count(grid.households)}
      </span>
      <span role="gridcell" className="grid-people">
        {count(grid.people)}
      </span>
      <span role="gridcell" className="grid-workers">
        {workers(grid)}
      </span>
      <span role="gridcell" className="grid-state">
        <GridState grid={grid} />
      </span>
    </>
  );
}
