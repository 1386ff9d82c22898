import { Button, Input } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { toAppError, type AppError } from '#shared/errors/app-error';
import { useStation } from '#renderer/data/index';
import { addressOf, Choice, ErrorNotice, Field } from '#renderer/ui/index';
import { PERSON_PATH, type PersonRecord } from '../../people/index';
import { actOnAlarm, type AlarmAct } from '../commands';
import type { ShownAlarm } from '../queries';

/** What may come of a call, of a visit, and of a look at a device, in the order in which people say it. */
const ACTS: Readonly<Record<'call' | 'visit' | 'device', readonly (AlarmAct & { readonly id: string })[]>> = {
  call: [
    { id: 'fine', kind: 'call', outcome: 'fine' },
    { id: 'no-answer', kind: 'call', outcome: 'no-answer' },
    { id: 'needs-visit', kind: 'call', outcome: 'needs-visit' },
    { id: 'mistaken', kind: 'mistaken' },
  ],
  visit: [
    { id: 'fine', kind: 'visit', outcome: 'fine' },
    { id: 'helped', kind: 'visit', outcome: 'helped' },
    { id: 'not-reached', kind: 'visit', outcome: 'not-reached' },
    { id: 'mistaken', kind: 'mistaken' },
  ],
  device: [
    { id: 'helped', kind: 'visit', outcome: 'helped' },
    { id: 'mistaken', kind: 'mistaken' },
  ],
};

interface OutcomeFormProps {
  readonly alarm: ShownAlarm;
  readonly person: PersonRecord | null;
  readonly onDone: () => void;
}

/** What came of the call or the visit: kept on this device at once, and sent when the station can be reached. */
export function OutcomeForm({ alarm, person, onDone }: OutcomeFormProps) {
  const { t } = useTranslation('alarms');
  const station = useStation();
  const [stepId] = useState(() => station.newUid());
  const [chosen, setChosen] = useState<string | null>(null);
  const [note, setNote] = useState('');
  const [isMissing, setIsMissing] = useState(false);
  const [isBusy, setIsBusy] = useState(false);
  const [failure, setFailure] = useState<AppError | null>(null);
  const { state } = alarm.standing;
  if (state === 'closed') return null;
  const of = alarm.isAboutPeople ? state : 'device';
  const label = (id: string) => t(id === 'mistaken' ? 'outcome.mistaken' : `outcome.${of}.${id}`);
  const save = async () => {
    const found = ACTS[of].find(({ id }) => id === chosen);
    setIsMissing(!found);
    if (!found || isBusy) return;
    setIsBusy(true);
    setFailure(null);
    try {
      const { id: _id, ...act } = found;
      await actOnAlarm(station, alarm.record, act, { stepId, note, birthDate: person?.birthDate ?? null });
      onDone();
    } catch (thrown) {
      setFailure(toAppError(thrown));
      setIsBusy(false);
    }
  };
  return (
    <form
      className="alarm-form"
      aria-label={t(`form.${of}`)}
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <Choice
        label={t(`form.${of}`)}
        options={ACTS[of].map(({ id }) => ({ value: id, label: label(id) }))}
        value={chosen}
        onChange={setChosen}
        errorId={isMissing && chosen === null ? 'alarm-missing' : undefined}
      />
      {isMissing && chosen === null && (
        <p className="field-error" id="alarm-missing" role="alert">
          {t('form.missing')}
        </p>
      )}
      <Field label={t('form.note')} hint={t('form.note.hint')}>
        {(ties) => (
          <Input.TextArea
            {...ties}
            autoSize={{ minRows: 2, maxRows: 6 }}
            maxLength={1000}
            value={note}
            onChange={({ target }) => setNote(target.value)}
          />
        )}
      </Field>
      {failure && <ErrorNotice error={failure} />}
      <div className="alarm-form-foot">
        <Button type="primary" htmlType="submit" loading={isBusy}>
          {t('form.save')}
        </Button>
        <Button onClick={onDone}>{t('form.cancel')}</Button>
        {person && alarm.isAboutPeople && (
          <a href={addressOf({ path: PERSON_PATH, query: { id: person._id, tab: 'sensors' } })}>{t('form.away')}</a>
        )}
      </div>
    </form>
  );
}
