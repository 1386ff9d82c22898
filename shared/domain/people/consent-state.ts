import type { Consent, ConsentPurpose } from '../../schema/types/consent';
import type { CalendarDate } from '../calendar/date';

type Statement = Pick<Consent, 'uid' | 'purpose' | 'given' | 'statedOn' | 'atMs' | 'validUntil'>;

/** What somebody's statements about one purpose come to. */
export type ConsentState<S> =
  | { readonly kind: 'never-asked' }
  /** `until` is the last day on which it counts; null for until it is withdrawn. */
  | { readonly kind: 'given'; readonly latest: S; readonly until: CalendarDate | null }
  | { readonly kind: 'expired'; readonly latest: S; readonly on: CalendarDate }
  /** Given once, and then taken back. */
  | { readonly kind: 'withdrawn'; readonly latest: S }
  | { readonly kind: 'refused'; readonly latest: S };

/**
 * The state of one purpose today. The statement of the latest day counts; of two on one day the one written down later. Statements
 * about other purposes may be among them.
 */
export function consentState<S extends Statement>(
  purpose: ConsentPurpose,
  statements: readonly S[],
  today: CalendarDate,
): ConsentState<S> {
  const own = latestFirst(statements.filter((each) => each.purpose === purpose));
  const [latest] = own;
  if (!latest) return { kind: 'never-asked' };
  if (!latest.given) return { kind: own.some(({ given }) => given) ? 'withdrawn' : 'refused', latest };
  const { validUntil } = latest;
  if (validUntil !== null && validUntil < today) return { kind: 'expired', latest, on: validUntil };
  return { kind: 'given', latest, until: validUntil };
}

/** Statements by the day on which they were made, the latest first. */
export function latestFirst<S extends Statement>(statements: readonly S[]): readonly S[] {
  return [...statements].sort((a, b) => compare(b.statedOn, a.statedOn) || b.atMs - a.atMs || compare(b.uid, a.uid));
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
