import type { Place } from '#renderer/ui/index';

/** The catalogue of what residents ask for. */
export const SERVICES_PATH = '/services';

/** Opened like a number, the editor of an item that is not there yet. */
export const NEW_ITEM = 'new';

/** The catalogue, with an item opened by its number or none; `edit` opens its editor. */
export const servicesPlace = ({
  open = '',
  edit = false,
}: { readonly open?: string; readonly edit?: boolean } = {}): Place => ({
  path: SERVICES_PATH,
  query: { open, edit: edit ? '1' : '' },
});
