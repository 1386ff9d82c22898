import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { bookingOfferSchema, kioskBookingPaths, type Booked, type BookingOffer } from '#shared/ipc/booking-api';
import { useWords } from '#renderer/ui/words';
import { FaultNote } from '../frame/FaultNote';
import { Screen } from '../frame/Screen';
import { Tile } from '../frame/Tile';
import { faultOf, type Fault } from '../host/answer';
import { useKiosk } from '../session/kiosk-context';
import type { BookingPageProps } from '../slots';
import { BookPages } from './BookPages';
import { CodePage } from './CodePage';
import { BookedPage } from './BookedPage';
import { FoundPage } from './FoundPage';
import { messages } from './messages';
import './booking.css';

type Step = { readonly at: 'start' | 'code' | 'book' } | { readonly at: 'booked'; readonly booking: Booked };

/** Two ways: a number for a booking, or a time to come back. */
export function BookingPage({ host, found, onBack, onHome }: BookingPageProps) {
  useWords({ kioskBooking: messages });
  const { t } = useTranslation('kioskBooking');
  const { signal } = useKiosk();
  const [step, setStep] = useState<Step>({ at: 'start' });
  const [offer, setOffer] = useState<BookingOffer | null>(null);
  const [fault, setFault] = useState<Fault | null>(null);
  const toStart = () => setStep({ at: 'start' });

  useEffect(() => {
    if (step.at !== 'start' || found) return;
    let isWanted = true;
    void host.ask(kioskBookingPaths.offer, bookingOfferSchema, { signal }).then((answer) => {
      if (!isWanted || signal.aborted) return;
      setFault(answer.kind === 'ok' ? null : faultOf(answer));
      if (answer.kind === 'ok') setOffer(answer.value);
    });
    return () => {
      isWanted = false;
    };
  }, [host, signal, step.at, found]);

  if (found) return <FoundPage booking={found} onBack={onBack} />;
  if (step.at === 'code') return <CodePage onBack={toStart} />;
  if (step.at === 'booked') return <BookedPage booking={step.booking} onHome={onHome} />;
  if (step.at === 'book' && offer)
    return (
      <BookPages
        offer={offer}
        onOffer={setOffer}
        onBack={toStart}
        onBooked={(booking) => setStep({ at: 'booked', booking })}
      />
    );
  const isOff = offer?.residentsBook === false;
  return (
    <Screen part={t('part')} title={t('title')} onBack={onBack}>
      <div className="kiosk-rows is-few">
        <FaultNote fault={fault} text={isOff ? t('book.off') : null} />
        <Tile icon="ticket" sub={t('arrive.text')} onPress={() => setStep({ at: 'code' })}>
          {t('arrive')}
        </Tile>
        {!isOff && (
          <Tile icon="calendar" sub={t('book.text')} disabled={!offer} onPress={() => setStep({ at: 'book' })}>
            {t('book')}
          </Tile>
        )}
      </div>
    </Screen>
  );
}
