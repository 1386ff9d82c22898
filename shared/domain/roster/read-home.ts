import type { RosterContext } from './context';
import { gridReader } from './grids';
import { homeReader, type PlacedHome } from './homes';
import type { RowCells } from './row-cells';
import type { RosterField, RosterHome, RosterMapping } from './types';

/** Where a row belongs. */
export interface RowPlace {
  readonly home: RosterHome | null;
  /** Where the registered address is. */
  readonly registered: RosterHome | null;
  /** Null where nothing says it: an error that is taken down. */
  readonly grid: number | null;
}

/** Reads where rows belong: the grid of the building where the station knows it, else that of the row, else that of the whole roster. */
export function placeReader(mapping: RosterMapping, context: RosterContext): (cells: RowCells) => RowPlace {
  const homeOf = homeReader(context.station);
  const gridOf = gridReader(context.station.grids);
  const { defaultGrid, kind } = mapping;
  const needsHome = kind === 'dwelling' || kind === 'household';

  return (cells) => {
    const { notes } = cells;
    const said = cells.tight('grid') === '' ? null : (wordGrid(cells, mapping) ?? gridOf(cells.text('grid')));
    const isGridUnknown = cells.tight('grid') !== '' && said === null;
    const where = whereFields(cells);
    const home = where === null ? null : homeOf(parts(cells));
    const grid = home?.known?.grid ?? said ?? (isGridUnknown ? null : defaultGrid);
    if (isGridUnknown && home?.known) notes.add('warning', 'grid-unknown', 'grid', String(home.known.grid));
    else if (isGridUnknown) notes.add('error', 'grid-unknown', 'grid');
    else if (said !== null && home?.known && home.known.grid !== said) {
      notes.add('warning', 'grid-disagrees', 'grid', String(home.known.grid));
    }
    if (where !== null && home === null && kind !== 'enterprise')
      notes.add(needsHome ? 'error' : 'warning', 'home-unknown', where);
    if (where === null && needsHome) notes.add('error', 'missing', cells.has('room') ? 'room' : 'address');
    // An organisation keeps its address as it is written, and makes no home.
    if (home && !home.known && !context.mayCreateBuildings && kind !== 'enterprise')
      notes.add('error', 'building-unknown', where);
    else if (grid === null && !isGridUnknown && (home !== null || !needsHome)) notes.add('error', 'missing', 'grid');
    return { home: home && inGrid(home, grid), registered: registeredHome(cells, homeOf), grid };
  };
}

const inGrid = ({ home, known }: PlacedHome, grid: number | null): RosterHome => ({
  ...home,
  grid: known?.grid ?? grid,
});

function registeredHome(cells: RowCells, homeOf: ReturnType<typeof homeReader>): RosterHome | null {
  const address = cells.text('registeredAddress');
  const home = address === '' ? null : homeOf({ address, street: '', building: '', unit: '', floor: '', room: '' });
  return home && inGrid(home, null);
}

/** The grid as somebody explained the word of this source. */
function wordGrid(cells: RowCells, { words }: RosterMapping): number | null {
  const meaning = words.grid?.[cells.text('grid')];
  return meaning === undefined || meaning === '' ? null : Number(meaning);
}

/** The field to point at where a row says something about its home; null where it says nothing. */
function whereFields(cells: RowCells): RosterField | null {
  const said = (['address', 'building', 'room', 'street'] as const).find((field) => cells.tight(field) !== '');
  return said === undefined || said === 'street' ? null : said;
}

const parts = (cells: RowCells) => ({
  address: cells.text('address'),
  street: cells.text('street'),
  building: cells.text('building'),
  unit: cells.text('unit'),
  floor: cells.text('floor'),
  room: cells.text('room'),
});
