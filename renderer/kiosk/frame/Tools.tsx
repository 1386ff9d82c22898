import { useEffect, useState, useSyncExternalStore, type RefObject } from 'react';
import { useTranslation } from 'react-i18next';
import { useHoldIdle, useKiosk } from '../session/kiosk-context';
import { textToRead } from '../voice/reader';
import { BigButton } from './BigButton';

interface ToolsProps {
  /** What is read out. */
  readonly page: RefObject<HTMLElement | null>;
  readonly onBack: (() => void) | null;
}

const SAID_FOR_MS = 8000;

/** The way back, reading out, larger type and the other language: at the same place on every page. */
export function Tools({ page, onBack }: ToolsProps) {
  const { t } = useTranslation('kiosk');
  const { reader, session, switchLanguage, switchSize } = useKiosk();
  const isReading = useSyncExternalStore(reader.onChange, reader.isReading);
  const [isMute, setMute] = useState(false);
  useHoldIdle(isReading);
  useEffect(() => {
    if (!isMute) return;
    const timer = setTimeout(() => setMute(false), SAID_FOR_MS);
    return () => clearTimeout(timer);
  }, [isMute]);

  const read = () => {
    if (isReading) return reader.stop();
    if (reader.canRead(session.language) !== true) return setMute(true);
    if (page.current) reader.read(textToRead(page.current), session.language);
  };
  return (
    <nav className="kiosk-tools" aria-label={t('tools')}>
      {onBack && (
        <BigButton icon="back" onPress={onBack}>
          {t('back')}
        </BigButton>
      )}
      <BigButton icon={isReading ? 'stop' : 'sound'} onPress={read}>
        {isReading ? t('read.stop') : t('read')}
      </BigButton>
      <BigButton onPress={switchSize}>{session.isLarge ? t('size.usual') : t('size.larger')}</BigButton>
      <BigButton onPress={switchLanguage} label={t('language.switch')}>
        {t('language.switch')}
      </BigButton>
      {isMute && (
        <p className="kiosk-said" role="alert">
          {t('read.no-voice')}
        </p>
      )}
    </nav>
  );
}
