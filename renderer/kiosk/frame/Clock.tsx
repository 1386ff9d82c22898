import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { clockAtStation, dateAtStation, weekdayOf } from '#shared/domain/calendar/date';
import { useKnown } from '../session/kiosk-context';

/** The time of the day by the host's clock. */
export function Clock() {
  const { t } = useTranslation('kiosk');
  const { aheadMs } = useKnown();
  const [ownMs, setOwn] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setOwn(Date.now()), 1000);
    return () => clearInterval(timer);
  }, []);
  const nowMs = ownMs + aheadMs;
  const date = dateAtStation(nowMs);
  const [, month, day] = date.split('-').map(Number);
  return (
    <p className="kiosk-clock">
      <b>{clockAtStation(nowMs).slice(0, 5).replace(/^0/, '')}</b>
      <span>{t('date', { month: t(`month.${month}`), day, weekday: t(`weekday.${weekdayOf(date)}`) })}</span>
    </p>
  );
}
