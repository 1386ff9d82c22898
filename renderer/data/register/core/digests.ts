import { hmac } from '@noble/hashes/hmac.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { utf8ToBytes } from '@noble/hashes/utils.js';

/**
 * Keyed digests of whole numbers: equal numbers have equal digests, and nobody without the key can try numbers until one fits. They
 * never leave the device.
 */
export interface Digests {
  /** Of a citizen id as `normalCitizenId` has it. */
  citizenId(normal: string): string;
  /** Of a phone number as `normalPhone` has it. */
  phone(normal: string): string;
}

/** 96 bits: among a million numbers two meet by chance once in 10^17 stations. */
const DIGEST_BYTES = 12;

/** Digests under 32 bytes that are the device's and the person's own. */
export function createDigests(key: Uint8Array): Digests {
  const keyed = hmac.create(sha256, key);
  const digest = (kind: string, normal: string): string => {
    const bytes = keyed
      .clone()
      .update(utf8ToBytes(`${kind}|${normal}`))
      .digest();
    return btoa(String.fromCharCode(...bytes.subarray(0, DIGEST_BYTES)));
  };
  return {
    citizenId: (normal) => digest('citizen-id', normal),
    phone: (normal) => digest('phone', normal),
  };
}
