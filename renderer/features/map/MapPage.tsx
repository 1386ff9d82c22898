import { useTranslation } from 'react-i18next';
import { Loading, useWords } from '#renderer/ui/index';
import { MapBoard } from './MapBoard';
import { mapParts } from './page-parts';
import { useBuildingsOnMap, useGridsOnMap } from './queries';
import { useBoundaryChecks } from './use-findings';
import { useHomesOnMap } from './use-homes';
import './building/plan.css';
import './layers.css';
import './map-page.css';
import './panel.css';
import './print.css';
import './reshape/reshape.css';

/** Grids, homes and key people on a map, for whoever may read some grid; boundaries are drawn by whoever may change them. */
export function MapPage() {
  useWords(mapParts);
  const { t } = useTranslation('mapPage');
  const grids = useGridsOnMap();
  const buildings = useBuildingsOnMap();
  const homes = useHomesOnMap(buildings);
  const checks = useBoundaryChecks(grids, homes);
  if (!grids || !buildings) return <Loading label={t('loading')} lines={10} />;
  return <MapBoard grids={grids} buildings={buildings} homes={homes} checks={checks} />;
}
