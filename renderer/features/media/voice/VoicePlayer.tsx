import { Pause, Play, Trash2 } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { VoiceRef } from '#shared/media/voice';
import { useStation } from '#renderer/data/index';
import { StatusShape, timeText, useReason } from '#renderer/ui/index';
import { usePhotoStatus, useThumbnail, type ShownPicture } from '../queries';
import { useStateWord } from '../words';
import { clockText } from './times';
import { useVoice, useVoiceCurve, type Playing, type Silence } from './use-voice';
import './voice.css';

interface VoicePlayerProps {
  readonly voice: VoiceRef;
  /** Who recorded it, for a note that has not arrived; null where that is not known. */
  readonly author: string | null;
  /** Begins to take it out of what is still a draft. */
  readonly onRemove?: () => void;
  /** Takes the focus when it appears. */
  readonly isFocused?: boolean;
  readonly children?: ReactNode;
}

/** A spoken note: how long and how loud it is, where it has got to, and the sound when somebody asks for it. Whole by keyboard. */
export function VoicePlayer({ voice, author, onRemove, isFocused = false, children }: VoicePlayerProps) {
  const { t } = useTranslation(['voice', 'media']);
  const playing = useVoice(voice);
  const small = useThumbnail(voice);
  const isPlaying = playing.kind === 'playing';
  const most = clockText(voice.seconds);
  return (
    <div className="voice" role="group" aria-label={t('label')}>
      <button
        type="button"
        className="voice-play"
        autoFocus={isFocused}
        aria-label={t(isPlaying ? 'stop' : 'play')}
        aria-busy={playing.kind === 'fetching'}
        onClick={playing.toggle}
      >
        {isPlaying ? <Pause size={20} aria-hidden="true" /> : <Play size={20} aria-hidden="true" />}
      </button>
      <div className="voice-track">
        <Curve small={small} heard={playing.at / voice.seconds} />
        <input
          type="range"
          min={0}
          max={Math.max(1, Math.round(voice.seconds))}
          step={1}
          value={Math.round(playing.at)}
          aria-label={t('position')}
          aria-valuetext={t('position.value', { at: clockText(playing.at), most })}
          onChange={({ target }) => playing.goTo(Number(target.value))}
        />
      </div>
      <span className="voice-clock">{t('clock', { at: clockText(playing.at), most })}</span>
      {onRemove && (
        <button type="button" className="icon-button" aria-label={t('remove')} onClick={onRemove}>
          <Trash2 size={18} aria-hidden="true" />
        </button>
      )}
      <WhereItIs voice={voice} small={small} />
      <Said playing={playing} author={author} />
      {children}
    </div>
  );
}

const CURVE_WIDTH = 96;

/** A bar for each step of time; what was heard already is coloured. */
function Curve({ small, heard }: { readonly small: ShownPicture; readonly heard: number }) {
  const points = useVoiceCurve(small);
  const width = CURVE_WIDTH / Math.max(1, points.length);
  return (
    <svg viewBox={`0 0 ${CURVE_WIDTH} 24`} preserveAspectRatio="none" aria-hidden="true">
      {points.map((point, index) => (
        <rect
          key={index}
          className={index < heard * points.length ? 'is-heard' : undefined}
          x={index * width}
          width={width * 0.6}
          y={12 - Math.max(0.5, point * 11)}
          height={Math.max(1, point * 22)}
        />
      ))}
    </svg>
  );
}

/** How far it has got, and the way on where the station did not take it. */
function WhereItIs({ voice, small }: { readonly voice: VoiceRef; readonly small: ShownPicture }) {
  const { t } = useTranslation('voice');
  const { media } = useStation();
  const reason = useReason();
  const status = usePhotoStatus(voice);
  const state = useStateWord()(status, small);
  return (
    <p className="voice-state">
      <StatusShape shape={state.shape} />
      <span>{state.word}</span>
      <time>{timeText(voice.addedAtMs)}</time>
      {status?.kind === 'refused' && (
        <>
          <span>{t('refused.text', { reason: reason(status.code) })}</span>
          <button type="button" className="link-button" onClick={() => media.retry()}>
            {t('refused.retry')}
          </button>
        </>
      )}
    </p>
  );
}

/** Why there is no sound, or what its signature says of it. */
function Said({ playing, author }: { readonly playing: Playing; readonly author: string | null }) {
  const { t } = useTranslation('voice');
  const sentence = useSilence();
  const verdict = playing.checked?.verdict;
  const said =
    playing.kind === 'fetching'
      ? t('fetching')
      : playing.why
        ? sentence(playing.why, author)
        : verdict
          ? t(`verdict.${verdict}`)
          : null;
  const isWrong = playing.why !== null || (verdict !== undefined && verdict !== 'intact');
  return (
    <p className="voice-said" role="status">
      {said !== null && (
        <>
          <StatusShape shape={isWrong ? 'alert' : verdict ? 'done' : 'progress'} />
          {said}
        </>
      )}
    </p>
  );
}

function useSilence(): (why: Silence, author: string | null) => string {
  const { t } = useTranslation('voice');
  return (why, author) => {
    switch (why) {
      case 'missing':
        return author === null ? t('absent.missing.someone') : t('absent.missing', { name: author });
      case 'away':
      case 'closed':
      case 'altered':
        return t(`absent.${why}`);
      default:
        return t(`played.${why}`);
    }
  };
}
