import { messages as detail } from './detail/messages';
import { messages as list } from './list/messages';
import { messages as common } from './messages';
import { messages as incidentReport } from './report/messages';
import { timeParts } from './time-parts';

/** The words of the incident pages, which come with them. */
export const incidentParts = {
  incidents: {
    zh: { ...common.zh, ...list.zh, ...detail.zh },
    en: { ...common.en, ...list.en, ...detail.en },
  },
  incidentReport,
  ...timeParts,
} as const;
