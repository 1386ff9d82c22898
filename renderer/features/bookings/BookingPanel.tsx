import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { dateAtStation } from '#shared/domain/calendar/date';
import { showReceipt } from '#shared/domain/incidents/receipt';
import type { ArrivalAnswer, CancelAnswer } from '#shared/ipc/booking-api';
import { ErrorNotice, momentText, Pill, useLanguage } from '#renderer/ui/index';
import { Beside } from '../lists/index';
import { useToday } from '../people/index';
import { useItems } from '../services/index';
import type { ShownBooking } from './queries';
import { useBookingDesk } from './use-desk';
import { spanOf, STANDING_SHAPES, useBookingWords, useWho } from './words';

interface BookingPanelProps {
  readonly shown: ShownBooking;
  readonly lineName: (group: string) => string;
  readonly onClose: () => void;
}

type Given = ArrivalAnswer & { readonly outcome: 'done' };

/** One booking: who, when, the code; a number when they are here, and its end when they are not coming. */
export function BookingPanel({ shown, lineName, onClose }: BookingPanelProps) {
  const { t } = useTranslation('bookings');
  const language = useLanguage();
  const today = useToday();
  const words = useBookingWords();
  const whoOf = useWho();
  const items = useItems();
  const desk = useBookingDesk();
  const [given, setGiven] = useState<Given | null>(null);
  const [refused, setRefused] = useState<string | null>(null);
  const [error, setError] = useState<unknown>(null);
  const [isBusy, setBusy] = useState(false);
  const [isAsking, setAsking] = useState(false);
  const { record, standing, contact } = shown;
  const day = dateAtStation(record.atMs);

  const run = (work: () => Promise<ArrivalAnswer | CancelAnswer>) => {
    setBusy(true);
    setError(null);
    setRefused(null);
    work()
      .then((answer) => {
        if (answer.outcome === 'refused') setRefused(t(`refused.${answer.why}`));
        else if ('number' in answer) setGiven(answer);
        setAsking(false);
      })
      .catch(setError)
      .finally(() => setBusy(false));
  };

  const facts: readonly (readonly [string, string])[] = [
    [t('col.line'), lineName(record.group)],
    ...(record.itemNumber === null
      ? []
      : [
          [
            t('item'),
            items?.find(({ number }) => number === record.itemNumber)?.now.name ?? record.itemNumber,
          ] as const,
        ]),
    ...(contact?.phone ? [[t('phone'), contact.phone] as const] : []),
    [t('code'), showReceipt(record.code)],
    [t('col.channel'), t(`channel.${record.channel}`)],
    [t('booked-at'), momentText(record.bookedAtMs, today, language)],
    ...(record.ticketNumber === null ? [] : [[t('col.number'), record.ticketNumber] as const]),
  ];
  const mayArrive = day === today && (standing === 'booked' || standing === 'missed') && !given;
  const actions = (
    <>
      {mayArrive && !isAsking && (
        <Button type="primary" loading={isBusy} onClick={() => run(() => desk.arrive(record.uid))}>
          {t('arrive')}
        </Button>
      )}
      {standing === 'booked' && !given && !isAsking && (
        <Button disabled={isBusy} onClick={() => setAsking(true)}>
          {t('cancel')}
        </Button>
      )}
      {isAsking && (
        <>
          <Button danger loading={isBusy} onClick={() => run(() => desk.cancel(record.uid))}>
            {t('cancel.yes')}
          </Button>
          <Button onClick={() => setAsking(false)}>{t('cancel.no')}</Button>
        </>
      )}
    </>
  );
  return (
    <Beside
      title={whoOf(shown)}
      subtitle={
        <p className="booking-when">
          {words.day(day)} {spanOf(record)} <Pill shape={STANDING_SHAPES[standing]}>{t(`state.${standing}`)}</Pill>
        </p>
      }
      onClose={onClose}
      actions={mayArrive || standing === 'booked' ? actions : undefined}
    >
      {given && (
        <div className="booking-given" role="status">
          <strong>{t('arrived.title', { number: given.number })}</strong>
          <p>
            {t(given.isKept ? 'arrived.kept' : 'arrived.late')}
            {given.ahead === 0 ? t('arrived.next') : t('arrived.ahead', { count: given.ahead })}
          </p>
        </div>
      )}
      {refused !== null && (
        <p className="booking-refused" role="alert">
          {refused}
        </p>
      )}
      {error !== null && <ErrorNotice error={error} />}
      {isAsking && <p className="booking-ask">{t('cancel.ask')}</p>}
      <dl className="booking-facts">
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </Beside>
  );
}
