import type { ErrorCode } from '#shared/errors/app-error';

/** What came of asking the host. `away`: it did not answer, or is only starting; nothing is known of what was asked. */
export type Answer<T> = { readonly kind: 'ok'; readonly value: T } | Refused | { readonly kind: 'away' };

/** The host answered and did not do it. */
export interface Refused {
  readonly kind: 'refused';
  readonly code: ErrorCode | 'unknown';
  /** For a code that is refused for more than one reason. */
  readonly reason: string | null;
  /** When to ask again, ms; null where asking again would not help. */
  readonly retryAfterMs: number | null;
}

/** Why something could not be done, as people are told. */
export type Fault = 'away' | 'busy' | 'too-often' | 'failed';

/** The words to say for an answer that is no good; what a page knows better it says itself. */
export function faultOf(answer: Exclude<Answer<unknown>, { readonly kind: 'ok' }>): Fault {
  if (answer.kind === 'away') return 'away';
  if (answer.code === 'hub.busy') return 'busy';
  return answer.code === 'request.rate-limited' ? 'too-often' : 'failed';
}
