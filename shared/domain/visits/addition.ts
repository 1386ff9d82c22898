import type { PhotoRef } from '../../schema/photo-ref';
import { isPhotoRef } from './draft';
import { NOTE_LIMIT } from './questions';

/** Under which name an addition that is being written is kept; its subject is the visit's uid. */
export const ADDITION_FORM = { id: 'visit-addition', version: 1 } as const;

/** An addition to a finished visit, being written. */
export interface AdditionDraft {
  /** Id of the addition to be: minted at the start, so that saving twice can never add it twice. */
  readonly id: string;
  readonly text: string;
  /** Pictures that lie on this device already; they go out once the addition is saved. */
  readonly photos: readonly PhotoRef[];
}

/** An addition with nothing in it yet. */
export const beginAddition = (id: string): AdditionDraft => ({ id, text: '', photos: [] });

/** An addition as it was kept, or null when it is none. */
export function readAddition(value: unknown): AdditionDraft | null {
  if (typeof value !== 'object' || value === null) return null;
  const { id, text, photos } = value as Readonly<Record<string, unknown>>;
  if (typeof id !== 'string' || typeof text !== 'string') return null;
  return { id, text, photos: Array.isArray(photos) ? photos.filter(isPhotoRef) : [] };
}

/** Whether there is anything to save: a word or a picture, and no more words than fit. */
export const isWorthSaving = ({ text, photos }: AdditionDraft): boolean =>
  (text.trim() !== '' || photos.length > 0) && text.length <= NOTE_LIMIT;
