import { voiceParts } from '../media/index';
import { messages as detail } from './detail/messages';
import { messages as resident } from './detail/resident-messages';
import { messages as list } from './list/messages';
import { messages as common } from './messages';
import { messages as slip } from './slip/messages';
import { messages as incidentReport } from './report/messages';
import { messages as photoSuggest } from './suggest/photo-messages';
import { timeParts } from './time-parts';

/** The words of the incident pages, which come with them. */
export const incidentParts = {
  incidents: {
    zh: { ...common.zh, ...list.zh, ...detail.zh, ...resident.zh, ...slip.zh },
    en: { ...common.en, ...list.en, ...detail.en, ...resident.en, ...slip.en },
  },
  incidentReport,
  photoSuggest,
  ...voiceParts,
  ...timeParts,
} as const;
