import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useStation } from '#renderer/data/index';
import { ErrorNotice } from '#renderer/ui/index';
import { endSensor } from '../commands';
import type { SensorRecord } from '../view';

interface EndQuestionProps {
  readonly record: SensorRecord;
  readonly onEnded: () => void;
  readonly onCancel: () => void;
}

/** Asks before a device is taken out of use, and says what that means; its password ends where the host can be reached. */
export function EndQuestion({ record, onEnded, onCancel }: EndQuestionProps) {
  const { t } = useTranslation('sensors');
  const station = useStation();
  const [isEnding, setIsEnding] = useState(false);
  const [failure, setFailure] = useState<{ readonly error: unknown } | null>(null);
  const end = async () => {
    setIsEnding(true);
    setFailure(null);
    try {
      await endSensor(station, record);
      // Its password opens nothing that is anybody's from now on; the host may be away, or know of none.
      await station.sensors.revokeCredential(record.deviceName).catch(() => undefined);
      onEnded();
    } catch (error) {
      setFailure({ error });
      setIsEnding(false);
    }
  };
  return (
    <section className="sensor-question" aria-label={t('action.end')}>
      <p>{t('end.text')}</p>
      {failure && <ErrorNotice error={failure.error} />}
      <div className="form-actions">
        <Button onClick={onCancel}>{t('cancel')}</Button>
        <Button type="primary" danger loading={isEnding} onClick={() => void end()}>
          {t('end.yes')}
        </Button>
      </div>
    </section>
  );
}
