import type { Page } from 'playwright-core';
import type { Stop } from '../stops';
import { at, MANAGER, press, screen, steps } from './steps';

const LABEL = '.map-name';
const TILES = '.map-attribution';
const PANEL = '.map-panel h2';

const onMap = (address: string, sign: string): Stop['go'] =>
  steps(at(address, LABEL), at(address, TILES), at(address, sign));

/** Ends the line that is drawn from the left edge to the right. */
const cutAcross: Stop['go'] = async (page: Page) => {
  const canvas = page.locator('.map-canvas-box');
  const size = await canvas.boundingBox();
  if (!size) throw new Error('no map');
  for (const x of [size.x + 10, size.x + size.width - 10]) {
    await page.mouse.move(x, size.y + size.height / 2);
    await page.mouse.down();
    await page.mouse.up();
  }
  await canvas.focus();
  await page.keyboard.press('Enter');
  await page.locator('.map-goes').waitFor();
};

/** The map: grids, one opened, tools in the hand, a building floor by floor, an incident, the heat, a place to be picked. */
export const MAP: readonly Stop[] = [
  screen('map', onMap('#/map', TILES), { who: MANAGER }),
  screen('map-worker', onMap('#/map', TILES)),
  screen('map-grid', onMap('#/map?grid=1', PANEL), { who: MANAGER }),
  screen('map-draw', onMap('#/map?grid=1&tool=draw', '.map-edit-buttons'), { who: MANAGER }),
  screen('map-split', onMap('#/map?grid=1&tool=split', PANEL), { who: MANAGER }),
  screen('map-split-before', steps(onMap('#/map?grid=2&tool=split', PANEL), cutAcross), {
    who: MANAGER,
    isAlone: true,
  }),
  screen('map-merge', onMap('#/map?tool=merge&merge=1,2', '.map-goes'), { who: MANAGER }),
  screen(
    'map-reshapes',
    steps(
      onMap('#/map?tool=merge&merge=1,2', '.map-goes'),
      press('.map-panel .ant-btn-primary:enabled', '.map-reshape:not(:has(progress))'),
    ),
    { who: MANAGER, isAlone: true },
  ),
  screen('map-coverage', steps(onMap('#/map', TILES), press('.map-layer:nth-last-of-type(1)', '.legend-coverage')), {
    who: MANAGER,
    isAlone: true,
  }),
  screen(
    'map-incident',
    steps(
      onMap('#/map?tool=list', PANEL),
      press('.map-buildings a[href*=incident]', '.incident-panel .incident-steps'),
    ),
    { who: MANAGER },
  ),
  screen(
    'incident-report-place',
    steps(
      at('#/incidents/report', '.report-form'),
      press('.place-point .ant-btn:nth-of-type(2)', '.place-picker footer b'),
    ),
    { isAlone: true },
  ),
  screen('map-workers', onMap('#/map?tool=workers', '.map-rows button'), { who: MANAGER }),
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
