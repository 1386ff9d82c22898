import type { Place } from '#renderer/ui/index';

export const ALARMS_PATH = '/alarms';
/** What is watched for, for whoever decides it. */
export const ALARM_RULES_PATH = '/alarms/rules';

/** The list of alarms, with one opened or none; `open` is an `_id`. */
export const alarmsPlace = ({
  open = null,
  query = {},
}: { readonly open?: string | null; readonly query?: Readonly<Record<string, string>> } = {}): Place => ({
  path: ALARMS_PATH,
  query: { ...query, open: open ?? '' },
});
