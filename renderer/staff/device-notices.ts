import { useTranslation } from 'react-i18next';
import { dateAtStation } from '#shared/domain/calendar/date';
import { useObservable, useStation } from '#renderer/data/index';
import {
  isClockFarOff,
  SYNC_PLACE,
  useClock,
  useStorageTrouble,
  type StorageTrouble,
} from '#renderer/features/sync/index';
import type { Shape } from '#renderer/ui/index';
import type { Told } from './notifications';

const SHAPES: Readonly<Record<StorageTrouble, Shape>> = { full: 'alert', tight: 'due', unkept: 'due' };

/**
 * What concerns this device: what the browser’s storage may do to records here, before it does, what was had back after it did, and a
 * clock that is wrong.
 */
export function useDeviceNotices(): readonly Told[] {
  return [...useStorageNotices(), ...useClockNotice()];
}

function useClockNotice(): readonly Told[] {
  const { t } = useTranslation('staff');
  const station = useStation();
  if (!isClockFarOff(useClock())) return [];
  return [
    {
      id: 'clock',
      shape: 'due',
      title: t('bell.clock'),
      text: t('bell.clock.text'),
      atMs: null,
      place: SYNC_PLACE,
      marks: [`clock ${dateAtStation(station.nowMs())}`],
    },
  ];
}

function useStorageNotices(): readonly Told[] {
  const { t } = useTranslation('staff');
  const station = useStation();
  const trouble = useStorageTrouble();
  const recovered = useObservable(station.recovered$) ?? 0;
  // It stands until somebody has done something: who has read it today is told again tomorrow.
  const today = dateAtStation(station.nowMs());
  return [
    ...(trouble === null
      ? []
      : [
          {
            id: 'storage',
            shape: SHAPES[trouble],
            title: t(`bell.storage.${trouble}`),
            text: t(`bell.storage.${trouble}.text`),
            atMs: null,
            place: SYNC_PLACE,
            marks: [`storage ${trouble} ${today}`],
          },
        ]),
    ...(recovered === 0
      ? []
      : [
          {
            id: 'recovered',
            shape: 'done' as const,
            title: t('bell.recovered', { count: recovered }),
            text: t('bell.recovered.text'),
            atMs: null,
            place: SYNC_PLACE,
            marks: [`recovered ${today} ${recovered}`],
          },
        ]),
  ];
}
