import { Button, Input } from 'antd';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { CONTACT_DAYS } from '#shared/domain/bookings/keeping';
import { BOOKING_TEXT } from '#shared/domain/bookings/settings';
import { showReceipt } from '#shared/domain/incidents/receipt';
import type { Booked, BookingOffer } from '#shared/ipc/booking-api';
import { useStation } from '#renderer/data/index';
import { Choice, ErrorNotice, Field, Loading, PrivateForm, Select } from '#renderer/ui/index';
import { Beside } from '../lists/index';
import { useBookingDesk } from './use-desk';
import { focusFirstWrong, spanOf, useBookingWords } from './words';

interface NewBookingProps {
  /** The day that the list shows. */
  readonly day: string;
  readonly onClose: () => void;
}

interface Entry {
  readonly channel: 'call' | 'counter';
  readonly group: string;
  readonly day: string;
  readonly atMs: string;
  readonly name: string;
  readonly phone: string;
}

const WRONGS = ['line', 'slot', 'name', 'phone'] as const;
type Wrong = (typeof WRONGS)[number];

const PHONE = /^\+?[0-9][0-9 -]{4,18}[0-9]$/;

function wrongIn({ group, atMs, name, phone }: Entry): readonly Wrong[] {
  const isWrong: Readonly<Record<Wrong, boolean>> = {
    line: group === '',
    slot: atMs === '',
    name: name.trim() === '',
    phone: phone.trim() !== '' && !PHONE.test(phone.trim()),
  };
  return WRONGS.filter((each) => isWrong[each]);
}

/** A place for somebody who calls or stands before the desk. */
export function NewBooking({ day, onClose }: NewBookingProps) {
  const { t } = useTranslation('bookings');
  const { newUid } = useStation();
  const desk = useBookingDesk();
  const words = useBookingWords();
  const empty: Entry = { channel: 'call', group: '', day, atMs: '', name: '', phone: '' };
  const [entry, setEntry] = useState(empty);
  const [request, setRequest] = useState(newUid);
  const [offer, setOffer] = useState<BookingOffer | null>(null);
  const [asked, setAsked] = useState(0);
  const [hasTried, setTried] = useState(false);
  const [isBusy, setBusy] = useState(false);
  const [refused, setRefused] = useState<string | null>(null);
  const [error, setError] = useState<unknown>(null);
  const [done, setDone] = useState<Booked | null>(null);

  useEffect(() => {
    let isWanted = true;
    desk.offer().then(
      (next) => isWanted && setOffer(next),
      (thrown: unknown) => isWanted && setError(thrown),
    );
    return () => {
      isWanted = false;
    };
  }, [desk, asked]);

  const wrong = hasTried ? wrongIn(entry) : [];
  const errorOf = (field: Wrong) => (wrong.includes(field) ? t(`wrong.${field}`) : null);
  const change = (part: Partial<Entry>) => {
    setEntry({ ...entry, ...part });
    setRefused(null);
  };
  const days = offer?.lines.find(({ group }) => group === entry.group)?.days ?? [];
  const slots = days.find((each) => each.day === entry.day)?.slots ?? [];

  const save = async (form: HTMLFormElement) => {
    setTried(true);
    if (wrongIn(entry).length > 0) return focusFirstWrong(form);
    setBusy(true);
    setError(null);
    try {
      const { channel, group, name } = entry;
      const phone = entry.phone.trim() === '' ? null : entry.phone.trim();
      const wanted = { request, channel, group, itemNumber: null, atMs: Number(entry.atMs), name: name.trim(), phone };
      const answer = await desk.book(wanted);
      setRequest(newUid());
      if (answer.outcome === 'done') setDone(answer.booking);
      else setRefused(t(`refused.${answer.why}`));
      setAsked(asked + 1);
    } catch (thrown) {
      setError(thrown);
    } finally {
      setBusy(false);
    }
  };

  if (done)
    return (
      <Beside title={t('form.title')} onClose={onClose}>
        <div className="booking-given" role="status">
          <strong>{t('done.title', { when: `${words.day(done.day)} ${spanOf(done)}` })}</strong>
          <p className="booking-code">{showReceipt(done.code)}</p>
          <p>{t('done.text')}</p>
        </div>
        <div className="booking-form">
          <Button
            onClick={() => {
              setDone(null);
              setTried(false);
              setEntry({ ...empty, group: entry.group });
            }}
          >
            {t('form.again')}
          </Button>
        </div>
      </Beside>
    );
  return (
    <Beside title={t('form.title')} subtitle={<p>{t('form.text', { days: CONTACT_DAYS })}</p>} onClose={onClose}>
      {!offer && error === null && <Loading label={t('loading')} lines={4} />}
      {error !== null && <ErrorNotice error={error} />}
      {offer && (
        <PrivateForm className="booking-form" onSubmit={({ currentTarget }) => void save(currentTarget)}>
          <Choice
            label={t('form.how')}
            options={(['call', 'counter'] as const).map((value) => ({ value, label: t(`form.how.${value}`) }))}
            value={entry.channel}
            onChange={(channel) => change({ channel: channel ?? 'call' })}
          />
          <Field label={t('form.line')} error={errorOf('line')}>
            {(ties) => (
              <Select {...ties} value={entry.group} onChange={(group) => change({ group, atMs: '' })}>
                <option value="">{t('form.choose')}</option>
                {offer.lines.map((line) => (
                  <option key={line.group} value={line.group}>
                    {words.label(line.name)}
                  </option>
                ))}
              </Select>
            )}
          </Field>
          <Field label={t('form.day')} hint={entry.group !== '' && days.length === 0 ? t('form.no-days') : undefined}>
            {(ties) => (
              <Select {...ties} value={entry.day} onChange={(next) => change({ day: next, atMs: '' })}>
                <option value="">{t('form.choose')}</option>
                {days.map((each) => (
                  <option key={each.day} value={each.day}>
                    {words.day(each.day)}
                  </option>
                ))}
              </Select>
            )}
          </Field>
          <Field label={t('form.slot')} error={errorOf('slot')}>
            {(ties) => (
              <Select {...ties} value={entry.atMs} onChange={(atMs) => change({ atMs })}>
                <option value="">{t('form.choose')}</option>
                {slots.map((slot) => (
                  <option key={slot.atMs} value={String(slot.atMs)} disabled={slot.free === 0}>
                    {slot.free === 0
                      ? t('form.slot.full', { time: spanOf(slot) })
                      : t('form.slot.free', { time: spanOf(slot), count: slot.free })}
                  </option>
                ))}
              </Select>
            )}
          </Field>
          <Field label={t('form.name')} error={errorOf('name')}>
            {(ties) => (
              <Input
                {...ties}
                maxLength={BOOKING_TEXT.name}
                value={entry.name}
                onChange={({ target }) => change({ name: target.value })}
              />
            )}
          </Field>
          <Field label={t('form.phone')} error={errorOf('phone')} hint={t('form.phone.hint')}>
            {(ties) => (
              <Input
                {...ties}
                inputMode="tel"
                maxLength={BOOKING_TEXT.phone}
                value={entry.phone}
                onChange={({ target }) => change({ phone: target.value })}
              />
            )}
          </Field>
          {refused !== null && (
            <p className="booking-refused" role="alert">
              {refused}
            </p>
          )}
          <Button type="primary" htmlType="submit" loading={isBusy}>
            {t('form.save')}
          </Button>
        </PrivateForm>
      )}
    </Beside>
  );
}
