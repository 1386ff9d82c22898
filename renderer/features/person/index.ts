import { messages as form } from './entry/messages';
import { messages } from './messages';
import type { Messages } from '#renderer/ui/index';

export { RegisterPicker } from './components/RegisterPicker';
export { PersonBeside } from './PersonBeside';
export { PERSON_PATH } from '../people/index';
export type { PersonTab } from './slots';

/** The words of these pages, by the name under which screens ask for them. */
export const parts = {
  person: messages,
  'person-form': form,
} as const satisfies Readonly<Record<string, Messages>>;

/** Fetches the pages of this part. */
export const loadPersonPages = () => import('./PersonPages').then((module) => ({ default: module.PersonPages }));
