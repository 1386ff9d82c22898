import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { Pill, useWords } from '#renderer/ui/index';
import { endMessages } from '../end-messages';
import { Door } from './Door';
import type { DeviceEnd } from './EndingDevice';
import '../sign-in.css';
import '../door.css';

export interface DeviceEndedProps {
  readonly end: DeviceEnd;
  /** Photos and voice notes that were erased and that the station never got. */
  readonly lost?: number;
  /** Back to the sign-in page, where the device registers anew. */
  readonly onAgain: () => void;
}

/** Says that the station has revoked this device, what became of its data, and how it can come back. */
export function DeviceEnded({ end, lost = 0, onAgain }: DeviceEndedProps) {
  useWords({ 'device-end': endMessages });
  const { t } = useTranslation('device-end');
  return (
    <Door stationName={null}>
      <section className="door-words" role="alert">
        <Pill shape="alert" filled>
          {t(`ended.${end}.pill`)}
        </Pill>
        <h2>{t(`ended.${end}.title`)}</h2>
        <p>{t(`ended.${end}.text`)}</p>
        {end === 'wiped' && lost > 0 && <p>{t('ended.lost', { count: lost })}</p>}
        <p>{t('ended.again.text')}</p>
      </section>
      <div className="door-actions">
        <Button onClick={onAgain}>{t('ended.again')}</Button>
      </div>
    </Door>
  );
}
