import { Input } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useStation } from '#renderer/data/index';
import { Field } from '#renderer/ui/index';
import { saveSensorDetails } from '../commands';
import { intervalChoice, intervalMs } from '../pairing/entry';
import { IntervalField } from '../pairing/IntervalField';
import { SpotField } from '../pairing/SpotField';
import { PanelForm } from '../PanelForm';
import type { SensorRecord } from '../view';

interface DetailsFormProps {
  readonly record: SensorRecord;
  readonly onSaved: () => void;
  readonly onCancel: () => void;
}

/** What of a device can be put right while it hangs where it hangs. */
export function DetailsForm({ record, onSaved, onCancel }: DetailsFormProps) {
  const { t } = useTranslation('sensors');
  const station = useStation();
  const [model, setModel] = useState(record.model);
  const [spot, setSpot] = useState(record.spot);
  const [interval, setInterval] = useState(() => intervalChoice(record.reportsEveryMs));
  const save = async () => {
    const reportsEveryMs = intervalMs(interval, record.reportsEveryMs);
    await saveSensorDetails(station, record, { model: model.trim(), spot: spot.trim(), reportsEveryMs });
    onSaved();
  };
  return (
    <PanelForm label={t('action.details')} saveText={t('save')} hasProblems={false} onSave={save} onCancel={onCancel}>
      {() => (
        <>
          <Field label={t('field.model')} hint={t('field.model.hint')}>
            {(ties) => (
              <Input {...ties} maxLength={60} value={model} onChange={({ target }) => setModel(target.value)} />
            )}
          </Field>
          <SpotField kind={record.kind} value={spot} onChange={setSpot} />
          <IntervalField value={interval} onChange={setInterval} />
        </>
      )}
    </PanelForm>
  );
}
