import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { CONTACT_DAYS } from '#shared/domain/bookings/keeping';
import {
  bookingAnswerSchema,
  bookingOfferSchema,
  kioskBookingPaths,
  type BookAtKiosk,
  type Booked,
  type BookingOffer,
} from '#shared/ipc/booking-api';
import { BigButton } from '../frame/BigButton';
import { FaultNote } from '../frame/FaultNote';
import { Screen } from '../frame/Screen';
import { Scroll } from '../frame/Scroll';
import { Tile } from '../frame/Tile';
import { faultOf, type Fault } from '../host/answer';
import { TypePage } from '../keyboard/typing';
import { newRequest } from '../new-request';
import { useKiosk } from '../session/kiosk-context';
import { useLabel } from '../use-label';
import { useTimes } from './use-times';

interface BookPagesProps {
  readonly offer: BookingOffer;
  /** What is free has changed. */
  readonly onOffer: (offer: BookingOffer) => void;
  readonly onBack: () => void;
  readonly onBooked: (booking: Booked) => void;
}

type Line = BookingOffer['lines'][number];
type Slot = Line['days'][number]['slots'][number];
type Ask = 'phone' | 'agree';

/** A mobile number, or one of a landline with or without its area code. */
const PHONE = /^(?:1\d{10}|0\d{9,11}|[2-9]\d{6,7})$/;
const LONGEST_PHONE = 12;

/** What for, which day, what time, which phone, and whether all of it is right: one question a page. */
export function BookPages({ offer, onOffer, onBack, onBooked }: BookPagesProps) {
  const { t } = useTranslation('kioskBooking');
  const { host, signal } = useKiosk();
  const label = useLabel();
  const times = useTimes();
  const [group, setGroup] = useState<string | null>(null);
  const [day, setDay] = useState<string | null>(null);
  const [slot, setSlot] = useState<Slot | null>(null);
  const [ask, setAsk] = useState<Ask>('phone');
  const [phone, setPhone] = useState('');
  // The same wish again after an answer that was lost is the same booking.
  const [request, setRequest] = useState(newRequest);
  const [problem, setProblem] = useState<string | null>(null);
  const [fault, setFault] = useState<Fault | null>(null);

  const line = offer.lines.find((each) => each.group === group);
  const slots = line?.days.find((each) => each.day === day)?.slots;
  const isFull = offer.lines.every(({ days }) => freeOf(days) === 0);
  const note = <FaultNote fault={fault} text={problem} />;
  const freeText = (free: number): string => (free === 0 ? t('full') : t('free', { count: free }));
  const forget = () => {
    setProblem(null);
    setFault(null);
  };

  const book = async () => {
    if (!line || !slot) return;
    forget();
    const body: BookAtKiosk = { request, group: line.group, itemNumber: null, atMs: slot.atMs, phone, agreed: true };
    const answer = await host.ask(kioskBookingPaths.bookings, bookingAnswerSchema, { body, signal });
    if (signal.aborted) return;
    if (answer.kind !== 'ok') return setFault(faultOf(answer));
    if (answer.value.outcome === 'done') return onBooked(answer.value.booking);
    setProblem(t(`refused.${answer.value.why}`));
    setRequest(newRequest());
    if (answer.value.why === 'again') return setAsk('phone');
    setSlot(null);
    const again = await host.ask(kioskBookingPaths.offer, bookingOfferSchema, { signal });
    if (!signal.aborted && again.kind === 'ok') onOffer(again.value);
  };

  if (isFull)
    return (
      <Screen part={t('part')} title={t('none.title')} onBack={onBack}>
        <div className="kiosk-one">
          <p className="kiosk-note">{t('none.text')}</p>
        </div>
      </Screen>
    );
  if (!line)
    return (
      <Screen part={t('part')} title={t('line.title')} onBack={onBack}>
        <Scroll>
          <div className="kiosk-rows">
            {note}
            {offer.lines.map((each) => (
              <Tile
                key={each.group}
                icon="calendar"
                sub={freeText(freeOf(each.days))}
                disabled={freeOf(each.days) === 0}
                onPress={() => setGroup(each.group)}
              >
                {label(each.name)}
              </Tile>
            ))}
          </div>
        </Scroll>
      </Screen>
    );
  if (!slots || day === null)
    return (
      <Screen part={t('part')} title={t('day.title')} sub={label(line.name)} onBack={() => setGroup(null)}>
        <Scroll>
          <div className="kiosk-rows">
            {note}
            {line.days.map((each) => (
              <Tile
                key={each.day}
                icon="calendar"
                sub={freeText(freeOf([each]))}
                disabled={freeOf([each]) === 0}
                onPress={() => setDay(each.day)}
              >
                {times.day(each.day, offer.today)}
              </Tile>
            ))}
          </div>
        </Scroll>
      </Screen>
    );
  if (!slot)
    return (
      <Screen part={t('part')} title={t('slot.title')} sub={times.day(day, offer.today)} onBack={() => setDay(null)}>
        <Scroll>
          {note}
          <div className="kiosk-booking-slots">
            {slots.map((each) => (
              <BigButton
                key={each.atMs}
                sub={freeText(each.free)}
                disabled={each.free === 0}
                onPress={() => {
                  forget();
                  setSlot(each);
                }}
              >
                {times.clock(each.atMs)}
              </BigButton>
            ))}
          </div>
        </Scroll>
      </Screen>
    );
  if (ask === 'phone')
    return (
      <TypePage
        part={t('part')}
        title={t('phone.title')}
        sub={t('phone.sub')}
        kind="digits"
        maxLength={LONGEST_PHONE}
        value={phone}
        onChange={(typed) => {
          forget();
          setPhone(typed);
        }}
        problem={problem}
        fault={fault}
        done={t('phone.done')}
        onDone={() => (PHONE.test(phone) ? setAsk('agree') : setProblem(t('phone.wrong')))}
        onBack={() => setSlot(null)}
      />
    );
  return (
    <Screen part={t('part')} title={t('agree.title')} onBack={() => setAsk('phone')}>
      <div className="kiosk-one">
        {note}
        <dl className="kiosk-booking-facts">
          <dt>{t('agree.what')}</dt>
          <dd>{label(line.name)}</dd>
          <dt>{t('agree.when')}</dt>
          <dd>
            {times.day(day, offer.today)} {times.clock(slot.atMs)}–{times.clock(slot.untilMs)}
          </dd>
          <dt>{t('agree.phone')}</dt>
          <dd>{phone}</dd>
        </dl>
        <p className="kiosk-note">{t('agree.text', { days: CONTACT_DAYS })}</p>
        <BigButton look="main" icon="calendar" onPress={book}>
          {t('agree.done')}
        </BigButton>
      </div>
    </Screen>
  );
}

const freeOf = (days: Line['days']): number =>
  days.reduce((sum, { slots }) => sum + slots.reduce((each, { free }) => each + free, 0), 0);
