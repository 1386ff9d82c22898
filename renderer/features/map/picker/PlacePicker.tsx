import { Button } from 'antd';
import { MapPin, X } from 'lucide-react';
import { useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react';
import { createPortal } from 'react-dom';
import { useTranslation } from 'react-i18next';
import { boundsHold, boundsOf } from '#shared/geo/contains';
import { Loading, useWords } from '#renderer/ui/index';
import { MapCanvas, useSight, type MapControl } from '#renderer/ui/map/index';
import { messages as mapUi } from '#renderer/ui/map/messages';
import type { PlacePickerProps } from '../../incidents/index';
import { areasOf } from '../layers';
import { useBuildingsOnMap, useGridsOnMap, type BuildingOnMap, type GridOnMap } from '../queries';
import { useBaseMap } from '../use-base-map';
import { useGridName } from '../words';
import { messages as mapPicker } from './messages';
import { AT_METERS, placeFacts } from './picked-place';
import './picker.css';

const PARTS = { mapUi, mapPicker } as const;
const NEAR_ZOOM = 18;

/** A map over the page: the place under its middle is picked, by hand or by key. The focus goes back where it came from. */
export function PlacePicker(props: PlacePickerProps) {
  useWords(PARTS);
  const { onClose } = props;
  const { t } = useTranslation('mapPicker');
  const dialog = useRef<HTMLDialogElement>(null);
  const grids = useGridsOnMap();
  const buildings = useBuildingsOnMap();
  // Before the element goes, so that the browser gives the focus back.
  useLayoutEffect(() => {
    const node = dialog.current;
    node?.showModal();
    return () => node?.close();
  }, []);
  return createPortal(
    <dialog
      ref={dialog}
      className="place-picker"
      aria-label={t('title')}
      // The page behind listens for the same keys.
      onKeyDown={(event) => event.stopPropagation()}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
    >
      <header>
        <h2>{t('title')}</h2>
        <button type="button" className="icon-button" aria-label={t('close')} onClick={onClose}>
          <X size={18} aria-hidden="true" />
        </button>
      </header>
      {grids && buildings ? (
        <Picking {...props} grids={grids} buildings={buildings} />
      ) : (
        <Loading label={t('loading')} lines={6} />
      )}
    </dialog>,
    document.body,
  );
}

interface PickingProps extends PlacePickerProps {
  readonly grids: readonly GridOnMap[];
  readonly buildings: readonly BuildingOnMap[];
}

function Picking({ point, grids, buildings, onPick, onClose }: PickingProps) {
  const base = useBaseMap();
  const [control, setControl] = useState<MapControl | null>(null);
  const areas = useMemo(() => areasOf(grids), [grids]);
  const factsOf = useMemo(() => placeFacts(grids, buildings), [grids, buildings]);
  useEffect(() => control?.setAreas(areas), [control, areas]);
  const begins = useRef(false);
  useEffect(() => {
    if (!control || begins.current) return;
    const bounds = boundsOf(grids.flatMap(({ boundary }) => boundary ?? [])) ?? base.bounds;
    // A device that is somewhere else than the station says nothing about the place.
    const around = base.bounds ?? bounds;
    if (point && (!around || boundsHold(around, [point.lng, point.lat])))
      control.goTo([point.lng, point.lat], NEAR_ZOOM);
    else if (bounds) control.fit(bounds);
    else return;
    begins.current = true;
  }, [control, grids, base.bounds, point]);
  const pick = () => {
    if (!control) return;
    const [lng, lat] = control.sight().center;
    const { near } = factsOf([lng, lat]);
    onPick({ lat, lng, building: near && { uid: near.uid, address: near.address, grid: near.grid } });
  };
  return (
    <>
      <div
        className="place-picker-map"
        onKeyDown={(event) => {
          if (event.key !== 'Enter' || !(event.target as Element).matches('.map-canvas-box')) return;
          event.preventDefault();
          pick();
        }}
      >
        <MapCanvas
          base={base.source}
          attribution={base.attribution}
          onPress={(_press, at) => at && control?.goTo(at)}
          // What is missing of the ground takes nothing from the place.
          onBaseFailure={() => undefined}
          onReady={setControl}
        >
          <MapPin className="place-picker-pin" size={40} strokeWidth={1.6} aria-hidden="true" />
        </MapCanvas>
      </div>
      <Foot control={control} factsOf={factsOf} onPick={pick} onClose={onClose} />
    </>
  );
}

interface FootProps {
  readonly control: MapControl | null;
  readonly factsOf: ReturnType<typeof placeFacts>;
  readonly onPick: () => void;
  readonly onClose: () => void;
}

/** What the pin points at, and the buttons. */
function Foot({ control, factsOf, onPick, onClose }: FootProps) {
  const { t } = useTranslation('mapPicker');
  return (
    <footer>
      <div>
        {control && <PointedAt control={control} factsOf={factsOf} />}
        <p className="place-picker-how">{t('how')}</p>
      </div>
      <Button onClick={onClose}>{t('cancel')}</Button>
      <Button type="primary" disabled={!control} onClick={onPick}>
        {t('pick')}
      </Button>
    </footer>
  );
}

function PointedAt({ control, factsOf }: Pick<FootProps, 'factsOf'> & { readonly control: MapControl }) {
  const { t } = useTranslation('mapPicker');
  const nameOf = useGridName();
  const { center } = useSight(control);
  const { near, grid } = factsOf(center);
  const where = near ? t(near.meters <= AT_METERS ? 'near.at' : 'near', near) : t('near.none');
  return (
    <p role="status">
      <b>{where}</b> <span>{grid ? t('grid', { grid: nameOf(grid) }) : t('grid.none')}</span>
    </p>
  );
}
