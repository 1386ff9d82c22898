import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { SENSOR_KINDS } from '#shared/schema/types/sensor';
import { goTo, usePlace, type FilterField, type FilterValues, type Sort } from '#renderer/ui/index';
import { useGridOptions } from '../../lists/index';
import { sensorsPlace } from '../places';
import { useSensors, useWhereabouts, type Whereabouts } from '../queries';
import { SENSOR_STATES, type SensorRecord, type SensorState, type ShownSensor } from '../view';
import { useHangsText, useWatchedText } from '../words';
import {
  FILTER_IDS,
  rowsShown,
  rowsSorted,
  SENSOR_SORTS,
  stateCounts,
  USUAL_SORT,
  type SensorRow,
  type SensorSort,
} from './filters';

/** The list of devices as its page needs it. */
export interface SensorList {
  /** In order; undefined while loading. */
  readonly rows: readonly SensorRow[] | undefined;
  readonly all: readonly ShownSensor[] | undefined;
  readonly known: Whereabouts;
  readonly counts: Readonly<Record<SensorState, number>> | undefined;
  readonly fields: readonly FilterField[];
  readonly filters: FilterValues;
  readonly sort: Sort<SensorSort>;
  /** `_id` of the one that is opened, or `new`. */
  readonly openId: string | null;
  readonly text: string;
  readonly setText: (text: string) => void;
  readonly open: (id: string | null) => void;
  readonly setFilters: (filters: FilterValues) => void;
  readonly setSort: (sort: Sort<SensorSort>) => void;
}

const NOBODY: readonly SensorRecord[] = [];

/** The state of the list: what the address asks for, what is typed, what is known. */
export function useSensorList(): SensorList {
  const { t } = useTranslation('sensors');
  const { query } = usePlace();
  const [text, setText] = useState('');
  const all = useSensors();
  const known = useWhereabouts(useMemo(() => all?.map(({ record }) => record) ?? NOBODY, [all]));
  const hangsText = useHangsText();
  const watchedText = useWatchedText();
  const sort = sortOf(query['sort']);
  const filters: FilterValues = Object.fromEntries(FILTER_IDS.map((id) => [id, query[id] ?? '']));
  // A thousand rows are told and ordered within a few milliseconds, so nothing is remembered that could be out of date.
  const rows = all?.map((sensor) => ({
    sensor,
    hangs: hangsText(sensor.record, known),
    watched: watchedText(sensor.record, known),
    kindName: t(`kind.${sensor.record.kind}`),
  }));
  const openId = query['open'] || null;
  const sortText = (order: Sort<SensorSort>) =>
    order.by === USUAL_SORT.by && order.descending === USUAL_SORT.descending
      ? ''
      : `${order.descending ? '-' : ''}${order.by}`;
  const place = (change: {
    readonly open?: string | null;
    readonly filters?: FilterValues;
    readonly sort?: Sort<SensorSort>;
  }) =>
    sensorsPlace({
      open: change.open === undefined ? openId : change.open,
      query: { ...(change.filters ?? filters), sort: sortText(change.sort ?? sort) },
    });
  return {
    rows: rows && rowsSorted(rowsShown(rows, filters, text), sort),
    all,
    known,
    counts: useMemo(() => all && stateCounts(all), [all]),
    fields: useSensorFields(),
    filters,
    sort,
    openId,
    text,
    setText,
    open: (id) => goTo(place({ open: id }), { replace: openId !== null && id !== null }),
    setFilters: (next) => goTo(place({ filters: next }), { replace: true }),
    setSort: (next) => goTo(place({ sort: next }), { replace: true }),
  };
}

function sortOf(text = ''): Sort<SensorSort> {
  const by = SENSOR_SORTS.find((each) => each === text.replace(/^-/, ''));
  return by === undefined ? USUAL_SORT : { by, descending: text.startsWith('-') };
}

/** What the list can be narrowed by. */
function useSensorFields(): readonly FilterField[] {
  const { t } = useTranslation('sensors');
  const grids = useGridOptions();
  return useMemo(
    () => [
      {
        id: 'state',
        label: t('filter.state'),
        kind: 'several',
        isMain: true,
        options: SENSOR_STATES.map((state) => ({ value: state, label: t(`state.${state}`) })),
      },
      {
        id: 'kind',
        label: t('filter.kind'),
        kind: 'several',
        isMain: true,
        options: SENSOR_KINDS.map((kind) => ({ value: kind, label: t(`kind.${kind}`) })),
      },
      { id: 'grid', label: t('filter.grid'), kind: 'several', isMain: true, options: grids },
    ],
    [t, grids],
  );
}
