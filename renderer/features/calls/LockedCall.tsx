import { Phone } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useStation } from '#renderer/data/index';
import { useWords } from '#renderer/ui/index';
import { createTones } from '#renderer/ui/voice-line/index';
import { callParts } from './call-parts';
import { createDeskCalls } from './desk-calls';
import { RING, RING_EVERY_MS } from './rings';
import './calls.css';

export interface LockedCallProps {
  /** Something else sounds already. */
  readonly isSilent: boolean;
  /** Told the id of the call that rings here, and null once none does. */
  readonly onRinging: (call: string | null) => void;
}

/** On a locked screen: that a kiosk calls, no more than that, and that unlocking answers it. As long as it is drawn, the person can be rung last of all. */
export function LockedCall({ isSilent, onRinging }: LockedCallProps) {
  useWords(callParts);
  const { t } = useTranslation('calls');
  const station = useStation();
  const [said, setSaid] = useState<'here' | 'missed' | null>(null);
  const told = useRef(onRinging);
  useEffect(() => {
    told.current = onRinging;
  });
  useEffect(() => {
    const say = (ringing: string | null, isMissed: boolean) => {
      told.current(ringing);
      setSaid(ringing === null ? (isMissed ? 'missed' : null) : 'here');
    };
    const stop = createDeskCalls(station).watch(
      station.newUid(),
      ({ calls }) =>
        say(
          calls.find(({ state }) => state === 'here')?.id ?? null,
          calls.some(({ state }) => state === 'missed'),
        ),
      () => say(null, false),
      true,
    );
    return () => {
      stop();
      told.current(null);
    };
  }, [station]);
  const sounds = said === 'here' && !isSilent;
  useEffect(() => (sounds ? createTones().repeat(RING, RING_EVERY_MS) : undefined), [sounds]);
  if (said === null) return null;
  return (
    <p className={`call-locked is-${said}`} role="alert">
      <Phone size={20} aria-hidden="true" />
      <b>{t(`locked.${said}`)}</b>
    </p>
  );
}
