import type { AppError } from '#shared/errors/app-error';
import type { Result } from '#shared/errors/result';
import type { IncomingView, KeyMade, KeyScope, NewKey, ResidentReportsSetting } from '#shared/ipc/incoming-api';
import type { Label } from '#shared/schema/envelope';

/** What services know of what reaches the station from outside; see `ports.ts`. */

/** Keys of other systems and the switch for residents' phones. Who may ask is for the caller to know. */
export interface IncomingAdmin {
  view(): IncomingView;
  /** Kept when it answers; `request.malformed` for a name that is taken, or one key too many. */
  makeKey(by: string, wanted: NewKey): Promise<Result<KeyMade, AppError>>;
  /** `request.not-found` for a key there is not, or that holds no more. */
  revokeKey(by: string, id: string): Promise<Result<IncomingView, AppError>>;
  setResidents(by: string, wanted: ResidentReportsSetting): Promise<IncomingView>;
}

/** Whose key a request came with. */
export interface KeyHolder {
  readonly id: string;
  readonly name: string;
  readonly scopes: readonly KeyScope[];
  readonly perMinute: number;
}

/** What stands against a request: its status as GeoReport v2 has it, and why, in words for whoever wrote the client. */
export interface Problem {
  readonly status: 400 | 403 | 404;
  readonly says: Label;
}

/** Fields of a form or a query: each name with all values that it came with. */
export type Fields = ReadonlyMap<string, readonly string[]>;

/** Text, numbers, and what holds them: an answer as both formats tell it. */
export type Answer = string | number | boolean | null | readonly Answer[] | { readonly [field: string]: Answer };

/** GeoReport v2 for other systems. Answers are in the form of the specification; `language` is for words of the station's own. */
export interface Open311 {
  /** Name by which requests may call the station. */
  readonly jurisdiction: string;
  /** `origin`: where the asker reached the station, without a slash at the end. */
  discovery(origin: string): Promise<Answer>;
  services(language: 'zh' | 'en'): Promise<Answer>;
  /** Null for a service there is not. */
  definition(code: string, language: 'zh' | 'en'): Promise<Answer | null>;
  /** Null for a key that does not hold. Takes the same time for whatever is no key. */
  holder(key: string): KeyHolder | null;
  /** On disk when it answers; the same report again is answered as the first one. */
  report(holder: KeyHolder, form: Fields, language: 'zh' | 'en'): Promise<Result<Answer, readonly Problem[]>>;
  requests(holder: KeyHolder, query: Fields, language: 'zh' | 'en'): Promise<Result<Answer, readonly Problem[]>>;
  /** Null for a request there is not, or that came with another key. */
  request(holder: KeyHolder, id: string, language: 'zh' | 'en'): Promise<Answer | null>;
  token(holder: KeyHolder, token: string): Answer | null;
}
