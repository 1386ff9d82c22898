import { messages as announcements } from '#renderer/features/announcements/index';
import { messages as duplicates } from '#renderer/features/duplicates/index';
import { messages as exporting } from '#renderer/features/export/index';
import { messages as homes } from '#renderer/features/homes/index';
import { messages as imports } from '#renderer/features/imports/index';
import { messages as lists } from '#renderer/features/lists/index';
import { messages as media } from '#renderer/features/media/index';
import { messages as people } from '#renderer/features/people/index';
import { parts as person } from '#renderer/features/person/index';
import { messages as phrases } from '#renderer/features/phrases/index';
import { messages as quality } from '#renderer/features/quality/index';
import { messages as residents } from '#renderer/features/residents/index';
import { messages as search } from '#renderer/features/search/index';
import { messages as settings } from '#renderer/features/settings/index';
import { messages as signIn } from '#renderer/features/sign-in/index';
import { messages as sync } from '#renderer/features/sync/index';
import { messages as transfer } from '#renderer/features/transfer/index';
import { messages as visits } from '#renderer/features/visits/index';
import { messages as workbench } from '#renderer/features/workbench/index';
import { listMessages, messages as ui, type Messages } from '#renderer/ui/index';
import { messages as staff } from './messages';

/**
 * The words of every part of the staff screens, by the name under which screens ask for them; those of the sections of the settings come
 * with their page.
 */
export const parts: Readonly<Record<string, Messages>> = {
  ui,
  list: listMessages,
  staff,
  'sign-in': signIn,
  workbench,
  announcements,
  people,
  visits,
  media,
  phrases,
  lists,
  residents,
  ...person,
  homes,
  transfer,
  search,
  imports,
  export: exporting,
  quality,
  duplicates,
  sync,
  settings,
};
