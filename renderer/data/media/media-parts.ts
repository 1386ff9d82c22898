import type { AppError } from '#shared/errors/app-error';
import type { MediaKey } from '#shared/media/sealed-bytes';
import type { Sealed } from '#shared/schema/envelope';
import type { AesKey, SealedPlace } from '#shared/schema/sealing';
import type { SigningKeyRecord } from '#shared/schema/types/signing-key';
import type { LocalCipher } from '../local-cipher';
import type { AddedBy } from './claims';
import type { Loader } from './loader';
import type { OtherShelf } from './others';
import type { MediaHub } from './media-hub';
import type { Reconciler } from './reconcile';
import type { Room } from './room';
import type { Shelf } from './shelf';
import type { Signing } from './signing';
import type { Uploads } from './upload-loop';

/** What the pictures of a station are made of, once something of them lies on the device. */
export interface MediaParts {
  readonly shelf: Shelf;
  readonly room: Room;
  readonly loader: Loader;
  readonly signing: Signing;
  readonly uploads: Uploads;
  readonly reconciler: Reconciler;
}

/** What pictures take from the station around them. */
export interface MediaStoreOptions {
  readonly hub: MediaHub;
  /** Whether something lies here already. */
  hasShelf(): Promise<boolean>;
  openShelf(): Promise<Shelf>;
  /** Shelves of other people on this device that nobody has open, one after another. */
  others(): AsyncIterable<OtherShelf>;
  /** Closes what belongs to the device alone. */
  cipher(): Promise<LocalCipher>;
  /** Bytes of pictures that this device keeps at most. */
  readonly limitBytes: number;
  storageBytes(): Promise<number | null>;
  /** Throws `access.denied` without such a key. */
  keyFor(scope: string, keyClass: 'general' | 'health' | 'child'): Promise<MediaKey>;
  keyOf(kid: string): Promise<AesKey | null>;
  openSealed(sealed: Sealed, place: SealedPlace): Promise<unknown>;
  /** What the station says of a signing key by its thumbprint. */
  signer(key: string): Promise<SigningKeyRecord | null>;
  author(): Omit<AddedBy, 'uid' | 'nowMs'>;
  hasDraft(form: string, subject: string): Promise<boolean>;
  mayRead(database: string): boolean;
  mayWrite(database: string): boolean;
  recordsWait(): boolean;
  renewSession(): Promise<void>;
  onRevoked(error: AppError): void;
  sleep(ms: number, signal: AbortSignal): Promise<void>;
  random(): number;
  nowMs(): number;
  newUid(): string;
}
