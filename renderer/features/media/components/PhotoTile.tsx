import { ImageOff, X } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PhotoRef } from '#shared/media/photo';
import { StatusShape, timeText } from '#renderer/ui/index';
import { usePhotoStatus, useThumbnail } from '../queries';
import { useStateWord } from '../words';

interface PhotoTileProps {
  readonly photo: PhotoRef;
  /** Its place in the row, from 1. */
  readonly number: number;
  readonly onOpen: () => void;
  /** Takes it out of what is still a draft; without it, it cannot be taken out. */
  readonly onRemove?: (() => Promise<void>) | undefined;
}

/** One photo: the small picture, where it has got to, and when it was added. */
export function PhotoTile({ photo, number, onOpen, onRemove }: PhotoTileProps) {
  const { t } = useTranslation('media');
  const picture = useThumbnail(photo);
  const state = useStateWord()(usePhotoStatus(photo), picture);
  const [isAsking, setAsking] = useState(false);
  return (
    <li className="photo-tile">
      <button type="button" onClick={onOpen}>
        <span className="visually-hidden">
          {t(photo.mime === 'application/pdf' ? 'tile.open.pdf' : 'tile.open', { number })}
        </span>
        <span className="photo-picture">
          {picture.kind === 'shown' ? (
            <img src={picture.url} alt="" draggable={false} />
          ) : (
            picture.kind !== 'fetching' && <ImageOff size={22} strokeWidth={1.5} aria-hidden="true" />
          )}
        </span>
        <span className="photo-state">
          <StatusShape shape={state.shape} />
          <span>{state.word}</span>
          <time>{timeText(photo.addedAtMs)}</time>
        </span>
      </button>
      {onRemove && !isAsking && (
        <button
          type="button"
          className="photo-remove"
          aria-label={t('tile.remove', { number })}
          onClick={() => setAsking(true)}
        >
          <X size={16} aria-hidden="true" />
        </button>
      )}
      {onRemove && isAsking && <RemoveQuestion onRemove={onRemove} onKeep={() => setAsking(false)} />}
    </li>
  );
}

interface RemoveQuestionProps {
  readonly onRemove: () => Promise<void>;
  readonly onKeep: () => void;
}

/** Asks once, upon the photo itself. */
function RemoveQuestion({ onRemove, onKeep }: RemoveQuestionProps) {
  const { t } = useTranslation('media');
  const [hasFailed, setFailed] = useState(false);
  const [isBusy, setBusy] = useState(false);
  const remove = async () => {
    setBusy(true);
    try {
      await onRemove();
    } catch {
      setFailed(true);
      setBusy(false);
    }
  };
  return (
    <div
      className="photo-question"
      role="group"
      aria-label={t('remove.question')}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return;
        // The form behind would close.
        event.preventDefault();
        event.stopPropagation();
        onKeep();
      }}
    >
      <p role={hasFailed ? 'alert' : undefined}>{t(hasFailed ? 'remove.failed' : 'remove.question')}</p>
      <div>
        <button type="button" className="is-serious" disabled={isBusy} onClick={() => void remove()}>
          {t('remove.yes')}
        </button>
        <button type="button" autoFocus onClick={onKeep}>
          {t('remove.no')}
        </button>
      </div>
    </div>
  );
}
