import { Button } from 'antd';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { areaSquareMeters, lengthMeters } from '#shared/geo/meters';
import type { Position } from '#shared/schema/types/place';
import { shapeThrough, type LinePen, type MapControl } from '#renderer/ui/map/index';
import { Figures, MapPanel, type Figure } from '../components/MapPanel';

interface MeasurePanelProps {
  readonly control: MapControl | null;
  readonly onClose: () => void;
}

const KINDS = ['distance', 'area'] as const;
type Kind = (typeof KINDS)[number];

/** How far or how large something on the map is. Nothing of it is kept. */
export function MeasurePanel({ control, onClose }: MeasurePanelProps) {
  const { t } = useTranslation('mapPage');
  const [kind, setKind] = useState<Kind>('distance');
  const [positions, setPositions] = useState<readonly Position[]>([]);
  const [round, setRound] = useState(0);
  const pen = useRef<LinePen | null>(null);
  const close = useRef(onClose);
  useEffect(() => {
    close.current = onClose;
  });
  useEffect(() => {
    if (!control) return;
    pen.current = control.draw({
      closes: kind === 'area',
      positions: [],
      snap: null,
      onChange: setPositions,
      // What is measured stays to be read.
      onDone: () => undefined,
      onCancel: () => close.current(),
    });
    return () => control.rest();
  }, [control, kind, round]);
  const again = () => {
    setRound(round + 1);
    setPositions([]);
  };
  const length = (meters: number) =>
    meters >= 1000
      ? t('measure.kilometers', { kilometers: Math.round(meters / 10) / 100 })
      : t('measure.meters', { meters: Math.round(meters) });
  return (
    <MapPanel
      title={t('measure.title')}
      onClose={onClose}
      actions={
        <>
          <Button onClick={again}>{t('measure.again')}</Button>
          <Button onClick={() => pen.current?.addInMiddle()}>{t('draw.add')}</Button>
          <Button onClick={() => pen.current?.undo()}>{t('draw.undo')}</Button>
        </>
      }
    >
      <div className="map-looks map-measure-kinds" role="group" aria-label={t('measure.of')}>
        {KINDS.map((each) => (
          <button
            key={each}
            type="button"
            aria-pressed={kind === each}
            onClick={() => (setKind(each), setPositions([]))}
          >
            {t(`measure.${each}`)}
          </button>
        ))}
      </div>
      <p className="map-panel-text">{t('measure.how')}</p>
      <p className="map-panel-quiet">{t('draw.how.line.keys')}</p>
      <div role="status" aria-label={t('measure.result')}>
        <Figures figures={figuresOf()} />
      </div>
    </MapPanel>
  );

  function figuresOf(): readonly Figure[] {
    const shape = shapeThrough(positions);
    const round = shape ? lengthMeters(shape[0]?.[0] ?? []) : null;
    if (kind === 'distance') {
      return [
        {
          label: t('measure.distance'),
          value: positions.length < 2 ? t('measure.nothing') : length(lengthMeters(positions)),
        },
      ];
    }
    const squareMeters = shape && areaSquareMeters(shape);
    return [
      {
        label: t('measure.area'),
        value:
          squareMeters === null
            ? t('measure.nothing')
            : squareMeters >= 10_000
              ? t('area.hectares', { hectares: Math.round(squareMeters / 100) / 100 })
              : t('area.meters', { meters: Math.round(squareMeters) }),
      },
      ...(round === null ? [] : [{ label: t('measure.round'), value: length(round) }]),
    ];
  }
}
