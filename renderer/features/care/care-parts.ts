import { messages as archives } from './archives/messages';
import { messages as ability } from './assessment/messages';

/** The words of archives and assessments, which come with their pages. */
export const careParts = {
  care: { zh: { ...ability.zh, ...archives.zh }, en: { ...ability.en, ...archives.en } },
} as const;
