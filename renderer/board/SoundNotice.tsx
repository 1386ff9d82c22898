import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Caller } from './caller';

const KNOWN = 'linli-board-no-voice-known';
const LOOK_EVERY_MS = 1000;

/** What whoever sets this screen up has to know of its sound: that it wants a touch first, and, once, that there is no Chinese voice. */
export function SoundNotice({ caller }: { readonly caller: Caller }) {
  const { t } = useTranslation();
  const [isTouched, setTouched] = useState(() => navigator.userActivation.hasBeenActive);
  const [canSpeak, setCanSpeak] = useState(caller.canSpeak);
  const [missing, setMissing] = useState('');
  const [isKnown, setKnown] = useState(() => localStorage.getItem(KNOWN) !== null);
  useEffect(() => {
    const timer = setInterval(() => {
      setTouched(navigator.userActivation.hasBeenActive);
      setCanSpeak(caller.canSpeak());
      setMissing(caller.missing().join(' '));
    }, LOOK_EVERY_MS);
    return () => clearInterval(timer);
  }, [caller]);
  if (!isTouched)
    return (
      <p className="board-notice" role="status">
        {t('sound.title')}
      </p>
    );
  if (canSpeak !== false || isKnown) return null;
  const know = () => {
    localStorage.setItem(KNOWN, '1');
    setKnown(true);
  };
  return (
    <p className="board-notice" role="status">
      {missing === '' ? t('sound.no-voice') : t('sound.missing', { missing })}{' '}
      <button onClick={know}>{t('sound.known')}</button>
    </p>
  );
}
