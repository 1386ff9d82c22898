import { useEffect, useMemo, useState } from 'react';
import type { PhotoRef } from '#shared/media/photo';
import type { Result } from '#shared/errors/result';
import {
  useObservable,
  useStation,
  type CheckedClaim,
  type MediaRef,
  type MediaStore,
  type PhotoAbsence,
  type PhotoStatus,
} from '#renderer/data/index';

/** A picture as screens have it. */
export type ShownPicture =
  | { readonly kind: 'fetching' }
  | { readonly kind: 'shown'; readonly url: string; readonly blob: Blob }
  | { readonly kind: 'absent'; readonly why: PhotoAbsence }
  | { readonly kind: 'failed'; readonly error: unknown };

const FETCHING: ShownPicture = { kind: 'fetching' };

/** How often what is not there yet is asked for again; a change of its status asks at once. */
const AGAIN_MS = 20_000;

/** The small picture, or the curve of a spoken note; it appears by itself once it is there. */
export const useThumbnail = (photo: MediaRef): ShownPicture => usePicture(photo, 'thumbnail');

/** The whole picture. */
export const useFull = (photo: PhotoRef): ShownPicture => usePicture(photo, 'full');

/** Where a picture or a spoken note is; undefined for the first moment. */
export function usePhotoStatus(photo: MediaRef): PhotoStatus | undefined {
  const { media } = useStation();
  // A ref is built anew with every reading of its record; its id stays.
  // eslint-disable-next-line react-hooks/exhaustive-deps
  return useObservable(useMemo(() => media.status(photo), [media, photo.id, photo.media]));
}

function usePicture(photo: MediaRef, size: 'thumbnail' | 'full'): ShownPicture {
  const { media } = useStation();
  const status = usePhotoStatus(photo)?.kind;
  const [attempt, setAttempt] = useState(0);
  const [picture, setPicture] = useState<{ readonly of: string; readonly shown: ShownPicture }>();
  const shown = picture?.of === photo.media ? picture.shown : FETCHING;
  // What is shown stays while its status goes on; what is not is asked for again.
  const [seen, setSeen] = useState(status);
  if (seen !== status) {
    setSeen(status);
    if (seen !== undefined && shown.kind === 'absent') setAttempt(attempt + 1);
  }

  useEffect(() => {
    const ending = new AbortController();
    let url: string | undefined;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const take = (shown: ShownPicture) => {
      if (!ending.signal.aborted) setPicture({ of: photo.media, shown });
    };
    fetchPicture(media, photo, size, ending.signal).then(
      (found) => {
        if (ending.signal.aborted) return;
        if (found.ok) {
          url = URL.createObjectURL(found.value);
          return take({ kind: 'shown', url, blob: found.value });
        }
        take({ kind: 'absent', why: found.error });
        const mayCome = found.error === 'away' || found.error === 'missing';
        if (mayCome) timer = setTimeout(() => setAttempt((before) => before + 1), AGAIN_MS);
      },
      (error: unknown) => take({ kind: 'failed', error }),
    );
    return () => {
      ending.abort();
      clearTimeout(timer);
      if (url !== undefined) URL.revokeObjectURL(url);
    };
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [media, photo.media, size, attempt]);

  return shown;
}

const fetchPicture = (
  media: MediaStore,
  photo: MediaRef,
  size: 'thumbnail' | 'full',
  signal: AbortSignal,
): Promise<Result<Blob, PhotoAbsence>> =>
  size === 'full' ? media.full(photo, signal) : media.thumbnail(photo, signal);

/** What is known of when, where and by whom it was taken; null where that cannot be said, undefined while it is looked into. */
export function useCheckedClaim(photo: PhotoRef): CheckedClaim | null | undefined {
  const { media } = useStation();
  const [checked, setChecked] = useState<{ readonly of: string; readonly claim: CheckedClaim | null }>();
  useEffect(() => {
    let isCurrent = true;
    const take = (claim: CheckedClaim | null) => {
      if (isCurrent) setChecked({ of: photo.media, claim });
    };
    media.check(photo).then(
      (found) => take(found.ok ? found.value : null),
      () => take(null),
    );
    return () => {
      isCurrent = false;
    };
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [media, photo.media]);
  return checked?.of === photo.media ? checked.claim : undefined;
}
