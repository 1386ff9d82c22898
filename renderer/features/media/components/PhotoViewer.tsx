import { ChevronLeft, ChevronRight, Download, X } from 'lucide-react';
import { useLayoutEffect, useRef, useState, type KeyboardEvent } from 'react';
import { createPortal } from 'react-dom';
import { useTranslation } from 'react-i18next';
import type { PhotoMime, PhotoRef } from '#shared/media/photo';
import { useSession } from '#renderer/data/index';
import { download, ErrorNotice } from '#renderer/ui/index';
import { useCheckedClaim, useFull, useThumbnail } from '../queries';
import { useView } from '../use-view';
import { actionOf } from '../viewer-keys';
import { PaperStage } from './PaperStage';
import { PhotoFacts } from './PhotoFacts';
import { PhotoStage } from './PhotoStage';
import { Tool } from './Tool';
import { ViewTools } from './ViewTools';

interface PhotoViewerProps {
  readonly photos: readonly PhotoRef[];
  /** Index of the one that is shown. */
  readonly at: number;
  readonly author: string | null;
  readonly onMove: (index: number) => void;
  readonly onClose: () => void;
  readonly onExport?: (() => Promise<void>) | undefined;
}

const ENDINGS: Readonly<Record<PhotoMime, string>> = {
  'image/jpeg': 'jpg',
  'image/webp': 'webp',
  'application/pdf': 'pdf',
};

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
  const checked = useCheckedClaim(photo);
  const isPaper = photo.mime === 'application/pdf';
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
    const name = `${t('photos.label')}-${photo.id.slice(-6)}.${ENDINGS[photo.mime]}`;
    download(checked?.claim?.document?.name ?? name, full.blob);
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
          {!isPaper && <ViewTools control={control} />}
          {mayExport && onExport && full.kind === 'shown' && (
            <Tool icon={Download} label={t('viewer.download')} onPress={() => void takeOut()} />
          )}
        </div>
        <Tool icon={X} label={t('viewer.close')} onPress={onClose} />
      </header>
      {failure && <ErrorNotice error={failure.error} onRemedy={() => void takeOut()} />}
      <div className="photo-viewer-body">
        <div className="photo-stage-box">
          {isPaper ? (
            <PaperStage
              full={full}
              small={small}
              author={author}
              alt={t('viewer.picture', { number: at + 1 })}
              isDraft={!onExport}
              onSave={mayExport ? () => void takeOut() : null}
            />
          ) : (
            <PhotoStage
              frameRef={frame}
              control={control}
              full={full}
              small={small}
              author={author}
              alt={t('viewer.picture', { number: at + 1 })}
            />
          )}
          {at > 0 && <Tool icon={ChevronLeft} label={t('viewer.previous')} onPress={() => go(at - 1)} at="start" />}
          {at < photos.length - 1 && (
            <Tool icon={ChevronRight} label={t('viewer.next')} onPress={() => go(at + 1)} at="end" />
          )}
        </div>
        <PhotoFacts key={photo.id} photo={photo} picture={full} author={author} checked={checked} />
      </div>
    </dialog>,
    document.body,
  );
}
