import { Button } from 'antd';
import { Mic, Pause, Square } from 'lucide-react';
import { useEffect, useState, useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import { VOICE_LIMITS, type VoiceRef } from '#shared/media/voice';
import { StatusShape } from '#renderer/ui/index';
import type { RecorderState, VoiceRecorder } from './recorder';
import { clockText } from './times';
import { VoicePlayer } from './VoicePlayer';
import { VoiceTroubleNote } from './VoiceTroubleNote';
import './voice.css';

interface VoiceFieldProps {
  /** The note that is kept; null while there is none. */
  readonly voice: VoiceRef | null;
  readonly recorder: VoiceRecorder;
  readonly onRemove: (voice: VoiceRef) => Promise<void>;
}

const MINUTES = VOICE_LIMITS.mostSeconds / 60;

/** One spoken note of a form: recorded, listened to, thrown away and recorded again. */
export function VoiceField({ voice, recorder, onRemove }: VoiceFieldProps) {
  const { t } = useTranslation('voice');
  const state = useSyncExternalStore(recorder.subscribe, recorder.state);
  // Whoever has recorded here goes on with what stands in the place of the buttons.
  const [isInUse, setInUse] = useState(false);
  if (state.kind !== 'idle' && !isInUse) setInUse(true);

  const trouble = state.kind === 'idle' ? state.trouble : null;

  // A page in the background may be killed without a word: what was said so far is on the disk by then.
  useEffect(() => {
    const keep = () => {
      const { kind } = recorder.state();
      if (document.visibilityState === 'hidden' && (kind === 'recording' || kind === 'paused'))
        recorder.finish('hidden');
    };
    document.addEventListener('visibilitychange', keep);
    return () => document.removeEventListener('visibilitychange', keep);
  }, [recorder]);

  return (
    <div className="voice-field">
      {state.kind === 'recording' || state.kind === 'paused' ? (
        <Recording state={state} recorder={recorder} />
      ) : state.kind === 'asking' || state.kind === 'keeping' ? (
        <p className="voice-said" role="status">
          <StatusShape shape="progress" />
          {t(state.kind)}
        </p>
      ) : voice ? (
        <Kept voice={voice} isFresh={isInUse} onRemove={onRemove} />
      ) : trouble?.kind === 'unkept' ? null : (
        <Button icon={<Mic size={18} aria-hidden="true" />} autoFocus={isInUse} onClick={recorder.start}>
          {t(trouble ? 'record.again' : 'record')}
        </Button>
      )}
      {state.kind === 'idle' && !voice && !trouble && <p className="voice-hint">{t('hint', { count: MINUTES })}</p>}
      {trouble && <VoiceTroubleNote trouble={trouble} recorder={recorder} />}
    </div>
  );
}

interface RecordingProps {
  readonly state: Extract<RecorderState, { readonly kind: 'recording' | 'paused' }>;
  readonly recorder: VoiceRecorder;
}

const BARS = 10;

/** What is heard, in a bar that steps and in words; nothing moves by itself. */
function Recording({ state: { kind, seconds, level, hearing }, recorder }: RecordingProps) {
  const { t } = useTranslation('voice');
  const isPaused = kind === 'paused';
  return (
    <div className="voice-recording" role="group" aria-label={t('label')}>
      <b>
        <StatusShape shape={isPaused ? 'paused' : 'progress'} size={16} />
        <span role="status">{t(kind)}</span>
      </b>
      <span className="voice-clock">
        {t('clock', { at: clockText(seconds), most: clockText(VOICE_LIMITS.mostSeconds) })}
      </span>
      <span
        className="voice-level"
        role="meter"
        aria-label={t('level')}
        aria-valuemin={0}
        aria-valuemax={BARS}
        aria-valuenow={Math.round(level * BARS)}
        aria-valuetext={t(`sound.${hearing}`)}
      >
        {Array.from({ length: BARS }, (_each, at) => (
          <i key={at} className={at < Math.round(level * BARS) ? 'is-on' : undefined} />
        ))}
      </span>
      <span className={`voice-hearing is-${hearing}`} role="status">
        {!isPaused && t(`sound.${hearing}`)}
      </span>
      <div className="voice-ways">
        <Button icon={<Pause size={16} aria-hidden="true" />} onClick={isPaused ? recorder.resume : recorder.pause}>
          {t(isPaused ? 'resume' : 'pause')}
        </Button>
        <Button
          type="primary"
          autoFocus
          icon={<Square size={14} aria-hidden="true" />}
          onClick={() => recorder.finish()}
        >
          {t('finish')}
        </Button>
        <Button type="text" onClick={recorder.drop}>
          {t('throw')}
        </Button>
      </div>
    </div>
  );
}

interface KeptProps extends Pick<VoiceFieldProps, 'onRemove'> {
  readonly voice: VoiceRef;
  /** Just recorded: the next thing is to listen. */
  readonly isFresh: boolean;
}

/** The note that is kept; taking it out asks once. */
function Kept({ voice, isFresh, onRemove }: KeptProps) {
  const { t } = useTranslation('voice');
  const [asking, setAsking] = useState<'no' | 'yes' | 'busy' | 'failed'>('no');
  const remove = () => {
    setAsking('busy');
    onRemove(voice).catch(() => setAsking('failed'));
  };
  return (
    <VoicePlayer voice={voice} author={null} isFocused={isFresh} onRemove={() => setAsking('yes')}>
      {asking !== 'no' && (
        <div
          className="voice-question"
          role="group"
          aria-label={t('throw.question')}
          onKeyDown={(event) => {
            if (event.key !== 'Escape') return;
            // The form behind would close.
            event.preventDefault();
            event.stopPropagation();
            setAsking('no');
          }}
        >
          <p role={asking === 'failed' ? 'alert' : undefined}>
            {t(asking === 'failed' ? 'remove.failed' : 'throw.question')}
          </p>
          <Button danger disabled={asking === 'busy'} onClick={remove}>
            {t('throw.yes')}
          </Button>
          <Button autoFocus onClick={() => setAsking('no')}>
            {t('throw.no')}
          </Button>
        </div>
      )}
    </VoicePlayer>
  );
}
