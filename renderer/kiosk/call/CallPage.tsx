import { useEffect, useRef, useState, useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import { createTones, type Tone } from '#renderer/ui/voice-line/index';
import { useWords } from '#renderer/ui/words';
import { BigButton } from '../frame/BigButton';
import { newRequest } from '../new-request';
import { createCallHost } from './call-host';
import { createKioskCall, type CallStage, type KioskCall, type KioskCallState } from './kiosk-call';
import { callMessages } from './messages';
import './call.css';

export interface CallPageProps {
  /** The kiosk's credential. */
  readonly token: () => string;
  /** To be called when there is nothing more to say or to wait for. */
  readonly onLeave: () => void;
  /** While it is true whoever stands there is not taken for gone. */
  readonly onEngaged: (isEngaged: boolean) => void;
}

const WORDS = { call: callMessages };
/** What a line sounds like that rings somewhere: 1 s of every 4, as telephones here do. */
const RINGING: readonly Tone[] = [{ hertz: 450, atS: 0, forS: 1, loudness: 0.25 }];
const RINGING_EVERY_MS = 4000;
/** Somebody who waits, or talks on without touching anything, is still there for as long. After that the countdown begins, and any touch ends it. */
const ENGAGED_MS: Readonly<Partial<Record<CallStage, number>>> = {
  starting: 60_000,
  ringing: 10 * 60_000,
  connecting: 60_000,
  talking: 15 * 60_000,
  shaky: 60_000,
  broken: 3 * 60_000,
  missed: 3 * 60_000,
  'missed-nobody-there': 45_000,
  coming: 3 * 60_000,
};
/** How long the end is shown before the page comes back on which it was pressed. */
const OVER_MS = 8000;

/** A call to the staff: it rings as soon as this is there, and ends when it goes. */
export function CallPage({ token, onLeave, onEngaged }: CallPageProps) {
  useWords(WORDS);
  const speaker = useRef<HTMLAudioElement>(null);
  const [call, setCall] = useState<KioskCall | null>(null);
  const handed = useRef(token);
  useEffect(() => {
    handed.current = token;
  });
  useEffect(() => {
    if (!speaker.current) return;
    const made = createKioskCall({
      host: createCallHost(() => handed.current()),
      speaker: speaker.current,
      newRequest,
    });
    made.ring();
    setCall(made);
    // A page that is reloaded or left calls nobody any more.
    addEventListener('pagehide', made.hangUp);
    return () => {
      removeEventListener('pagehide', made.hangUp);
      made.hangUp();
    };
  }, []);
  return (
    <>
      {/* The voice of whoever answers. */}
      <audio ref={speaker} className="call-speaker" autoPlay />
      {call && <InCall call={call} onLeave={onLeave} onEngaged={onEngaged} />}
    </>
  );
}

interface InCallProps extends Omit<CallPageProps, 'token'> {
  readonly call: KioskCall;
}

function InCall({ call, onLeave, onEngaged }: InCallProps) {
  const { t } = useTranslation('call');
  const state = useSyncExternalStore(call.onChange, call.state);
  const { stage, isHeard, isAway } = state;
  useEngaged(stage, onEngaged);
  useEffect(() => (stage === 'ringing' ? createTones().repeat(RINGING, RINGING_EVERY_MS) : undefined), [stage]);
  useEffect(() => {
    if (stage !== 'over') return;
    const timer = setTimeout(onLeave, OVER_MS);
    return () => clearTimeout(timer);
  }, [stage, onLeave]);
  const leave = (): void => {
    call.hangUp();
    onLeave();
  };
  const isTalking = stage === 'talking' || stage === 'shaky' || stage === 'connecting';
  const isRinging = stage === 'starting' || stage === 'ringing';
  const isUnheard = stage === 'talking' && isHeard === false;
  return (
    <section className="call" data-stage={stage}>
      <div className="call-card">
        <Sign stage={stage} />
        <h2 role="status">{t(isUnheard ? 'talking.unheard.title' : `${stage}.title`)}</h2>
        <Text state={state} />
        {isRinging && isHeard === false && <p className="call-care">{t('unheard')}</p>}
        {stage === 'talking' && <Clock state={state} />}
        {isAway && stage !== 'away' && stage !== 'over' && (
          <p className="call-care" role="status">
            {t(isTalking ? 'away.during' : 'away.waiting')}
          </p>
        )}
      </div>
      <div className="call-deeds">
        {(isTalking || isRinging) && (
          <BigButton className="call-end" icon="phone" onPress={leave}>
            {t(isTalking ? 'hang-up' : 'stop-ringing')}
          </BigButton>
        )}
        {!isTalking && !isRinging && (
          <>
            {stage !== 'coming' && (
              <BigButton look="main" icon="phone" onPress={call.ring}>
                {t('again')}
              </BigButton>
            )}
            <BigButton icon="back" onPress={leave}>
              {t('back')}
            </BigButton>
          </>
        )}
      </div>
    </section>
  );
}

/** The sentence under the title. */
function Text({ state: { stage, desks, isHeard } }: { readonly state: KioskCallState }) {
  const { t } = useTranslation('call');
  const isNext = stage === 'ringing' && desks > 1;
  const isUnheard = stage === 'talking' && isHeard === false;
  return (
    <p className="call-text">
      {isNext ? t('ringing.next', { count: desks }) : t(isUnheard ? 'talking.unheard' : `${stage}.text`)}
    </p>
  );
}

/** How long is being spoken, for whoever wonders whether the machine still does something. */
function Clock({ state: { talkingSinceMs } }: { readonly state: KioskCallState }) {
  const { t } = useTranslation('call');
  const [nowMs, setNow] = useState(() => performance.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(performance.now()), 1000);
    return () => clearInterval(timer);
  }, []);
  const seconds = Math.max(0, Math.floor((nowMs - (talkingSinceMs ?? nowMs)) / 1000));
  const time = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
  return <p className="call-time">{t('time', { time })}</p>;
}

/** A telephone: with rings while it rings, with waves while somebody speaks. */
function Sign({ stage }: { readonly stage: CallStage }) {
  const isCare = stage === 'broken' || stage === 'away' || stage === 'forgotten' || stage === 'too-often';
  const isWaiting = stage === 'missed' || stage === 'missed-nobody-there' || stage === 'coming';
  return (
    <span className={`call-sign ${isCare ? 'is-care' : ''} ${isWaiting ? 'is-waiting' : ''}`} aria-hidden="true">
      <svg viewBox="0 0 24 24">
        {isWaiting ? (
          <path d="M12 11.5a3.8 3.8 0 1 0 0-7.6 3.8 3.8 0 0 0 0 7.6zM4.5 20.5c0-4 3.3-6.5 7.5-6.5s7.5 2.5 7.5 6.5" />
        ) : (
          <path d="M6 3.5h3l1.5 4.5-2 1.5a12 12 0 0 0 6 6l1.5-2 4.5 1.5v3a2 2 0 0 1-2.2 2A16.5 16.5 0 0 1 4 5.7 2 2 0 0 1 6 3.5z" />
        )}
      </svg>
    </span>
  );
}

function useEngaged(stage: CallStage, onEngaged: (isEngaged: boolean) => void): void {
  const told = useRef(onEngaged);
  useEffect(() => {
    told.current = onEngaged;
  });
  useEffect(() => {
    const ms = ENGAGED_MS[stage];
    if (ms === undefined) return told.current(false);
    let timer: ReturnType<typeof setTimeout>;
    const begin = (): void => {
      clearTimeout(timer);
      told.current(true);
      timer = setTimeout(() => told.current(false), ms);
    };
    begin();
    addEventListener('pointerdown', begin, true);
    return () => {
      clearTimeout(timer);
      removeEventListener('pointerdown', begin, true);
    };
  }, [stage]);
  useEffect(() => () => told.current(false), []);
}
