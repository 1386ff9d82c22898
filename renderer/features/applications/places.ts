import type { Place } from '#renderer/ui/index';

export const APPLICATIONS_PATH = '/applications';
/** The form for a new one. */
export const APPLICATION_FORM_PATH = '/applications/new';

/** The list, with one opened by `_id` or none. */
export const applicationsPlace = ({
  open = '',
  query = {},
}: { readonly open?: string; readonly query?: Readonly<Record<string, string>> } = {}): Place => ({
  path: APPLICATIONS_PATH,
  query: { ...query, open },
});

/** A number in the queue that somebody came with. */
export interface OfTicket {
  readonly number: string;
  /** `YYYY-MM-DD`. */
  readonly day: string;
}

/** The form for a new application: of a ticket, an item of the catalogue and a resident's file (`_id`), as far as they are known. */
export const applicationFormPlace = ({
  ticket = null,
  itemNumber = null,
  person = '',
}: {
  readonly ticket?: OfTicket | null;
  readonly itemNumber?: string | null;
  readonly person?: string;
} = {}): Place => ({
  path: APPLICATION_FORM_PATH,
  query: { ticket: ticket?.number ?? '', day: ticket?.day ?? '', item: itemNumber ?? '', person },
});
