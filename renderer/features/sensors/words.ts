import { useTranslation } from 'react-i18next';
import { maskAddress } from '#shared/domain/privacy/mask';
import { momentText, timeText, useLanguage } from '#renderer/ui/index';
import { dateAtStation } from '#shared/domain/calendar/date';
import { useBuildingOptions } from '../lists/index';
import { useIsOwnGrid, useToday } from '../people/index';
import type { Whereabouts } from './queries';
import type { SensorRecord, ShownSensor } from './view';

/** How devices are spoken of. */
export interface SensorWords {
  /** What it is and where: `水表 · 厨房`. */
  readonly name: (record: Pick<SensorRecord, 'kind' | 'spot'>) => string;
  /** How it is, with what tells more: `在线 09:40`, `电量12%`. */
  readonly state: (sensor: ShownSensor) => string;
  readonly heard: (sensor: ShownSensor) => string;
}

/** See `SensorWords`. */
export function useSensorWords(): SensorWords {
  const { t } = useTranslation('sensors');
  const language = useLanguage();
  const today = useToday();
  return {
    name: ({ kind, spot }) => (spot === '' ? t(`kind.${kind}`) : t('name.at', { kind: t(`kind.${kind}`), spot })),
    state(sensor) {
      const { state, alarm, heardAtMs, batteryPercent } = sensor;
      switch (state) {
        case 'alarm':
          return alarmText(alarm?.rule ?? '');
        case 'low-battery':
          return t('state.battery', { percent: Math.round(batteryPercent ?? 0) });
        case 'online':
          return heardAtMs === null || dateAtStation(heardAtMs) !== today
            ? t('state.online')
            : t('state.online.at', { time: timeText(heardAtMs) });
        default:
          return t(`state.${state}`);
      }
    },
    heard: ({ heardAtMs }) => (heardAtMs === null ? t('heard.never') : momentText(heardAtMs, today, language)),
  };
  function alarmText(rule: string): string {
    return t(`alarm.${rule}`, { defaultValue: t('state.alarm') });
  }
}

/** Says where a device hangs: outside the reader's own grids an address stays behind its mask. */
export function useHangsText(): (record: SensorRecord, known: Whereabouts) => string {
  const { t } = useTranslation('sensors');
  const isOwnGrid = useIsOwnGrid();
  const buildings = useBuildingOptions();
  return ({ _id, dwellingUid, buildingUid, place }, { addressOf }) => {
    if (dwellingUid !== null) {
      const address = addressOf(dwellingUid);
      if (address === null) return t('hangs.home');
      return isOwnGrid(_id) ? address : maskAddress(address);
    }
    const building = buildings.find(({ value }) => value === buildingUid);
    if (building) return building.label;
    return t(place === null ? 'hangs.nowhere' : 'hangs.public');
  };
}

/** Says whom a device watches over: '' for nobody in particular. */
export function useWatchedText(): (record: SensorRecord, known: Whereabouts) => string {
  const { t } = useTranslation(['sensors', 'people']);
  return ({ personUid }, { nameOf }) => {
    if (personUid === null) return '';
    const name = nameOf(personUid);
    return name ?? t(name === null ? 'closed.short' : 'watched.unknown', { ns: name === null ? 'people' : 'sensors' });
  };
}

/** Says which month is meant: `2026年11月`, `November 2026`. */
export function useMonthText(): (month: string) => string {
  const language = useLanguage();
  const words = new Intl.DateTimeFormat(language, { year: 'numeric', month: 'long', timeZone: 'UTC' });
  return (month) => words.format(new Date(`${month}-01T00:00:00Z`));
}
