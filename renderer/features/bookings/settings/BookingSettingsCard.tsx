import { Button, Input } from 'antd';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { accessOf, setsHall } from '#shared/domain/access/access';
import { SLOT_MINUTES } from '#shared/domain/bookings/settings';
import { bookingOfferSchema, bookingPaths, bookingSettingsSchema, type BookingOffer } from '#shared/ipc/booking-api';
import { useSession, useStation } from '#renderer/data/index';
import { Card, Choice, ErrorNotice, Field, Loading, PrivateForm, Select, useWords } from '#renderer/ui/index';
import { bookingParts } from '../booking-parts';
import { focusFirstWrong, useBookingWords } from '../words';
import {
  daysOf,
  entryOf,
  lengthOf,
  minutesOf,
  placesOf,
  settingsOf,
  type LineEntry,
  type SettingsEntry,
} from './entry';
import '../bookings.css';

/** Monday first. */
const WEEKDAYS = [1, 2, 3, 4, 5, 6, 0] as const;

/** Slots and places of every line of the hall; for whoever sets the hall, others read it. */
export function BookingSettingsCard() {
  useWords(bookingParts);
  const { t } = useTranslation('bookings');
  const { staff } = useSession();
  const { host } = useStation();
  const words = useBookingWords();
  const [entry, setEntry] = useState<SettingsEntry | null>(null);
  const [names, setNames] = useState<BookingOffer['lines']>([]);
  const [hasTried, setTried] = useState(false);
  const [isBusy, setBusy] = useState(false);
  const [isSaved, setSaved] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const { post: actor, functions, gridNumbers } = staff;
  const maySet = setsHall(accessOf({ actor, functions, gridNumbers }, []));

  useEffect(() => {
    let isWanted = true;
    host.get(bookingPaths.settings, bookingSettingsSchema).then(
      (settings) => isWanted && setEntry(entryOf(settings)),
      (thrown: unknown) => isWanted && setError(thrown),
    );
    host.get(bookingPaths.offer, bookingOfferSchema).then(
      ({ lines }) => isWanted && setNames(lines),
      () => undefined,
    );
    return () => {
      isWanted = false;
    };
  }, [host]);

  const change = (part: Partial<SettingsEntry>) => {
    if (!entry) return;
    setSaved(false);
    setEntry({ ...entry, ...part });
  };
  const changeLine = (group: string, part: Partial<LineEntry>) =>
    change({ lines: (entry?.lines ?? []).map((line) => (line.group === group ? { ...line, ...part } : line)) });
  const lineName = (group: string): string => {
    const name = names.find((line) => line.group === group)?.name;
    return name ? `${group} ${words.label(name)}` : group;
  };
  const save = async (form: HTMLFormElement) => {
    setTried(true);
    const settings = entry && settingsOf(entry);
    if (!settings) return focusFirstWrong(form);
    setBusy(true);
    setError(null);
    try {
      setEntry(entryOf(await host.post(bookingPaths.settings, settings, bookingSettingsSchema)));
      setSaved(true);
    } catch (thrown) {
      setError(thrown);
    } finally {
      setBusy(false);
    }
  };
  const wrongIf = (isWrong: boolean, name: string): string | null => (hasTried && isWrong ? t(name) : null);

  return (
    <Card title={t('set.title')}>
      <div className="booking-body">
        <p className="booking-about">{t('set.text')}</p>
        {!entry && error === null && <Loading label={t('set.loading')} lines={4} />}
        {error !== null && <ErrorNotice error={error} />}
        {entry && (
          <PrivateForm onSubmit={({ currentTarget }) => void save(currentTarget)}>
            <fieldset className="booking-settings" disabled={!maySet}>
              {!maySet && <p className="booking-about">{t('set.closed')}</p>}
              <div className="booking-settings-top">
                <div className="field">
                  <span className="field-label">{t('set.residents')}</span>
                  <Choice
                    label={t('set.residents')}
                    options={(['on', 'off'] as const).map((value) => ({ value, label: t(`set.${value}`) }))}
                    value={entry.residentsBook ? 'on' : 'off'}
                    onChange={(value) => change({ residentsBook: value === 'on' })}
                  />
                </div>
                {(['latest', 'earliest'] as const).map((name) => (
                  <Field
                    key={name}
                    label={t(`set.${name}`)}
                    error={wrongIf(minutesOf(entry[name]) === null, 'set.wrong.minutes')}
                  >
                    {(ties) => (
                      <Input
                        {...ties}
                        inputMode="numeric"
                        value={entry[name]}
                        onChange={({ target }) => change({ [name]: target.value })}
                      />
                    )}
                  </Field>
                ))}
              </div>
              {entry.lines.map((line) => (
                <fieldset key={line.group} className="booking-line">
                  <legend>{lineName(line.group)}</legend>
                  <Field label={t('set.length')}>
                    {(ties) => (
                      <Select
                        {...ties}
                        value={String(line.slotMinutes)}
                        onChange={(text) => changeLine(line.group, { slotMinutes: lengthOf(text) })}
                      >
                        {SLOT_MINUTES.map((minutes) => (
                          <option key={minutes} value={String(minutes)}>
                            {minutes}
                          </option>
                        ))}
                      </Select>
                    )}
                  </Field>
                  <Field
                    label={t('set.places')}
                    hint={t('set.places.hint')}
                    error={wrongIf(placesOf(line.places) === null, 'set.wrong.places')}
                  >
                    {(ties) => (
                      <Input
                        {...ties}
                        inputMode="numeric"
                        value={line.places}
                        onChange={({ target }) => changeLine(line.group, { places: target.value })}
                      />
                    )}
                  </Field>
                  <Field label={t('set.ahead')} error={wrongIf(daysOf(line.daysAhead) === null, 'set.wrong.ahead')}>
                    {(ties) => (
                      <Input
                        {...ties}
                        inputMode="numeric"
                        value={line.daysAhead}
                        onChange={({ target }) => changeLine(line.group, { daysAhead: target.value })}
                      />
                    )}
                  </Field>
                  <div className="booking-weekdays" role="group" aria-label={t('set.weekdays')}>
                    <span>{t('set.weekdays')}</span>
                    <div>
                      {WEEKDAYS.map((weekday) => {
                        const isOn = line.weekdays.includes(weekday);
                        const next = isOn
                          ? line.weekdays.filter((each) => each !== weekday)
                          : [...line.weekdays, weekday].sort((a, b) => a - b);
                        return (
                          <button
                            key={weekday}
                            type="button"
                            aria-pressed={isOn}
                            onClick={() => changeLine(line.group, { weekdays: next })}
                          >
                            {t(`set.day.short.${weekday}`)}
                          </button>
                        );
                      })}
                    </div>
                  </div>
                </fieldset>
              ))}
              {maySet && (
                <p className="booking-save">
                  <Button type="primary" htmlType="submit" loading={isBusy}>
                    {t('set.save')}
                  </Button>
                  <span role="status">{isSaved ? t('set.saved') : ''}</span>
                </p>
              )}
            </fieldset>
          </PrivateForm>
        )}
      </div>
    </Card>
  );
}
