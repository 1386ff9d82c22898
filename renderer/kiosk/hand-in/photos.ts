import { useCallback, useEffect, useRef, useState } from 'react';
import { newRequest } from '../new-request';

/** A photo that is held in memory until it is handed in, or forgotten with the page. */
export interface TakenPhoto {
  /** Names it at the host: sent twice it is one. */
  readonly form: string;
  /** What it is of. */
  readonly of: string;
  readonly jpeg: Blob;
  /** Where the page draws it from. */
  readonly url: string;
}

export interface Photos {
  readonly photos: readonly TakenPhoto[];
  readonly add: (of: string, jpeg: Blob) => void;
  readonly remove: (form: string) => void;
}

/** Photos of a form; what they are drawn from is given back with the page. */
export function usePhotos(): Photos {
  const [photos, setPhotos] = useState<readonly TakenPhoto[]>([]);
  const held = useRef(photos);
  useEffect(() => {
    held.current = photos;
  });
  useEffect(
    () => () => {
      for (const { url } of held.current) URL.revokeObjectURL(url);
      held.current = [];
    },
    [],
  );
  const add = useCallback((of: string, jpeg: Blob) => {
    const photo = { form: newRequest(), of, jpeg, url: URL.createObjectURL(jpeg) };
    setPhotos((before) => [...before, photo]);
  }, []);
  const remove = useCallback((form: string) => {
    setPhotos((before) => {
      for (const photo of before) if (photo.form === form) URL.revokeObjectURL(photo.url);
      return before.filter((photo) => photo.form !== form);
    });
  }, []);
  return { photos, add, remove };
}
