import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { Pill } from '#renderer/ui/index';
import { Door } from './Door';
import '../sign-in.css';

/** How the station ended this device: no more contact, or no more contact and nothing left on it. */
export type DeviceEnd = 'revoked' | 'wiped';

interface DeviceEndedProps {
  readonly end: DeviceEnd;
  /** Back to the sign-in page, where the device registers anew. */
  readonly onAgain: () => void;
}

/** Says that the station has revoked this device, what became of its data, and how it can come back. */
export function DeviceEnded({ end, onAgain }: DeviceEndedProps) {
  const { t } = useTranslation('sign-in');
  return (
    <Door stationName={null}>
      <section className="door-words" role="alert">
        <Pill shape="alert" filled>
          {t(`ended.${end}.pill`)}
        </Pill>
        <h2>{t(`ended.${end}.title`)}</h2>
        <p>{t(`ended.${end}.text`)}</p>
        <p>{t('ended.again.text')}</p>
      </section>
      <div className="door-actions">
        <Button onClick={onAgain}>{t('ended.again')}</Button>
      </div>
    </Door>
  );
}
