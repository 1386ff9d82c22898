import type { AppError } from '#shared/errors/app-error';
import type { Result } from '#shared/errors/result';
import type { Health, Practice, Session, SignIn, TokenClaims } from '#shared/ipc/station-api';

/**
 * What services know of each other. No service imports another; `host.ts` starts them and hands each what it needs in
 * these shapes.
 */

/** Every service answers the same two questions: stop, leaving nothing running, and how are you. */
export interface Service {
  stop(): Promise<void>;
  health(): ServiceHealth;
}

export interface ServiceHealth {
  readonly ok: boolean;
  /** Short facts for the log and the settings page: counts and states, never names. */
  readonly facts: Readonly<Record<string, string | number | boolean>>;
}

/** Structured log. Fields are ids, counts and codes; the implementation drops anything else by an allow-list of keys. */
export interface Log {
  info(event: string, fields?: LogFields): void;
  warn(event: string, fields?: LogFields): void;
  error(event: string, fields?: LogFields): void;
}
export type LogFields = Readonly<Record<string, string | number | boolean | null | undefined>>;

/** Sign-in, renewal and checking of bearer tokens. */
export interface Sessions {
  /** Takes the same time for an unknown code as for a wrong passphrase; `auth.wrong`, `auth.rate-limited`. */
  signIn(request: SignIn, from: { readonly remoteAddress: string }): Promise<Result<Session, AppError>>;
  /** A fresh session for a token that still holds; `auth.expired`, `auth.invalid`. */
  renew(claims: TokenClaims): Promise<Result<Session, AppError>>;
  /** The claims of a good token; otherwise `auth.expired` or `auth.invalid`. */
  verify(token: string): Promise<Result<TokenClaims, AppError>>;
  /** The practice accounts, or null on a real station. */
  practice(): Practice | null;
  station(): Health['station'];
}
