import { Button } from 'antd';
import { LocateFixed, MapPin } from 'lucide-react';
import { useContext, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Pill, Select, StatusShape, Suggest } from '#renderer/ui/index';
import { useGridOptions } from '../../lists/index';
import { useReportGrids } from '../queries';
import { usePlacesFound } from './addresses';
import { Ask, problemOf } from './Ask';
import { sealedOf } from './draft';
import { PlacePickerContext } from './place-picker';
import type { ReportQuestionProps } from './ReportForm';
import type { ReportState } from './report-session';

interface PlaceQuestionProps extends ReportQuestionProps {
  readonly onLocate: () => void;
}

/** Where it is: the device's own position, a home or building by its address, words, or a press on the map. */
export function PlaceQuestion({ state, answer, onLocate }: PlaceQuestionProps) {
  const { t } = useTranslation('incidentReport');
  const { draft, problems } = state;
  const places = usePlacesFound(draft.address);
  const Picker = useContext(PlacePickerContext);
  const [isPicking, setIsPicking] = useState(false);
  return (
    <Ask label={t('field.place')} problem={problemOf(problems, 'place')}>
      {(errorId) => (
        <div className="place-question">
          <div className="place-point">
            <PointWords state={state} />
            <Button icon={<LocateFixed size={16} aria-hidden="true" />} onClick={onLocate}>
              {t('place.again')}
            </Button>
            {Picker && (
              <Button icon={<MapPin size={16} aria-hidden="true" />} onClick={() => setIsPicking(true)}>
                {t('place.pick')}
              </Button>
            )}
          </div>
          <Suggest
            label={t('place.address')}
            placeholder={t('place.address.hint')}
            text={draft.address}
            onText={(address) => answer({ address, buildingUid: null })}
            suggestions={places}
            onChoose={({ address, buildingUid, grid, point }) =>
              answer({
                address,
                buildingUid,
                ...(draft.photos.length === 0 && grid !== null && { grid }),
                // Where somebody stands in front of it is better than the middle of a building.
                ...(point && draft.place === null && { place: { ...point, source: 'address', accuracyMeters: null } }),
              })
            }
            {...(errorId && { 'aria-invalid': true as const, 'aria-describedby': errorId, status: 'error' as const })}
          />
          {Picker && isPicking && (
            <Picker
              point={draft.place}
              onPick={({ lat, lng, building }) => {
                answer({
                  place: { lat, lng, source: 'map', accuracyMeters: null },
                  // What somebody has written is better than what lies near by.
                  ...(building &&
                    draft.address.trim() === '' && {
                      address: building.address,
                      buildingUid: building.uid,
                      ...(draft.photos.length === 0 && building.grid !== null && { grid: building.grid }),
                    }),
                });
                setIsPicking(false);
              }}
              onClose={() => setIsPicking(false)}
            />
          )}
        </div>
      )}
    </Ask>
  );
}

/** What is known of the point. */
function PointWords({ state: { draft, whereabouts } }: { readonly state: ReportState }) {
  const { t } = useTranslation('incidentReport');
  const { place } = draft;
  if (place) {
    const words =
      place.source === 'device' ? t('place.device', { count: place.accuracyMeters ?? 0 }) : t(`place.${place.source}`);
    return <Pill shape="done">{words}</Pill>;
  }
  if (whereabouts.kind === 'asking') {
    return (
      <span className="pill tone-accent" role="status">
        <StatusShape shape="progress" />
        <span>{t('place.asking')}</span>
      </span>
    );
  }
  return <Pill shape="idle">{t(whereabouts.kind === 'found' ? 'place.none' : `place.${whereabouts.kind}`)}</Pill>;
}

/** In which grid it lies. Photos and spoken notes are sealed for a grid, so with the first one it is settled. */
export function GridQuestion({ state: { draft, problems }, answer }: ReportQuestionProps) {
  const { t } = useTranslation('incidentReport');
  const writable = useReportGrids();
  const options = useGridOptions().filter(({ value }) => writable.includes(Number(value)));
  const isFixed = sealedOf(draft).length > 0;
  const chosen = options.find(({ value }) => Number(value) === draft.grid);
  // Nothing to choose from is nothing to ask.
  if (options.length === 1 && chosen) return null;
  return (
    <Ask label={t('field.grid')} problem={problemOf(problems, 'grid')}>
      {(errorId) =>
        isFixed ? (
          <p className="grid-fixed">
            {chosen?.label} <small>{t(draft.photos.length > 0 ? 'grid.fixed' : 'grid.fixed.voice')}</small>
          </p>
        ) : (
          <Select
            label={t('field.grid')}
            value={draft.grid === null ? '' : String(draft.grid)}
            onChange={(value) => answer({ grid: value === '' ? null : Number(value) })}
            {...(errorId && { 'aria-invalid': true as const, 'aria-describedby': errorId })}
          >
            <option value="">{t('grid.choose')}</option>
            {options.map(({ value, label }) => (
              <option key={value} value={value}>
                {label}
              </option>
            ))}
          </Select>
        )
      }
    </Ask>
  );
}
