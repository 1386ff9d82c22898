import type { Stop } from '../stops';
import { at, MANAGER, press, screen, steps } from './steps';

const LABEL = '.map-name';
const TILES = '.map-attribution';
const PANEL = '.map-panel h2';

const onMap = (address: string, sign: string): Stop['go'] =>
  steps(at(address, LABEL), at(address, TILES), at(address, sign));

/** The map: grids, one opened, tools in the hand, a building floor by floor. */
export const MAP: readonly Stop[] = [
  screen('map', onMap('#/map', TILES), { who: MANAGER }),
  screen('map-worker', onMap('#/map', TILES)),
  screen('map-grid', onMap('#/map?grid=1', PANEL), { who: MANAGER }),
  screen('map-draw', onMap('#/map?grid=1&tool=draw', '.map-edit-buttons'), { who: MANAGER }),
  screen('map-split', onMap('#/map?grid=1&tool=split', PANEL), { who: MANAGER }),
  screen('map-measure', onMap('#/map?tool=measure', PANEL), { who: MANAGER }),
  screen('map-files', onMap('#/map?grid=1&tool=files', PANEL), { who: MANAGER }),
  screen('map-list', onMap('#/map?tool=list', PANEL), { who: MANAGER }),
  screen('map-raised', onMap('#/map?look=raised', TILES), { who: MANAGER }),
  screen(
    'map-building',
    steps(
      onMap('#/map?tool=building', PANEL),
      press('.map-group summary', '.map-group a'),
      press('.map-group a', '.plan'),
    ),
    { who: MANAGER },
  ),
];
