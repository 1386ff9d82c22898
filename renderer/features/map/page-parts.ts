import { messages as mapUi } from '#renderer/ui/map/messages';
import { sensorParts } from '../sensors/index';
import { messages as building } from './building/messages';
import { messages as drawing } from './drawing/messages';
import { messages as findings } from './finding-messages';
import { messages as layers } from './overlays/messages';
import { messages as page } from './page-messages';
import { messages as mapPicker } from './picker/messages';
import { messages as mapReshape } from './reshape/messages';
import { messages as workers } from './workers/messages';

/** The words of the page and of the map on it; they are fetched with the page. */
export const mapParts = {
  mapUi,
  mapPage: {
    zh: { ...page.zh, ...findings.zh, ...drawing.zh, ...building.zh, ...layers.zh, ...workers.zh },
    en: { ...page.en, ...findings.en, ...drawing.en, ...building.en, ...layers.en, ...workers.en },
  },
  mapReshape,
  mapPicker,
  ...sensorParts,
} as const;
