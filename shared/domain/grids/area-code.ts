import type { RegionLookup } from '../people/citizen-id';

/** Digits of a community's code: county 6, street or town 3, community 3. */
export const AREA_CODE_LENGTH = 12;
const REGION_LENGTH = 6;

/** A community's 12-digit statistical code as somebody typed it, read. */
export type AreaCodeCheck =
  | { readonly kind: 'none' }
  | { readonly kind: 'good'; readonly code: string; readonly region: string }
  | { readonly kind: 'wrong'; readonly problem: 'not-digits' }
  | { readonly kind: 'wrong'; readonly problem: 'length'; readonly length: number }
  | { readonly kind: 'wrong'; readonly problem: 'no-street' | 'no-community' }
  | { readonly kind: 'wrong'; readonly problem: 'unknown-region' | 'old-region'; readonly region: string };

/**
 * Reads a community's code; spaces count for nothing, full-width digits for digits. What stands below the county is in no table here:
 * there it is only asked that it names a street and a community at all.
 */
export function checkAreaCode(text: string, regionOf: RegionLookup): AreaCodeCheck {
  const code = text.normalize('NFKC').replaceAll(/\s/gu, '');
  if (code === '') return { kind: 'none' };
  if (!/^\d+$/.test(code)) return { kind: 'wrong', problem: 'not-digits' };
  if (code.length !== AREA_CODE_LENGTH) return { kind: 'wrong', problem: 'length', length: code.length };
  const region = code.slice(0, REGION_LENGTH);
  const known = regionOf(region);
  if (known === null) return { kind: 'wrong', problem: 'unknown-region', region };
  if (known === 'superseded') return { kind: 'wrong', problem: 'old-region', region };
  if (code.slice(REGION_LENGTH, REGION_LENGTH + 3) === '000') return { kind: 'wrong', problem: 'no-street' };
  if (code.endsWith('000')) return { kind: 'wrong', problem: 'no-community' };
  return { kind: 'good', code, region };
}
