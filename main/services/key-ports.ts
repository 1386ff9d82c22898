import type { DataKey } from '#shared/ipc/station-api';
import type { BoxKey } from '#shared/schema/sealed-box';

/** A place that data keys belong to: the scope of a grid's documents and a class; with `author` that person's own key. */
export interface KeyPlace {
  readonly scope: string;
  readonly class: DataKey['class'];
  readonly author?: string;
}

/** The station's data keys. A key that is lost takes every value it sealed with it. */
export interface DataKeys {
  /** The keys of these places, newest first within one; a place that has none gets one, on disk before it is answered. */
  keysFor(places: readonly KeyPlace[]): Promise<readonly DataKey[]>;
  /** New keys for these places, on disk; answers their kids. The old ones go on opening what they sealed. */
  rotate(places: readonly Omit<KeyPlace, 'author'>[]): Promise<readonly string[]>;
  /** Changes whenever a key of these places is minted: part of `Session.grants`. */
  versionOf(places: readonly KeyPlace[]): string;
}

/** The host's own keys, in the host-only store. */
export interface StationKeys {
  /** Unsent rows are sealed to it. */
  readonly hub: BoxKeyPair;
  /** What kiosks hand in is sealed to it. */
  readonly desk: BoxKeyPair;
  /** The public half of the recovery pair; the private one is on paper. */
  readonly recovery: BoxKey;
  /** 32 bytes in base64 that only this host can make again from the same parts (HMAC-SHA-256 under a key of its own). */
  derive(
    purpose: 'escrow' | 'delivery' | 'receipt' | 'readings' | 'queue' | 'ticket-code',
    ...parts: readonly string[]
  ): string;
}
export interface BoxKeyPair {
  readonly public: BoxKey;
  readonly private: BoxKey;
}
