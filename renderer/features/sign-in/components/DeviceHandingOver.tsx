import { useTranslation } from 'react-i18next';
import type { HandingOver } from '#renderer/data/index';
import { Pill, useWords } from '#renderer/ui/index';
import { endMessages } from '../end-messages';
import { Door } from './Door';
import '../door.css';

/** The station has ended this device, and what is unsent is on its way there: how much is left, and what becomes of that. */
export function DeviceHandingOver({ isErased, media }: HandingOver) {
  useWords({ 'device-end': endMessages });
  const { t } = useTranslation('device-end');
  const end = isErased ? 'wiped' : 'revoked';
  return (
    <Door stationName={null}>
      <section className="door-words" role="status">
        <Pill shape="progress" filled>
          {t('handing.pill')}
        </Pill>
        <h2>{t(`handing.${end}.title`)}</h2>
        <p>{media === null || media === 0 ? t('handing.rows') : t('handing.media', { count: media })}</p>
        <p>{t(`handing.${end}.text`)}</p>
      </section>
    </Door>
  );
}
