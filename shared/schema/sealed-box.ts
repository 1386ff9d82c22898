import { CompactEncrypt, CompactSign, compactDecrypt, compactVerify, importJWK, type JWK } from 'jose';

/**
 * Boxes that anybody can close and only the holder of a private key can open: JWE in compact form, ECDH-ES over P-256 with
 * A256GCM. Used for unsent rows (to the host), for what a kiosk hands in (to the desk) and for recovery (to the paper key).
 * Runs in browsers and in Node alike.
 */

/** A public or private key of the curve, as a JWK that names itself. */
export type BoxKey = JWK & { readonly kty: 'EC'; readonly crv: 'P-256'; readonly kid: string };

const HEADER = { alg: 'ECDH-ES', enc: 'A256GCM' } as const;

// A device closes thousands of boxes for one host after an import.
const imported = new WeakMap<BoxKey, ReturnType<typeof importJWK>>();

/** Closes a box around a JSON value. */
export async function sealBox(publicKey: BoxKey, value: unknown): Promise<string> {
  const importing = imported.get(publicKey) ?? importJWK(publicKey, HEADER.alg);
  imported.set(publicKey, importing);
  const key = await importing;
  return new CompactEncrypt(utf8(JSON.stringify(value)))
    .setProtectedHeader({ ...HEADER, kid: publicKey.kid })
    .encrypt(key);
}

/** The id of the key that a box was closed for; null when it is no box. */
export function sealedTo(box: string): string | null {
  const header = jsonOf(box.split('.')[0] ?? '');
  const kid: unknown = typeof header === 'object' && header !== null && 'kid' in header ? header.kid : null;
  return typeof kid === 'string' ? kid : null;
}

/** What a box holds, or null: another key, altered, or no box at all. Never throws. */
export async function openBox(privateKey: BoxKey, box: string): Promise<unknown> {
  try {
    const key = await importJWK(privateKey, HEADER.alg);
    const { plaintext } = await compactDecrypt(box, key, {
      keyManagementAlgorithms: [HEADER.alg],
      contentEncryptionAlgorithms: [HEADER.enc],
    });
    return JSON.parse(new TextDecoder().decode(plaintext)) as unknown;
  } catch {
    return null;
  }
}

/** Signs a JSON value with 32 shared bytes (base64): a JWS in compact form, HS256. */
export async function signValue(secret: string, value: unknown): Promise<string> {
  return new CompactSign(utf8(JSON.stringify(value))).setProtectedHeader({ alg: 'HS256' }).sign(bytesOf(secret));
}

/** The signed value without looking at its signature: for finding out whose secret to check it with. Null when it is none. */
export const peekSigned = (jws: string): unknown => jsonOf(jws.split('.')[1] ?? '');

/** The value if the signature is good, else null. Never throws. */
export async function verifySigned(secret: string, jws: string): Promise<unknown> {
  try {
    const { payload } = await compactVerify(jws, bytesOf(secret), { algorithms: ['HS256'] });
    return JSON.parse(new TextDecoder().decode(payload)) as unknown;
  } catch {
    return null;
  }
}

/** The JSON in one part of a JWE or JWS; null when there is none. */
function jsonOf(part: string): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(bytesOf(part.replaceAll('-', '+').replaceAll('_', '/')))) as unknown;
  } catch {
    return null;
  }
}

const utf8 = (text: string): Uint8Array<ArrayBuffer> => new Uint8Array(new TextEncoder().encode(text));
const bytesOf = (base64: string): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
