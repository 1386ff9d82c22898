import type { Page } from 'playwright-core';
import type { Stop } from '../stops';
import { at, MANAGER, personId, press, screen, steps } from './steps';

const ROW = '.sensors .data-grid [data-row="0"] b';
const list = at('#/sensors', ROW);

/** The devices of somebody, on a page of the file. */
const devicesOf =
  (name: string): Stop['go'] =>
  async (page: Page) => {
    const id = await personId(page, name);
    await at(`#/person?id=${encodeURIComponent(id)}&tab=sensors`, '.day-bars')(page);
  };

const tryToPair = steps(
  at('#/sensors?open=new', '.sensor-form'),
  press('.sensor-form .ant-btn-primary', '.sensor-form .field-error'),
);

/** Devices at home: the list, one of them, the form with what is missing, what the host hears, the devices of one person, the layer of the map. */
export const SENSORS: readonly Stop[] = [
  screen('sensors', list),
  screen('sensors-manager', list, { who: MANAGER }),
  screen('sensors-empty', at('#/sensors', '.sensors .empty'), { address: '?begin=empty' }),
  screen('sensors-host', steps(list, press('.host-card summary', '.host-card .troubled')), { isAlone: true }),
  screen('sensor', steps(list, press(ROW, '.day-bars')), { isAlone: true }),
  screen('sensor-end', steps(list, press(ROW, '.day-bars'), press('.beside footer .ant-btn', '.sensor-question')), {
    isAlone: true,
  }),
  screen('sensor-pair', tryToPair, { isAlone: true }),
  screen('person-sensors', devicesOf('沈桂英')),
  screen('person-absence', steps(devicesOf('沈桂英'), press('.sensors-of .card-action', '.sensors-of .sensor-form')), {
    isAlone: true,
  }),
];
