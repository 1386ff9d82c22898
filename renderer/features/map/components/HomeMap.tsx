import { useEffect, useMemo, useState } from 'react';
import { documentId } from '#shared/schema/ids';
import type { WireRecord } from '#shared/schema/envelope';
import type { Dwelling } from '#shared/schema/types/home';
import { useRecord } from '#renderer/data/index';
import { useWords } from '#renderer/ui/index';
import { MapCanvas, type MapControl } from '#renderer/ui/map/index';
import { messages as mapUi } from '#renderer/ui/map/messages';
import { useBuildingsOnMap } from '../queries';
import { useBaseMap } from '../use-base-map';
import './home-map.css';

const PARTS = { mapUi } as const;
const NEAR_ZOOM = 18;

interface HomeMapProps {
  /** Scope and uid of the dwelling. */
  readonly scope: string;
  readonly dwellingUid: string;
  /** What the mark is called: the address. */
  readonly label: string;
}

/** A small map of one home; nothing where nobody knows where it stands. */
export function HomeMap({ scope, dwellingUid, label }: HomeMapProps) {
  useWords(PARTS);
  const home = useRecord<Dwelling & WireRecord>('homes', documentId('dwelling', scope, dwellingUid));
  const buildings = useBuildingsOnMap();
  const base = useBaseMap();
  const [control, setControl] = useState<MapControl | null>(null);
  const building = buildings?.find(({ record }) => record.uid === home?.buildingUid);
  const point = home?.position;
  const [lng, lat] = point ? [point.lng, point.lat] : (building?.center ?? []);
  const position = useMemo(() => (lng === undefined || lat === undefined ? null : ([lng, lat] as const)), [lng, lat]);
  useEffect(() => {
    if (!control || !position) return;
    control.goTo([...position], NEAR_ZOOM);
    control.setSymbols([
      { uid: dwellingUid, position: [...position], shape: 'person', hangs: true, label, zooms: ALWAYS },
    ]);
  }, [control, position, dwellingUid, label]);
  if (!position) return null;
  return (
    <div className="home-map">
      <MapCanvas
        base={base.source}
        attribution={base.attribution}
        onPress={() => undefined}
        onBaseFailure={() => undefined}
        onReady={setControl}
      />
    </div>
  );
}

const ALWAYS = [0, 30] as const;
