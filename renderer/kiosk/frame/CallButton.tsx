import { useTranslation } from 'react-i18next';
import { useKiosk } from '../session/kiosk-context';
import { Icon } from './Icon';
import { steadily } from './press-guard';

/** 叫人来帮我: at the same place on every page, in ink-black, so that it is found by position, shape and word. */
export function CallButton() {
  const { t } = useTranslation('kiosk');
  const { call, session } = useKiosk();
  if (session.isCalling) return <div className="kiosk-call is-gone" />;
  return (
    <button type="button" className="kiosk-call" onClick={steadily(call)}>
      <span className="kiosk-call-sign">
        <Icon name="phone" />
      </span>
      <span className="kiosk-call-words">
        <b>{t('call')}</b>
        <span>{t('call.text')}</span>
      </span>
    </button>
  );
}
