import { Button } from 'antd';
import { MapPin } from 'lucide-react';
import { useContext, useState, type ComponentType } from 'react';
import { useTranslation } from 'react-i18next';
import { Field, Pill, Select } from '#renderer/ui/index';
import { PlacePickerContext, type PlacePickerProps } from '../../incidents/index';
import { useBuildingOptions, useGridName } from '../../lists/index';
import type { PairingEntry } from './entry';
import { usePairingGrids } from './rights';

interface PublicFieldsProps {
  readonly entry: PairingEntry;
  readonly onChange: (part: Partial<PairingEntry>) => void;
  readonly placeError: string | null;
  readonly gridError: string | null;
}

/** Where everybody passes: a building, or a press on the map; and the grid that looks after it. */
export function PublicFields({ entry, onChange, placeError, gridError }: PublicFieldsProps) {
  const { t } = useTranslation('sensors');
  const Picker = useContext(PlacePickerContext);
  const buildings = useBuildingOptions();
  const grids = usePairingGrids();
  const gridName = useGridName();
  return (
    <>
      <Field label={t('field.building')} error={placeError}>
        {(ties) => (
          <Select
            {...ties}
            value={entry.buildingUid ?? ''}
            onChange={(uid) => onChange({ buildingUid: uid === '' ? null : uid })}
          >
            <option value="">{t('field.building.none')}</option>
            {buildings.map(({ value, label }) => (
              <option key={value} value={value}>
                {label}
              </option>
            ))}
          </Select>
        )}
      </Field>
      {Picker && <PickOnMap Picker={Picker} entry={entry} onChange={onChange} />}
      <Field label={t('field.grid')} error={gridError}>
        {(ties) => (
          <Select
            {...ties}
            value={entry.grid === null ? '' : String(entry.grid)}
            onChange={(value) => onChange({ grid: value === '' ? null : Number(value) })}
          >
            <option value="">{t('field.grid.choose')}</option>
            {grids.map((number) => (
              <option key={number} value={number}>
                {gridName(number)}
              </option>
            ))}
          </Select>
        )}
      </Field>
    </>
  );
}

interface PickOnMapProps extends Pick<PublicFieldsProps, 'entry' | 'onChange'> {
  readonly Picker: ComponentType<PlacePickerProps>;
}

/** A press on the map; brings the building there and its grid where nothing else was said. */
function PickOnMap({ Picker, entry, onChange }: PickOnMapProps) {
  const { t } = useTranslation('sensors');
  const [isPicking, setIsPicking] = useState(false);
  const grids = usePairingGrids();
  return (
    <div className="public-place">
      <Pill shape={entry.place === null ? 'idle' : 'done'}>
        {t(entry.place === null ? 'place.none' : 'place.picked')}
      </Pill>
      <Button icon={<MapPin size={16} aria-hidden="true" />} onClick={() => setIsPicking(true)}>
        {t('place.pick')}
      </Button>
      {isPicking && (
        <Picker
          point={entry.place}
          onPick={({ lat, lng, building }) => {
            const grid = building?.grid ?? null;
            onChange({
              place: { lat, lng },
              ...(building && entry.buildingUid === null && { buildingUid: building.uid }),
              ...(grid !== null && grids.includes(grid) && { grid }),
            });
            setIsPicking(false);
          }}
          onClose={() => setIsPicking(false)}
        />
      )}
    </div>
  );
}
