import { randomBytes } from 'node:crypto';
import { SignJWT, errors, jwtVerify, type JWTPayload } from 'jose';
import { AppError } from '#shared/errors/app-error';
import { err, ok, type Result } from '#shared/errors/result';
import { tokenClaimsSchema, type TokenClaims } from '#shared/ipc/station-api';
import type { DurableFolder } from '../durable-folder';

/** Bearer tokens: JWT, HS256 and nothing else, signed with a secret that never leaves the host. */
export interface Tokens {
  issue(claims: TokenClaims): Promise<{ readonly token: string; readonly expiresAtMs: number }>;
  /** What a token of this station claims, also one that has run out; otherwise `auth.invalid`. */
  read(token: string): Promise<Result<ReadToken, AppError>>;
}

export interface ReadToken {
  readonly claims: TokenClaims;
  readonly hasExpired: boolean;
}

/**
 * A week: a tablet that lay in a drawer over a long weekend still delivers without asking anybody. Devices renew at every
 * contact, so only one that nobody brings to the station runs out.
 */
const TOKEN_LIFE_MS = 7 * 24 * 60 * 60 * 1000;

const ALGORITHM = 'HS256';
const SECRET_BYTES = 32;
const SECRET_FILE = 'token-secret';

/** Tokens of a station, with the secret of its host-only store; a new one is minted where there is none to be read. */
export async function openTokens(folder: DurableFolder, station: string, now: () => number): Promise<Tokens> {
  const secret = await readOrMintSecret(folder);

  /** The payload of a token whose signature and issuer are good. jose looks at the end last, when all else has been found good. */
  async function payloadOf(token: string): Promise<{ readonly payload: JWTPayload; readonly hasExpired: boolean }> {
    try {
      const { payload } = await jwtVerify(token, secret, {
        algorithms: [ALGORITHM],
        issuer: station,
        requiredClaims: ['exp', 'iat', 'sub'],
        currentDate: new Date(now()),
      });
      return { payload, hasExpired: false };
    } catch (cause) {
      if (cause instanceof errors.JWTExpired && cause.claim === 'exp')
        return { payload: cause.payload, hasExpired: true };
      throw cause;
    }
  }

  return {
    issue: async ({ iss, sub, device, gen }) => {
      const issuedAtS = Math.floor(now() / 1000);
      const expiresAtS = issuedAtS + TOKEN_LIFE_MS / 1000;
      const token = await new SignJWT({ device, gen })
        .setProtectedHeader({ alg: ALGORITHM })
        .setIssuer(iss)
        .setSubject(sub)
        .setIssuedAt(issuedAtS)
        .setExpirationTime(expiresAtS)
        .sign(secret);
      return { token, expiresAtMs: expiresAtS * 1000 };
    },
    read: async (token) => {
      try {
        const { payload, hasExpired } = await payloadOf(token);
        const claims = tokenClaimsSchema.safeParse(payload);
        if (!claims.success) return err(new AppError('auth.invalid', 'claims of another shape'));
        return ok({ claims: claims.data, hasExpired });
      } catch (cause) {
        if (cause instanceof errors.JOSEError)
          return err(new AppError('auth.invalid', 'not a token of ours', { cause }));
        throw cause;
      }
    },
  };
}

/** A spoilt secret costs everybody a sign-in and nothing else, so it is replaced. */
async function readOrMintSecret(folder: DurableFolder): Promise<Uint8Array> {
  const stored = Buffer.from((await folder.read(SECRET_FILE)) ?? '', 'base64');
  if (stored.length === SECRET_BYTES) return new Uint8Array(stored);
  const minted = randomBytes(SECRET_BYTES);
  await folder.write(SECRET_FILE, minted.toString('base64'));
  return new Uint8Array(minted);
}
