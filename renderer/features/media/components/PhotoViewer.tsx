import { ChevronLeft, ChevronRight, Download, Expand, RotateCcw, RotateCw, X, ZoomIn, ZoomOut } from 'lucide-react';
import { useLayoutEffect, useRef, useState, type KeyboardEvent } from 'react';
import { createPortal } from 'react-dom';
import { useTranslation } from 'react-i18next';
import type { PhotoRef } from '#shared/media/photo';
import { useSession } from '#renderer/data/index';
import { download, ErrorNotice } from '#renderer/ui/index';
import { useFull, useThumbnail } from '../queries';
import { useView } from '../use-view';
import { ZOOM_STEP } from '../view';
import { actionOf } from '../viewer-keys';
import { PhotoFacts } from './PhotoFacts';
import { PhotoStage } from './PhotoStage';
import { Tool } from './Tool';

interface PhotoViewerProps {
  readonly photos: readonly PhotoRef[];
  /** Index of the one that is shown. */
  readonly at: number;
  readonly author: string | null;
  readonly onMove: (index: number) => void;
  readonly onClose: () => void;
  readonly onExport?: (() => Promise<void>) | undefined;
}

/** Photos one at a time, large, with what is known of each. Whole by keyboard; the focus goes back where it came from. */
export function PhotoViewer({ photos, at, author, onMove, onClose, onExport }: PhotoViewerProps) {
  const { t } = useTranslation('media');
  const photo = photos[at] as PhotoRef;
  const dialog = useRef<HTMLDialogElement>(null);
  const frame = useRef<HTMLDivElement>(null);
  const control = useView(photo, frame);
  const full = useFull(photo);
  const small = useThumbnail(photo);
  const [failure, setFailure] = useState<{ readonly error: unknown } | null>(null);
  const mayExport = useSession().staff.functions.includes('export');

  // Before the element goes, so that the browser gives the focus back.
  useLayoutEffect(() => {
    const node = dialog.current;
    node?.showModal();
    return () => node?.close();
  }, []);

  const go = (index: number) => {
    if (index >= 0 && index < photos.length) onMove(index);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const act = actionOf(event, { control, back: () => go(at - 1), on: () => go(at + 1), close: onClose });
    // The page behind listens for the same keys.
    event.stopPropagation();
    if (!act) return;
    event.preventDefault();
    act();
  };
  const takeOut = async () => {
    if (full.kind !== 'shown' || !onExport) return;
    try {
      await onExport();
    } catch (error) {
      return setFailure({ error });
    }
    setFailure(null);
    download(`${t('photos.label')}-${photo.id.slice(-6)}.${photo.mime === 'image/webp' ? 'webp' : 'jpg'}`, full.blob);
  };

  return createPortal(
    <dialog
      ref={dialog}
      className="photo-viewer"
      aria-label={t('viewer.label')}
      onKeyDown={onKeyDown}
      onCancel={onClose}
    >
      <header>
        <b role="status">{t('viewer.position', { number: at + 1, count: photos.length })}</b>
        <div role="toolbar" aria-label={t('viewer.label')}>
          <Tool icon={ZoomOut} label={t('viewer.zoom-out')} onPress={() => control.zoomBy(1 / ZOOM_STEP)} />
          <span className="photo-zoom">{t('viewer.zoom', { percent: Math.round(control.view.zoom * 100) })}</span>
          <Tool icon={ZoomIn} label={t('viewer.zoom-in')} onPress={() => control.zoomBy(ZOOM_STEP)} />
          <Tool icon={Expand} label={t('viewer.whole')} onPress={control.whole} />
          <Tool icon={RotateCcw} label={t('viewer.turn-left')} onPress={() => control.turn(-1)} />
          <Tool icon={RotateCw} label={t('viewer.turn-right')} onPress={() => control.turn(1)} />
          {mayExport && onExport && full.kind === 'shown' && (
            <Tool icon={Download} label={t('viewer.download')} onPress={() => void takeOut()} />
          )}
        </div>
        <Tool icon={X} label={t('viewer.close')} onPress={onClose} />
      </header>
      {failure && <ErrorNotice error={failure.error} onRemedy={() => void takeOut()} />}
      <div className="photo-viewer-body">
        <div className="photo-stage-box">
          <PhotoStage
            frameRef={frame}
            control={control}
            full={full}
            small={small}
            author={author}
            alt={t('viewer.picture', { number: at + 1 })}
          />
          {at > 0 && <Tool icon={ChevronLeft} label={t('viewer.previous')} onPress={() => go(at - 1)} at="start" />}
          {at < photos.length - 1 && (
            <Tool icon={ChevronRight} label={t('viewer.next')} onPress={() => go(at + 1)} at="end" />
          )}
        </div>
        <PhotoFacts key={photo.id} photo={photo} picture={full} author={author} />
      </div>
    </dialog>,
    document.body,
  );
}
