import { useTranslation } from 'react-i18next';
import { HOUSEHOLD_BAND } from '#shared/domain/grids/household-band';
import { boundsOf, boundsOfPositions, type Bounds } from '#shared/geo/contains';
import type { BoundaryFinding } from '#shared/geo/validate';
import type { MarkedArea } from '#renderer/ui/map/index';

/** How bad a finding is: what cannot stay so, and what somebody should look at. */
export const toneOf = (finding: BoundaryFinding): 'crit' | 'warn' =>
  finding.kind === 'overlap' || finding.kind === 'self-crossing' || finding.kind === 'household-outside'
    ? 'crit'
    : 'warn';

/** A finding as a sentence; `nameOf` says what a grid is called. */
export function useFindingText(nameOf: (number: number) => string): (finding: BoundaryFinding) => string {
  const { t } = useTranslation('mapPage');
  const names = (numbers: readonly number[]) => numbers.map(nameOf).join(t('and'));
  const area = (squareMeters: number) =>
    squareMeters >= 10_000
      ? t('area.hectares', { hectares: Math.round(squareMeters / 1000) / 10 })
      : t('area.meters', { meters: Math.max(1, Math.round(squareMeters)) });
  return (finding) => {
    switch (finding.kind) {
      case 'overlap':
        return t(`finding.overlap.${finding.width}`, { grids: names(finding.grids), area: area(finding.squareMeters) });
      case 'gap':
        return t(`finding.gap.${finding.width}`, { grids: names(finding.grids), area: area(finding.squareMeters) });
      case 'hole':
        return t(`finding.hole.${finding.width}`, { grid: nameOf(finding.grid), area: area(finding.squareMeters) });
      case 'self-crossing':
        return t('finding.self-crossing', { grid: nameOf(finding.grid), count: finding.places.length });
      case 'not-drawn':
        return t('finding.not-drawn', { grid: nameOf(finding.grid) });
      case 'household-outside':
        return t('finding.household-outside', { count: finding.count });
      case 'household-elsewhere':
        return t('finding.household-elsewhere', {
          count: finding.count,
          grid: nameOf(finding.grid),
          other: nameOf(finding.standsIn),
        });
      case 'households-outside-band':
        return t(`finding.band.${finding.place}`, {
          grid: nameOf(finding.grid),
          count: finding.households,
          ...HOUSEHOLD_BAND,
        });
      case 'team-incomplete': {
        const missing = finding.missing.map((post) => t(`post.${post}`)).join(t('and'));
        return finding.missing.length > 0
          ? t('finding.team', { grid: nameOf(finding.grid), missing })
          : t('finding.team.too-many', { grid: nameOf(finding.grid), count: finding.workersTooMany + 1 });
      }
    }
  };
}

/** Where a finding is to be seen on the map; null for one that is nowhere in particular. */
export function boundsOfFinding(
  finding: BoundaryFinding,
  homePositions: ReadonlyMap<string, readonly [number, number]>,
): Bounds | null {
  switch (finding.kind) {
    case 'overlap':
    case 'gap':
    case 'hole':
      return boundsOf(finding.shape);
    case 'self-crossing':
      return boundsOfPositions(finding.places);
    case 'household-outside':
    case 'household-elsewhere':
      return boundsOfPositions(finding.uids.flatMap((uid) => [homePositions.get(uid) ?? []].filter(isPosition)));
    default:
      return null;
  }
}

const isPosition = (value: readonly number[]): value is readonly [number, number] => value.length === 2;

/** The shapes that findings are about, to be marked on the map. */
export const markedBy = (findings: readonly BoundaryFinding[]): readonly MarkedArea[] =>
  findings.flatMap((finding) => ('shape' in finding ? [{ shape: finding.shape, tone: toneOf(finding) }] : []));
