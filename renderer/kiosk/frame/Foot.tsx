import { use } from 'react';
import { useTranslation } from 'react-i18next';
import { IDLE_MS } from '../session/idle';
import { IdleSeconds } from '../session/idle-seconds';
import { useKiosk } from '../session/kiosk-context';
import { BigButton } from './BigButton';
import { Icon } from './Icon';

const WHOLE = IDLE_MS / 1000;
/** The length of the ring's line, in units of its drawing. */
const ROUND = 2 * Math.PI * 54;

/**
 * What is left until the screen forgets, in figures and in words, or why the clock stands still; on the first page, where there is nothing to
 * forget, that it does.
 */
export function Foot({ isHome }: { readonly isHome: boolean }) {
  const { t } = useTranslation('kiosk');
  const { touch, session } = useKiosk();
  const seconds = use(IdleSeconds);
  const held = session.isCalling ? 'call' : 'reading';
  if (isHome)
    return (
      <footer className="kiosk-foot is-home">
        <p className="kiosk-words">
          <Icon name="clock" />
          <span>{t('idle.promise', { count: WHOLE })}</span>
        </p>
      </footer>
    );
  return (
    <footer className="kiosk-foot">
      <svg className="kiosk-ring" viewBox="0 0 124 124" aria-hidden="true">
        <circle className="is-whole" cx="62" cy="62" r="54" />
        <circle
          className="is-left"
          cx="62"
          cy="62"
          r="54"
          strokeDasharray={`${(ROUND * (seconds ?? WHOLE)) / WHOLE} ${ROUND}`}
          transform="rotate(-90 62 62)"
        />
        <text x="62" y="78" textAnchor="middle">
          {seconds}
        </text>
      </svg>
      <p className="kiosk-words" data-quiet>
        <span>{seconds === null ? t(`idle.${held}`) : t('idle.left', { count: seconds })}</span>
        <small>{t(seconds === null ? 'idle.held' : 'idle.nothing-kept', { count: WHOLE })}</small>
      </p>
      {seconds !== null && (
        <BigButton look="main" className="kiosk-stay" onPress={touch}>
          {t('idle.stay')}
        </BigButton>
      )}
    </footer>
  );
}
