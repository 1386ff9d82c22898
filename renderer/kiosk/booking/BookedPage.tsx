import { useTranslation } from 'react-i18next';
import type { Booked } from '#shared/ipc/booking-api';
import { BigButton } from '../frame/BigButton';
import { Screen } from '../frame/Screen';
import { useLabel } from '../use-label';
import { useTimes } from './use-times';

/** The code first, and what to do with it. */
export function BookedPage({ booking, onHome }: { readonly booking: Booked; readonly onHome: () => void }) {
  const { t } = useTranslation('kioskBooking');
  const label = useLabel();
  const { day, clock } = useTimes();
  const { code, name, atMs } = booking;
  const when = { day: day(booking.day), time: clock(atMs) };
  return (
    <Screen part={t('part')} tone="done" title={t('done.title')} sub={label(name)} onBack={onHome}>
      <div className="kiosk-one kiosk-booking-done">
        <p className="kiosk-booking-when">
          {when.day} {when.time}
        </p>
        <p className="kiosk-booking-code">
          <span>{t('done.code')}</span>
          <strong>{`${code.slice(0, 4)}-${code.slice(4)}`}</strong>
        </p>
        <p className="kiosk-note">
          {t('done.remember')} {t('done.how', when)}
        </p>
        <BigButton look="main" onPress={onHome}>
          {t('done.home')}
        </BigButton>
      </div>
    </Screen>
  );
}
