import { useTranslation } from 'react-i18next';
import { showReceipt } from '#shared/domain/incidents/receipt';
import type { Booked } from '#shared/ipc/booking-api';
import { BigButton } from '../frame/BigButton';
import { FaultNote } from '../frame/FaultNote';
import { Screen } from '../frame/Screen';
import { useLabel } from '../use-label';
import { useArrival } from './use-arrival';
import { useTimes } from './use-times';

interface FoundPageProps {
  readonly booking: Booked;
  readonly onBack: () => void;
}

/** What somebody booked whose code was typed where receipts are: when it is, and its number for one press. */
export function FoundPage({ booking, onBack }: FoundPageProps) {
  const { t } = useTranslation('kioskBooking');
  const { day, clock } = useTimes();
  const label = useLabel();
  const { arrive, problem, fault } = useArrival();
  const { code, name, atMs, untilMs } = booking;
  return (
    <Screen
      part={t('part')}
      title={t('found.title', { day: day(booking.day), time: clock(atMs) })}
      sub={t('found.sub')}
      onBack={onBack}
    >
      <div className="kiosk-one">
        <dl className="kiosk-booking-facts">
          <dt>{t('agree.what')}</dt>
          <dd>{label(name)}</dd>
          <dt>{t('agree.when')}</dt>
          <dd>
            {day(booking.day)} {clock(atMs)}–{clock(untilMs)}
          </dd>
          <dt>{t('done.code')}</dt>
          <dd>{showReceipt(code)}</dd>
        </dl>
        <FaultNote fault={fault} text={problem} />
        <BigButton look="main" icon="ticket" onPress={() => arrive(code)}>
          {t('found.take')}
        </BigButton>
      </div>
    </Screen>
  );
}
