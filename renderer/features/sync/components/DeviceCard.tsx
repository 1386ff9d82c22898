import { useTranslation } from 'react-i18next';
import { useRegisterState } from '#renderer/data/index';
import { Card, type Shape } from '#renderer/ui/index';
import { bytesText, roomOf, useClock, useDeviceStorage, type Room } from '../health';
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
            <Room usedBytes={storage.usedBytes} quotaBytes={storage.quotaBytes} />
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

function Room({ usedBytes, quotaBytes }: { readonly usedBytes: number; readonly quotaBytes: number }) {
  const { t } = useTranslation('sync');
  const free = Math.max(0, quotaBytes - usedBytes);
  const room = roomOf(free, quotaBytes);
  return (
    <Fact
      name={t('device.room')}
      shape={ROOM_SHAPES[room]}
      state={t('device.room.state', { used: bytesText(usedBytes), free: bytesText(free) })}
      {...(room !== 'ample' && { text: t(`device.room.${room}`) })}
    />
  );
}
