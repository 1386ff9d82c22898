import type { EnterpriseKind } from '#shared/schema/types/enterprise';
import { NOWHERE } from './identity';
import type { Random } from './random';

/** Unified social credit codes (GB 32100-2015) of organisations that cannot be. */

/** Without I, O, S, V and Z. */
const ALPHABET = '0123456789ABCDEFGHJKLMNPQRTUWXY';
const WEIGHTS = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28] as const;
const ORGANISATION_WEIGHTS = [3, 7, 9, 10, 5, 8, 4, 2] as const;

/** The check character of the first 17. */
export function creditCodeCheck(seventeen: string): string {
  const sum = WEIGHTS.reduce((total, weight, place) => total + weight * ALPHABET.indexOf(seventeen.charAt(place)), 0);
  return ALPHABET.charAt((31 - (sum % 31)) % 31);
}

/** The check character of an organisation code (GB 11714-1997), which is the middle of a credit code, from its first eight. */
export function organisationCheck(eight: string): string {
  const sum = ORGANISATION_WEIGHTS.reduce(
    (total, weight, place) => total + weight * Number.parseInt(eight.charAt(place), 36),
    0,
  );
  const check = 11 - (sum % 11);
  return check === 10 ? 'X' : check === 11 ? '0' : String(check);
}

/** Registering department and category, by kind. */
const BEGINNINGS: Readonly<Record<EnterpriseKind, string>> = {
  company: '91',
  'sole-trader': '92',
  social: '52',
  public: '12',
  other: '93',
};

/**
 * A code whose two check characters are right. Its place of registration is that of the citizen ids here, which no registry
 * ever had, so nobody was ever given it.
 */
export function nobodysCreditCode(random: Random, kind: EnterpriseKind): string {
  const eight = `MA${Array.from({ length: 6 }, () => ALPHABET.charAt(random.int(0, ALPHABET.length - 1))).join('')}`;
  const seventeen = BEGINNINGS[kind] + NOWHERE + eight + organisationCheck(eight);
  return seventeen + creditCodeCheck(seventeen);
}
