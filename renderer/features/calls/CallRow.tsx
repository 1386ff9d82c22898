import { Button } from 'antd';
import { Phone } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { clockAtStation } from '#shared/domain/calendar/date';
import type { StaffCall } from '#shared/ipc/call-api';
import type { DeskCall } from './desk-call';
import { ANSWER_KEYS } from './use-answer-key';

interface CallRowProps {
  readonly desk: DeskCall;
  readonly call: StaffCall;
  /** By the host's clock, when it told of the call. */
  readonly nowMs: number;
  readonly isBusy: boolean;
  readonly isTalking: boolean;
}

/** One call that this page does not talk in, with what can be done about it. */
export function CallRow({ desk, call, nowMs, isBusy, isTalking }: CallRowProps) {
  const { t } = useTranslation('calls');
  const { id, state, voice, kioskWaits, untilMs } = call;
  const kiosk = call.kiosk ?? t('kiosk.unknown');
  const isRinging = state === 'here';
  const mayAnswer = (isRinging || state === 'before' || state === 'missed') && kioskWaits && !isTalking;
  const mayCome = state === 'here' || state === 'before' || state === 'missed';
  return (
    <aside className={`call-bar is-${state}`} aria-label={t('bar.label')}>
      <Phone size={18} aria-hidden="true" />
      <span className="call-words" role={isRinging || state === 'missed' ? 'alert' : undefined}>
        <b>{t(`state.${state}`, { kiosk, time: clockAtStation(call.atMs).slice(0, 5) })}</b>
        {isRinging && untilMs !== null && <Left ms={untilMs - nowMs} />}
        {voice === 'listen' && mayAnswer && <small>{t('listens-only')}</small>}
        {state === 'missed' && !kioskWaits && <small>{t('kiosk-silent')}</small>}
      </span>
      <span className="call-deeds">
        {mayAnswer && (
          <Button
            type={isRinging ? 'primary' : 'default'}
            disabled={isBusy}
            {...(isRinging && { 'aria-keyshortcuts': 'Alt+J' })}
            onClick={() => void desk.answer(id)}
          >
            {t('deed.answer')}
            {isRinging && <kbd>{ANSWER_KEYS}</kbd>}
          </Button>
        )}
        {mayCome && (
          <Button
            type={state === 'missed' ? 'primary' : 'default'}
            disabled={isBusy}
            onClick={() => void desk.act(id, 'come')}
          >
            {t(state === 'missed' ? 'deed.on-the-way' : 'deed.come')}
          </Button>
        )}
        {isRinging && (
          <Button disabled={isBusy} onClick={() => void desk.act(id, 'pass')}>
            {t('deed.pass')}
          </Button>
        )}
        {state === 'coming' && (
          <Button disabled={isBusy} onClick={() => void desk.act(id, 'arrived')}>
            {t('deed.arrived')}
          </Button>
        )}
      </span>
    </aside>
  );
}

/** Seconds until it rings at the next desk, counted from when the host told of it. */
function Left({ ms }: { readonly ms: number }) {
  const { t } = useTranslation('calls');
  const [sinceMs] = useState(() => performance.now());
  const [nowMs, setNow] = useState(sinceMs);
  useEffect(() => {
    const timer = setInterval(() => setNow(performance.now()), 500);
    return () => clearInterval(timer);
  }, []);
  const seconds = Math.max(0, Math.ceil((ms - (nowMs - sinceMs)) / 1000));
  return (
    // Read once, not every second.
    <small aria-hidden="true">{t('passes-in', { seconds })}</small>
  );
}
