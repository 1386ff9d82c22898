import { z } from 'zod';
import { canonicalJson } from '../sync/canonical-json';
import type { ClaimSignature } from './document';
import type { PhotoClaim } from './photo';
import { sha256Of } from './sealed-bytes';
import type { VoiceClaim } from './voice';

/**
 * Signatures under claims: ECDSA over P-256 with SHA-256. The claim names the SHA-256 of picture and thumbnail as they are shown, so
 * that the signature holds whatever key the picture lies under: a picture that moves to another grid is closed anew, and stays signed.
 */

const CURVE = { name: 'ECDSA', namedCurve: 'P-256' } as const;
const SIGNING = { name: 'ECDSA', hash: 'SHA-256' } as const;
const COORDINATE = z.string().regex(/^[A-Za-z0-9_-]{43}$/);

/** The public half of a key, as two coordinates of a JWK. */
export const signingKeySchema = z.strictObject({ x: COORDINATE, y: COORDINATE });
export type SigningPublicKey = Readonly<z.infer<typeof signingKeySchema>>;

/** A WebCrypto key pair's private half, named through the function that takes it so that no DOM types are needed. */
type PrivateKey = Parameters<typeof globalThis.crypto.subtle.sign>[1];

/** A key that signs, and the name under which its public half is known. */
export interface SigningKey {
  readonly thumbprint: string;
  readonly publicKey: SigningPublicKey;
  readonly privateKey: PrivateKey;
}

/** What names a public key: the SHA-256 of its coordinates. */
export const thumbprintOf = ({ x, y }: SigningPublicKey): Promise<string> => sha256Of(utf8(canonicalJson({ x, y })));

/** A fresh key pair, and its private half as JWK for whoever keeps it closed. */
export async function makeSigningKey(): Promise<{ readonly key: SigningKey; readonly jwk: unknown }> {
  const pair = await crypto.subtle.generateKey(CURVE, true, ['sign', 'verify']);
  const jwk = await crypto.subtle.exportKey('jwk', pair.privateKey);
  const key = await readSigningKey(jwk);
  if (!key) throw new Error('a fresh signing key does not read back');
  return { key, jwk };
}

/** The key in a JWK that `makeSigningKey` gave; it cannot be read out of the answer again. Null when it is none. */
export async function readSigningKey(jwk: unknown): Promise<SigningKey | null> {
  const parsed = z.looseObject({ kty: z.literal('EC'), x: COORDINATE, y: COORDINATE, d: COORDINATE }).safeParse(jwk);
  if (!parsed.success) return null;
  const { x, y, d } = parsed.data;
  try {
    const material = { kty: 'EC', crv: 'P-256', x, y, d };
    const privateKey = await crypto.subtle.importKey('jwk', material, CURVE, false, ['sign']);
    return { thumbprint: await thumbprintOf({ x, y }), publicKey: { x, y }, privateKey };
  } catch {
    return null;
  }
}

/** Whether the coordinates are a point of the curve, which not every pair is. */
export async function isPublicKey({ x, y }: SigningPublicKey): Promise<boolean> {
  return (await importPublic({ x, y })) !== null;
}

/** Signs a claim. */
export async function signClaim(
  { privateKey, thumbprint }: SigningKey,
  claim: PhotoClaim | VoiceClaim,
): Promise<ClaimSignature> {
  const value = await crypto.subtle.sign(SIGNING, privateKey, textOf(claim));
  return { key: thumbprint, value: btoa(String.fromCharCode(...new Uint8Array(value))) };
}

/** Whether the holder of the key signed exactly this claim. Never throws. */
export async function isSigned(
  publicKey: SigningPublicKey,
  claim: unknown,
  { value }: ClaimSignature,
): Promise<boolean> {
  const key = await importPublic(publicKey);
  if (!key) return false;
  try {
    const bytes = Uint8Array.from(atob(value), (character) => character.charCodeAt(0));
    return await crypto.subtle.verify(SIGNING, key, bytes, textOf(claim));
  } catch {
    return false;
  }
}

async function importPublic({ x, y }: SigningPublicKey): Promise<PrivateKey | null> {
  try {
    return await crypto.subtle.importKey('jwk', { kty: 'EC', crv: 'P-256', x, y }, CURVE, false, ['verify']);
  } catch {
    return null;
  }
}

/**
 * What is signed: the claim with its fields in order, after what it is, so that no other signed text passes for a claim. `kind` tells a
 * picture's from a spoken note's.
 */
const textOf = (claim: unknown): Uint8Array<ArrayBuffer> => utf8(`linli photo claim 1\n${canonicalJson(claim)}`);

const utf8 = (text: string): Uint8Array<ArrayBuffer> => new Uint8Array(new TextEncoder().encode(text));
