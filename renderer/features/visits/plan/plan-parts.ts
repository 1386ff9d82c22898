import { messages as visits } from '../messages';
import { messages as plan } from './messages';

/** Words of plans, team and rules: they come with their pages and join those of the visits. */
export const planParts = {
  visits: { zh: { ...visits.zh, ...plan.zh }, en: { ...visits.en, ...plan.en } },
} as const;
