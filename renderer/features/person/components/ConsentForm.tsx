import { Button, Input } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { isChild } from '#shared/domain/people/age';
import { pastDateProblem } from '#shared/domain/people/complete';
import { isCalendarDate } from '#shared/domain/calendar/date';
import type { ConsentPurpose } from '#shared/schema/types/consent';
import { useStation } from '#renderer/data/index';
import { Choice, ErrorNotice, Field, PrivateForm, Select } from '#renderer/ui/index';
import type { PersonRecord } from '../../people/index';
import { useRound } from '../../visits/index';
import { recordConsent } from '../commands/consents';
import { useAction } from '../use-action';

interface ConsentFormProps {
  readonly person: PersonRecord;
  readonly purpose: ConsentPurpose;
  readonly onClose: () => void;
}

const HOW = ['written', 'spoken', 'electronic'] as const;
const BY = ['self', 'guardian'] as const;

/** Writes down what the resident, or a guardian, said about one purpose. A child does not speak for itself. */
export function ConsentForm({ person, purpose, onClose }: ConsentFormProps) {
  const { t } = useTranslation('person');
  const station = useStation();
  const { today } = useRound();
  const action = useAction();
  const isMinor = isChild(person.birthDate, today);
  const [given, setGiven] = useState<'yes' | 'no' | null>(null);
  const [by, setBy] = useState<(typeof BY)[number]>(isMinor ? 'guardian' : 'self');
  const [how, setHow] = useState<(typeof HOW)[number]>('written');
  const [statedOn, setStatedOn] = useState<string>(today);
  const [validUntil, setValidUntil] = useState('');
  const [note, setNote] = useState('');
  const [wasTried, setWasTried] = useState(false);
  const dayError = pastDateProblem(statedOn, today);
  const untilError = validUntil !== '' && (!isCalendarDate(validUntil) || validUntil < statedOn);
  const save = async () => {
    setWasTried(true);
    if (given === null || dayError || untilError) return;
    const isSaved = await action.run(async () => {
      const until = given === 'yes' && validUntil !== '' ? validUntil : null;
      await recordConsent(station, person, {
        purpose,
        given: given === 'yes',
        statedOn,
        by,
        how,
        validUntil: until,
        note,
      });
      return null;
    });
    if (isSaved) onClose();
  };
  return (
    <PrivateForm
      className="small-form"
      aria-label={t('consent.record.named', { purpose: t(`consent.${purpose}`) })}
      onSubmit={() => void save()}
    >
      <Choice
        label={t('consent.given')}
        options={[
          { value: 'yes', label: t('consent.gave') },
          { value: 'no', label: t('consent.declined') },
        ]}
        value={given}
        onChange={setGiven}
      />
      {wasTried && given === null && <p className="field-error">{t('consent.given.missing')}</p>}
      <div className="field-grid">
        <Field label={t('consent.by')}>
          {(ties) => (
            <Select {...ties} value={by} onChange={(value) => setBy(BY.find((each) => each === value) ?? 'self')}>
              {BY.filter((each) => !isMinor || each === 'guardian').map((each) => (
                <option key={each} value={each}>
                  {t(`consent.by.${each}`)}
                </option>
              ))}
            </Select>
          )}
        </Field>
        <Field label={t('consent.how')}>
          {(ties) => (
            <Select {...ties} value={how} onChange={(value) => setHow(HOW.find((each) => each === value) ?? 'written')}>
              {HOW.map((each) => (
                <option key={each} value={each}>
                  {t(`consent.how.${each}`)}
                </option>
              ))}
            </Select>
          )}
        </Field>
        <Field label={t('consent.statedOn')} error={wasTried && dayError ? t(`date.${dayError}`) : null}>
          {(ties) => (
            <Input {...ties} type="date" value={statedOn} onChange={(event) => setStatedOn(event.target.value)} />
          )}
        </Field>
        {given !== 'no' && (
          <Field
            label={t('consent.validUntil')}
            hint={t('consent.validUntil.hint')}
            error={wasTried && untilError ? t('consent.validUntil.wrong') : null}
          >
            {(ties) => (
              <Input {...ties} type="date" value={validUntil} onChange={(event) => setValidUntil(event.target.value)} />
            )}
          </Field>
        )}
      </div>
      <Field label={t('consent.note')} hint={t('consent.note.hint')}>
        {(ties) => <Input {...ties} maxLength={300} value={note} onChange={(event) => setNote(event.target.value)} />}
      </Field>
      {action.failure && <ErrorNotice error={action.failure.error} />}
      <div className="form-actions">
        <Button onClick={onClose}>{t('cancel')}</Button>
        <Button type="primary" htmlType="submit" loading={action.isBusy}>
          {t('save')}
        </Button>
      </div>
    </PrivateForm>
  );
}
