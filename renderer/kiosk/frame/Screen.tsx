import { useEffect, useRef, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useKiosk, useKnown } from '../session/kiosk-context';
import { CallButton } from './CallButton';
import { Clock } from './Clock';
import { Foot } from './Foot';
import { Mark, Roof } from './Icon';
import { Tools } from './Tools';

interface ScreenProps {
  /** What this page is part of, under the station's name: 取号排队. */
  readonly part: string;
  readonly title: string;
  readonly sub?: string | undefined;
  /** Under the title: where something is typed. */
  readonly field?: ReactNode;
  readonly tone?: 'done' | 'care';
  /** Where the large way back leads; null on the first page. */
  readonly onBack: (() => void) | null;
  readonly children: ReactNode;
  /** Said of its own accord as soon as the page is there, where there is a voice. */
  readonly spoken?: string;
}

/** The frame of every page: who this is, one thought, a person to call, the tools and the clock, each at its place. Nothing is pressed in the top sixth. */
export function Screen({ part, title, sub, field, tone, onBack, children, spoken }: ScreenProps) {
  const { t, i18n } = useTranslation('kiosk');
  const { reader, session } = useKiosk();
  const { home, state } = useKnown();
  const main = useRef<HTMLElement>(null);
  const heading = useRef<HTMLHeadingElement>(null);
  const isHome = onBack === null;
  const station = home?.station ?? t('kiosk');

  useEffect(() => {
    // Whoever uses a keyboard or a screen reader begins at the top of what came.
    if (document.activeElement === document.body || document.activeElement === null) heading.current?.focus();
  }, [title]);
  useEffect(() => {
    if (spoken !== undefined) reader.read(spoken, session.language);
    return () => reader.stop();
  }, [reader, spoken, session.language]);

  return (
    <div className="kiosk" lang={i18n.language === 'en' ? 'en' : 'zh-CN'}>
      <header className="kiosk-head">
        <Roof />
        <div>
          <b>{station}</b>
          {part !== station && <span>{part}</span>}
        </div>
        <Clock />
      </header>
      <main className={`kiosk-main ${isHome ? 'is-home' : ''}`} ref={main}>
        <div className={`kiosk-title ${field ? 'has-field' : ''}`}>
          <h1 ref={heading} tabIndex={-1}>
            {tone && <Mark tone={tone} />}
            <span>{title}</span>
          </h1>
          {/* The first page says it itself, larger. */}
          {state === 'away' && !isHome ? (
            <p className="kiosk-away" role="status">
              {t('away')}
            </p>
          ) : (
            sub !== undefined && <p className="kiosk-sub">{sub}</p>
          )}
          {field}
        </div>
        <div className="kiosk-content">{children}</div>
      </main>
      <CallButton />
      <Tools page={main} onBack={onBack} />
      <Foot isHome={isHome} />
    </div>
  );
}
