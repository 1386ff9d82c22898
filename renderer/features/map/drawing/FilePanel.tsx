import { Button } from 'antd';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { COORDINATE_SYSTEMS, type CoordinateSystem } from '#shared/geo/convert';
import { writeGeoJson } from '#shared/geo/geojson';
import { areaSquareMeters } from '#shared/geo/meters';
import { useStation } from '#renderer/data/index';
import { download, ErrorNotice, Field, Pill, Select, StatusShape, useLanguage } from '#renderer/ui/index';
import { cornersOf } from '#renderer/ui/map/index';
import { MapPanel, PanelPart } from '../components/MapPanel';
import { saveBoundaries } from '../commands';
import type { SideProps } from '../MapSide';
import { useGridName } from '../words';
import { readBoundaryFile, type FileReading } from './read-file';

interface FilePanelProps extends SideProps {
  readonly onClose: () => void;
}

const GEO_JSON = 'application/geo+json';

/** Boundaries from a file and into one. A file is looked at first; what it would write is said before it is written. */
export function FilePanel({ grids, onClose }: FilePanelProps) {
  const { t } = useTranslation('mapPage');
  const station = useStation();
  const nameOf = useGridName();
  const input = useRef<HTMLInputElement>(null);
  const [system, setSystem] = useState<CoordinateSystem>('wgs84');
  const [text, setText] = useState<string | null>(null);
  const [written, setWritten] = useState<number | null>(null);
  const [failure, setFailure] = useState<{ readonly error: unknown } | null>(null);
  const reading = text === null ? null : readBoundaryFile(text, system, grids);
  const matched = reading?.boundaries.flatMap(({ grid, area }) => (grid ? [{ grid, area }] : [])) ?? [];

  const read = async (file: File | undefined) => {
    if (!file) return;
    setFailure(null);
    setWritten(null);
    setText(await file.text());
  };
  const write = async () => {
    setFailure(null);
    try {
      await saveBoundaries(
        station,
        matched.map(({ grid, area }) => ({ id: grid.record._id, boundary: area })),
      );
      setWritten(matched.length);
      setText(null);
    } catch (error) {
      setFailure({ error });
    }
  };
  const exported = () => {
    const drawn = grids.flatMap((grid) =>
      grid.boundary ? [{ number: grid.number, name: grid.record.name.zh, boundary: grid.boundary }] : [],
    );
    download(`${t('file.name')}.geojson`, new Blob([writeGeoJson(drawn, system)], { type: GEO_JSON }));
  };
  return (
    <MapPanel title={t('tool.files')} onClose={onClose}>
      <div className="map-panel-form">
        <Field label={t('file.system')}>
          {(ties) => (
            <Select {...ties} value={system} onChange={(value) => setSystem(value as CoordinateSystem)}>
              {COORDINATE_SYSTEMS.map((each) => (
                <option key={each} value={each}>
                  {t(`file.system.${each}`)}
                </option>
              ))}
            </Select>
          )}
        </Field>
      </div>
      <PanelPart title={t('file.title')}>
        <p className="map-panel-quiet">{t('file.text')}</p>
        <input
          ref={input}
          type="file"
          className="visually-hidden"
          tabIndex={-1}
          aria-label={t('file.read')}
          accept=".geojson,.json,application/geo+json,application/json"
          onChange={({ target }) => {
            void read(target.files?.[0]);
            // The same file, mended, can be chosen again.
            target.value = '';
          }}
        />
        <Button onClick={() => input.current?.click()}>{t('file.choose')}</Button>
        {reading && <Read reading={reading} />}
        {failure && <ErrorNotice error={failure.error} />}
        {reading && matched.length > 0 && (
          <Button type="primary" onClick={() => void write()}>
            {t('file.take', { count: matched.length })}
          </Button>
        )}
        <div role="status">{written !== null && <Pill shape="done">{t('file.written', { count: written })}</Pill>}</div>
      </PanelPart>
      <PanelPart title={t('file.export.title')}>
        <ul className="map-rows is-plain">
          {grids
            .filter(({ boundary }) => boundary)
            .map((grid) => (
              <li key={grid.number}>{nameOf(grid)}</li>
            ))}
        </ul>
        <Button disabled={!grids.some(({ boundary }) => boundary)} onClick={exported}>
          {t('file.export.do')}
        </Button>
      </PanelPart>
    </MapPanel>
  );
}

/** What a file would write, and what is wrong with what it would not. */
function Read({ reading: { boundaries, remarks } }: { readonly reading: FileReading }) {
  const { t } = useTranslation('mapPage');
  const language = useLanguage();
  const nameOf = useGridName();
  const area = (squareMeters: number) => t('area.hectares', { hectares: Math.round(squareMeters / 1000) / 10 });
  return (
    <ul className="map-findings" role="status">
      {boundaries.length === 0 && <li className="map-finding">{t('file.nothing')}</li>}
      {boundaries.map(({ index, grid, area: shape }) => (
        <li key={`shape-${index}`} className="map-finding">
          <StatusShape shape={grid ? 'done' : 'due'} />
          <span>
            {grid
              ? t('file.matched', {
                  grid: nameOf(grid),
                  corners: cornersOf(shape),
                  area: area(areaSquareMeters(shape)),
                })
              : t('file.unmatched', { number: index + 1 })}
          </span>
        </li>
      ))}
      {remarks.map(({ index, isTaken, words }, at) => (
        <li key={`remark-${at}`} className="map-finding">
          <StatusShape shape={isTaken ? 'note' : 'alert'} />
          <span>
            {index !== null && <b>{t('file.shape', { number: index + 1 })}</b>} {words[language]}
          </span>
        </li>
      ))}
    </ul>
  );
}
