import { Button, Input } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { practiceRegionOf, regionOf } from '#shared/codes/region-codes';
import { useStation } from '#renderer/data/index';
import { Card, ErrorNotice, Field, Pill, PrivateForm } from '#renderer/ui/index';
import { entryOf, readEntry, type StationEntry } from './entry';
import { Intervals } from './Intervals';
import type { StationRecord } from './StationSection';
import { useAreaCodeText } from './words';

/** The longest name of a station, in characters: it stands in the header of every page. */
const NAME_LIMIT = 60;

/** The manager's form: says beside each field what is wrong, and before saving what follows. */
export function StationForm({ record }: { readonly record: StationRecord }) {
  const { t } = useTranslation(['stationSettings', 'settings']);
  const { writer } = useStation();
  const areaCodeText = useAreaCodeText();
  const [edited, setEdited] = useState<StationEntry | null>(null);
  const [wasTried, setWasTried] = useState(false);
  const [isSaved, setIsSaved] = useState(false);
  const [failure, setFailure] = useState<{ readonly error: unknown } | null>(null);
  // Untouched, the form follows the record: somebody else may change it meanwhile.
  const entry = edited ?? entryOf(record);
  const reading = readEntry(entry, record, record.practice ? practiceRegionOf : regionOf);
  const isChanged = reading.kind === 'wrong' || Object.keys(reading.changes).length > 0;
  const change = (part: Partial<StationEntry>) => {
    setEdited({ ...entry, ...part });
    setIsSaved(false);
    setFailure(null);
  };
  const reset = () => {
    setEdited(null);
    setWasTried(false);
    setFailure(null);
  };

  const save = async (form: HTMLFormElement) => {
    setWasTried(true);
    if (reading.kind === 'wrong') {
      // The fields draw what is wrong first; the cursor goes to the first of them.
      requestAnimationFrame(() => form.querySelector<HTMLElement>('[aria-invalid=true]')?.focus());
      return;
    }
    const { changes } = reading;
    if (Object.keys(changes).length === 0) return;
    try {
      await writer.edit(record._id, () => changes);
      reset();
      setIsSaved(true);
    } catch (error) {
      setFailure({ error });
    }
  };
  const wrong = reading.kind === 'wrong' ? reading : null;
  // A code is judged as soon as it is as long as one; everything else when it is to be saved.
  const codeProblem = wrong?.areaCode && (wasTried || wrong.areaCode.problem !== 'length') ? wrong.areaCode : null;

  return (
    <PrivateForm className="station-form" aria-label={t('form')} onSubmit={(event) => void save(event.currentTarget)}>
      <Card title={t('identity')}>
        <div className="station-fields">
          <Field
            label={t('name.zh', { ns: 'settings' })}
            hint={t('name.hint')}
            error={wasTried && wrong?.isNameMissing ? t('name.missing', { ns: 'settings' }) : null}
          >
            {(ties) => (
              <Input
                {...ties}
                maxLength={NAME_LIMIT}
                value={entry.zh}
                onChange={(event) => change({ zh: event.target.value })}
              />
            )}
          </Field>
          <Field label={t('name.en', { ns: 'settings' })} hint={t('name.en.hint', { ns: 'settings' })}>
            {(ties) => (
              <Input
                {...ties}
                lang="en"
                maxLength={NAME_LIMIT * 2}
                value={entry.en}
                onChange={(event) => change({ en: event.target.value })}
              />
            )}
          </Field>
          <Field
            label={t('area-code')}
            hint={t('area-code.hint')}
            error={codeProblem ? areaCodeText(codeProblem) : null}
          >
            {(ties) => (
              <Input
                {...ties}
                className="station-code"
                inputMode="numeric"
                maxLength={24}
                value={entry.areaCode}
                onChange={(event) => change({ areaCode: event.target.value })}
              />
            )}
          </Field>
        </div>
      </Card>
      <Intervals
        entry={entry}
        current={record.visitIntervalDays}
        shows={wasTried}
        onChange={(days) => change({ days })}
      />
      {failure && <ErrorNotice error={failure.error} />}
      <div className="station-actions">
        <span role="status">
          {isSaved && !isChanged && <Pill shape="done">{t('saved.here', { ns: 'settings' })}</Pill>}
        </span>
        <Button disabled={!isChanged} onClick={reset}>
          {t('undo')}
        </Button>
        <Button type="primary" htmlType="submit" disabled={!isChanged}>
          {t('save', { ns: 'settings' })}
        </Button>
      </div>
    </PrivateForm>
  );
}
