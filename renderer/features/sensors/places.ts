import type { Place } from '#renderer/ui/index';

/** Every device that watches over a home or a place. */
export const SENSORS_PATH = '/sensors';

/** What the address names for a device that is being added. */
export const NEW_SENSOR = 'new';

/** Choices that stand in the address of the list, by name. */
export type SensorQuery = Readonly<Record<string, string>>;

/** The list, with one opened (`_id`), `new` for one to be added, or none; `query` narrows and orders it. */
export const sensorsPlace = ({
  open = null,
  query = {},
}: { readonly open?: string | null; readonly query?: SensorQuery } = {}): Place => ({
  path: SENSORS_PATH,
  query: { ...query, open: open ?? '' },
});

/** The form for a new device: at somebody's home, by uid, or for one that was heard of, by its name and make. */
export const newSensorPlace = (about: {
  readonly person?: string;
  readonly device?: string;
  readonly adapter?: string;
}): Place => sensorsPlace({ open: NEW_SENSOR, query: about });
