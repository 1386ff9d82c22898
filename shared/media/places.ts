import type { SealedPlace } from '../schema/sealing';
import type { MediaPart } from './document';

/** What each closed part of a picture or spoken note is bound to: which one, and which part of it. */
export const placeOfPart = (uid: string, part: MediaPart): SealedPlace => ({ uid, field: `photo.${part}` });

/** What the closed claim is bound to. */
export const placeOfClaim = (uid: string): SealedPlace => ({ uid, field: 'photo.claim' });
