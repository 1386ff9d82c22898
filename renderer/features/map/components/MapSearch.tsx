import { Search } from 'lucide-react';
import { useId, useState, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { useRegisterAnswer } from '#renderer/data/index';
import type { MapControl } from '#renderer/ui/map/index';
import { useToday } from '../../people/index';
import type { BuildingOnMap } from '../queries';
import { useAddressWords } from '../words';

interface MapSearchProps {
  readonly control: MapControl | null;
  readonly buildings: readonly BuildingOnMap[];
  readonly onBuilding: (uid: string) => void;
}

interface Hit {
  readonly id: string;
  readonly title: string;
  readonly building: BuildingOnMap;
}

const MOST_HITS = 8;
const HOME_ZOOM = 19;

/** Finds buildings and homes by address and brings the map there. */
export function MapSearch({ control, buildings, onBuilding }: MapSearchProps) {
  const { t } = useTranslation('mapPage');
  const [text, setText] = useState('');
  const [active, setActive] = useState(0);
  const [isOpen, setIsOpen] = useState(false);
  const id = useId();
  const hits = useHits(text.trim(), buildings);
  const shown = isOpen && text.trim() !== '' ? hits : undefined;
  const choose = (hit: Hit | undefined) => {
    if (!hit) return;
    control?.goTo(hit.building.center, HOME_ZOOM);
    setIsOpen(false);
    onBuilding(hit.building.record.uid);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const count = shown?.length ?? 0;
    if (event.key === 'ArrowDown' && count > 0) setActive((active + 1) % count);
    else if (event.key === 'ArrowUp' && count > 0) setActive((active + count - 1) % count);
    else if (event.key === 'Enter') choose(shown?.[active]);
    else if (event.key === 'Escape' && text !== '') setText('');
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <div
      className="map-search map-over"
      onBlur={({ currentTarget, relatedTarget }) => {
        if (!currentTarget.contains(relatedTarget)) setIsOpen(false);
      }}
    >
      <Search size={16} strokeWidth={1.7} aria-hidden="true" />
      <input
        type="search"
        role="combobox"
        aria-label={t('search.label')}
        aria-expanded={shown !== undefined}
        aria-controls={id}
        aria-autocomplete="list"
        aria-activedescendant={shown?.[active] ? `${id}-${active}` : undefined}
        autoComplete="off"
        placeholder={t('search.placeholder')}
        value={text}
        onFocus={() => setIsOpen(true)}
        onChange={({ target }) => {
          setText(target.value);
          setActive(0);
          setIsOpen(true);
        }}
        onKeyDown={onKeyDown}
      />
      {shown && shown.length === 0 && <p role="status">{t('search.none')}</p>}
      <ul id={id} role="listbox" aria-label={t('search.results')} hidden={!shown || shown.length === 0}>
        {shown?.map((hit, at) => (
          <li
            key={hit.id}
            id={`${id}-${at}`}
            role="option"
            aria-selected={at === active}
            onPointerDown={(event) => event.preventDefault()}
            onClick={() => choose(hit)}
          >
            {hit.title}
          </li>
        ))}
      </ul>
    </div>
  );
}

/** Buildings whose street and name hold what is typed, then homes that the register finds. */
function useHits(text: string, buildings: readonly BuildingOnMap[]): readonly Hit[] | undefined {
  const today = useToday();
  const addressOf = useAddressWords();
  const byUid = new Map(buildings.map((building) => [building.record.uid, building]));
  const rows = useRegisterAnswer(
    async (register) =>
      text === ''
        ? { text, rows: [] }
        : {
            text,
            rows: (
              await register.list({
                kind: 'dwelling',
                filter: { text },
                sort: { by: 'address', descending: false },
                offset: 0,
                limit: MOST_HITS,
                today,
              })
            ).rows,
          },
    [text, today],
  );
  if (text === '') return [];
  const wanted = text.replaceAll(' ', '');
  const named = buildings
    .filter(({ record }) => `${record.street}${record.name}`.replaceAll(' ', '').includes(wanted))
    .slice(0, MOST_HITS)
    .map((building) => ({
      id: building.record.uid,
      title: `${building.record.street} ${building.record.name}`,
      building,
    }));
  if (rows?.text !== text) return named.length > 0 ? named : undefined;
  const homes = rows.rows.flatMap((row): Hit[] => {
    const building = byUid.get(row.buildingUid);
    return building ? [{ id: row.id, title: addressOf(row), building }] : [];
  });
  return [...named, ...homes].slice(0, MOST_HITS);
}
