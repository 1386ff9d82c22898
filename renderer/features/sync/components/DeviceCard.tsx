import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { dateAtStation } from '#shared/domain/calendar/date';
import { instantOf } from '#shared/schema/types/newest-first';
import { useObservable, useRegisterState, useStation, useSync } from '#renderer/data/index';
import { Card, dayText, useLanguage, type Shape } from '#renderer/ui/index';
import { useToday } from '../../people/index';
import { bytesText, roomIn, useClock, useDeviceStorage, type DeviceStorage, type Room } from '../health';
import { Fact, Facts } from './Facts';

export const ROOM_SHAPES: Readonly<Record<Room, Shape>> = { ample: 'done', tight: 'due', full: 'alert' };

/** How this device is: room for records, whether they are kept, its clock, what it has read. */
export function DeviceCard() {
  const { t } = useTranslation('sync');
  const { storage, keep } = useDeviceStorage();
  const register = useRegisterState();
  const clock = useClock();
  return (
    <Card title={t('device.title')} className="health-card">
      <Facts>
        {storage === null && <Fact name={t('device.room')} shape="idle" state={t('device.room.unknown')} />}
        {storage && (
          <>
            <Room storage={storage} />
            <Fact
              name={t('device.kept')}
              shape={storage.isKept ? 'done' : 'due'}
              state={t(storage.isKept ? 'device.kept.yes' : 'device.kept.no')}
              text={
                storage.isKept ? (
                  t('device.kept.yes.text')
                ) : (
                  <>
                    {t('device.kept.no.text')}{' '}
                    <button type="button" className="link-button" onClick={() => void keep()}>
                      {t('device.keep')}
                    </button>
                  </>
                )
              }
            />
          </>
        )}
        <Fact
          name={t('device.clock')}
          shape={clock.kind === 'right' ? 'done' : 'due'}
          state={
            clock.kind === 'right'
              ? t('device.clock.right')
              : t(`device.clock.${clock.kind}.${clock.unit}`, { count: clock.count })
          }
          {...(clock.kind !== 'right' && { text: t('device.clock.text') })}
        />
        <Held />
        {register && (
          <Fact
            name={t('device.register')}
            shape={register.kind === 'ready' ? 'done' : register.kind === 'failed' ? 'alert' : 'progress'}
            state={t(`device.register.${register.kind}`, { count: register.records })}
          />
        )}
      </Facts>
    </Card>
  );
}

/** How many records the device holds of those it may, and what it leaves at the station. */
function Held() {
  const { t } = useTranslation('sync');
  const language = useLanguage();
  const today = useToday();
  const { older } = useStation();
  const budget = useObservable(older.budget$);
  const lastCurrentMs = useSync()?.status.lastCurrentMs;
  useEffect(() => {
    // A disk that cannot be counted says so where records are read.
    older.recount().catch(() => undefined);
  }, [older, lastCurrentMs]);
  const { documents, limit } = budget ?? { documents: null, limit: 0 };
  if (documents === null) return null;
  const leftMs = instantOf(budget?.left['visit']);
  const isOver = documents > limit;
  const text = isOver
    ? t('device.budget.over')
    : leftMs === null
      ? undefined
      : t('device.budget.left', { date: dayText(dateAtStation(leftMs), today, language) });
  return (
    <Fact
      name={t('device.budget')}
      shape={isOver ? 'due' : 'done'}
      state={t('device.budget.state', { documents, limit })}
      {...(text !== undefined && { text })}
    />
  );
}

function Room({ storage }: { readonly storage: DeviceStorage }) {
  const { t } = useTranslation('sync');
  const { usedBytes, quotaBytes, fits } = storage;
  const free = Math.max(0, quotaBytes - usedBytes);
  const room = roomIn(storage);
  const used = bytesText(usedBytes);
  return (
    <Fact
      name={t('device.room')}
      shape={ROOM_SHAPES[room]}
      state={
        fits === 'enough' ? t('device.room.state', { used, free: bytesText(free) }) : t('device.room.little', { used })
      }
      {...(room !== 'ample' && { text: t(`device.room.${room}`) })}
    />
  );
}
