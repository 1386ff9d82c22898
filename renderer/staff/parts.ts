import { messages as people } from '#renderer/features/people/index';
import { parts as settings } from '#renderer/features/settings/index';
import { messages as signIn } from '#renderer/features/sign-in/index';
import { messages as sync } from '#renderer/features/sync/index';
import { messages as visits } from '#renderer/features/visits/index';
import { messages as ui, type Messages } from '#renderer/ui/index';
import { messages as staff } from './messages';

/** The words of every part of the staff screens, by the name under which screens ask for them. */
export const parts: Readonly<Record<string, Messages>> = {
  ui,
  staff,
  'sign-in': signIn,
  people,
  visits,
  sync,
  ...settings,
};
