import type { Page } from 'playwright-core';
import { ALARMS } from './stops/alarms';
import { CARE } from './stops/care';
import { DESK } from './stops/desk';
import { DOORS } from './stops/doors';
import { GALLERY } from './stops/gallery';
import { HALL } from './stops/hall';
import { DATA } from './stops/data';
import { INCIDENTS } from './stops/incidents';
import { MAP } from './stops/map';
import { PEOPLE } from './stops/people';
import { RISK } from './stops/risk';
import { SENSORS } from './stops/sensors';
import { STATION } from './stops/station';
import { VISITS } from './stops/visits';

/**
 * One state of one screen, or one part of the component page. The same stops are photographed, looked over for what is cut off, and
 * put before axe.
 */
export interface Stop {
  readonly name: string;
  readonly on: 'screens' | 'gallery';
  /** What follows the origin: how the device begins. */
  readonly address: string;
  /** Staff code of who signs in; null where nobody does. */
  readonly who: string | null;
  /**
   * Leads there from anywhere in the screens, and waits until it is there. By ids, classes and places of elements: the words are in
   * either language.
   */
  readonly go: (page: Page) => Promise<void>;
  /** Leads away from the pages, or leaves behind what others stumble over: a walk gives it a page of its own. */
  readonly isAlone?: boolean;
}

/** Every screen in the states that it has, and every part of the component page. */
export const STOPS: readonly Stop[] = [
  ...DOORS,
  ...STATION,
  ...VISITS,
  ...CARE,
  ...RISK,
  ...DESK,
  ...HALL,
  ...INCIDENTS,
  ...ALARMS,
  ...PEOPLE,
  ...SENSORS,
  ...MAP,
  ...DATA,
  ...GALLERY,
];
