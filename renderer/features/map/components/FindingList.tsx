import { useTranslation } from 'react-i18next';
import type { BoundaryFinding } from '#shared/geo/validate';
import type { Position } from '#shared/schema/types/place';
import { StatusShape } from '#renderer/ui/index';
import type { MapControl } from '#renderer/ui/map/index';
import { boundsOfFinding, toneOf, useFindingText } from '../finding-words';
import type { GridOnMap } from '../queries';
import { useGridNameByNumber } from '../words';

interface FindingListProps {
  readonly control: MapControl | null;
  readonly grids: readonly GridOnMap[];
  /** Undefined while they are being looked for. */
  readonly findings: readonly BoundaryFinding[] | undefined;
  readonly homePositions: ReadonlyMap<string, Position>;
}

/** What is wrong with boundaries, households and teams, in sentences; each leads to its place on the map. */
export function FindingList({ control, grids, findings, homePositions }: FindingListProps) {
  const { t } = useTranslation('mapPage');
  const text = useFindingText(useGridNameByNumber(grids));
  if (!findings) return <p className="map-panel-quiet">{t('grid.findings.loading')}</p>;
  if (findings.length === 0) {
    return (
      <p className="map-finding">
        <StatusShape shape="done" />
        <span>{t('grid.findings.none')}</span>
      </p>
    );
  }
  return (
    <ul className="map-findings">
      {findings.map((finding, at) => {
        const bounds = boundsOfFinding(finding, homePositions);
        return (
          <li key={`${finding.kind}-${at}`} className="map-finding">
            <StatusShape shape={toneOf(finding) === 'crit' ? 'alert' : 'due'} />
            <span>
              {text(finding)}
              {bounds && control && (
                <button type="button" className="link-button" onClick={() => control.fit(bounds)}>
                  {t('grid.show')}
                </button>
              )}
            </span>
          </li>
        );
      })}
    </ul>
  );
}
