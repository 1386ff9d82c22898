import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { PhotoRef } from '#shared/media/photo';
import { PhotoTile } from './PhotoTile';
import { PhotoViewer } from './PhotoViewer';

interface PhotoStripProps {
  readonly photos: readonly PhotoRef[];
  /** Who wrote what they belong to, for photos that have not arrived; null where that is not known. */
  readonly author: string | null;
  /** Takes one out of what is still a draft. */
  readonly onRemove?: (photo: PhotoRef) => Promise<void>;
  /** Writes down that a photo is taken out of the product, before it is. */
  readonly onExport?: () => Promise<void>;
  /** What follows the photos in the same row. */
  readonly children?: ReactNode;
}

/** A row of photos; pressing one opens it large. Nothing where there is none. */
export function PhotoStrip({ photos, author, onRemove, onExport, children }: PhotoStripProps) {
  const { t } = useTranslation('media');
  const [openId, setOpenId] = useState<string | null>(null);
  const open = photos.findIndex(({ id }) => id === openId);
  if (photos.length === 0 && !children) return null;
  return (
    <>
      <ul className="photo-strip" aria-label={t('photos.label')}>
        {photos.map((photo, index) => (
          <PhotoTile
            key={photo.id}
            photo={photo}
            number={index + 1}
            onOpen={() => setOpenId(photo.id)}
            onRemove={onRemove && (() => onRemove(photo))}
          />
        ))}
        {children}
      </ul>
      {open >= 0 && (
        <PhotoViewer
          photos={photos}
          at={open}
          author={author}
          onMove={(index) => setOpenId(photos[index]?.id ?? null)}
          onClose={() => setOpenId(null)}
          onExport={onExport}
        />
      )}
    </>
  );
}
