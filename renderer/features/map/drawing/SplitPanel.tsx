import { Button, Input } from 'antd';
import { useEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { createContains } from '#shared/geo/contains';
import { areaSquareMeters } from '#shared/geo/meters';
import { splitByLine } from '#shared/geo/split';
import type { MultiPolygon, Position } from '#shared/schema/types/place';
import { useStation } from '#renderer/data/index';
import { ErrorNotice, Field, PrivateForm } from '#renderer/ui/index';
import { MapPanel, PanelPart } from '../components/MapPanel';
import type { SideProps } from '../MapSide';
import type { GridOnMap } from '../queries';
import { useGridName } from '../words';
import { splitGrid } from './split-grid';

interface SplitPanelProps extends SideProps {
  readonly grid: GridOnMap;
  readonly boundary: MultiPolygon;
  readonly onClose: () => void;
}

/** Cuts a grid along a line: the larger part stays, the other becomes a grid of its own. */
export function SplitPanel({ grid, boundary, homes, control, go, onClose }: SplitPanelProps) {
  const { t } = useTranslation('mapPage');
  const station = useStation();
  const nameOf = useGridName();
  const [line, setLine] = useState<readonly Position[] | null>(null);
  const [round, setRound] = useState(0);
  const [name, setName] = useState('');
  const [wasTried, setWasTried] = useState(false);
  const [isBusy, setIsBusy] = useState(false);
  const [failure, setFailure] = useState<{ readonly error: unknown } | null>(null);
  const close = useRef(onClose);
  useEffect(() => {
    close.current = onClose;
  });
  useEffect(() => {
    if (!control) return;
    control.draw({
      closes: false,
      positions: [],
      snap: null,
      onChange: () => setLine(null),
      onDone: (positions) => setLine(positions),
      onCancel: () => close.current(),
    });
    return () => control.rest();
  }, [control, round]);
  const parts = useMemo(() => (line === null ? null : splitByLine(boundary, line)), [line, boundary]);
  const [kept, ...others] = parts ?? [];
  const cut = others.flat();
  const isCut = others.length > 0;
  const households = (shape: MultiPolygon) => {
    const holds = createContains(shape);
    return (homes ?? []).reduce((sum, { row, position }) => sum + (holds(position) ? row.households : 0), 0);
  };
  const area = (shape: MultiPolygon) =>
    t('area.hectares', { hectares: Math.round(areaSquareMeters(shape) / 1000) / 10 });
  const again = () => {
    setRound(round + 1);
    setLine(null);
  };
  const split = async () => {
    setWasTried(true);
    setFailure(null);
    if (name.trim() === '' || !kept || !isCut) return;
    setIsBusy(true);
    try {
      go({ grid: await splitGrid(station, grid.record, { kept, cut, name: name.trim() }), tool: 'browse' });
    } catch (error) {
      setFailure({ error });
      setIsBusy(false);
    }
  };
  return (
    <MapPanel title={t('split.title', { grid: nameOf(grid) })} onClose={onClose}>
      <p className="map-panel-text">{t('split.how')}</p>
      <p className="map-panel-quiet">{t('draw.how.line.keys')}</p>
      {parts && !isCut && (
        <p className="map-panel-note is-warn" role="alert">
          {t('split.not-cut')}
        </p>
      )}
      {kept && isCut && (
        <PanelPart title={t('split.parts', { count: parts?.length ?? 0 })}>
          <dl className="map-team">
            {(
              [
                [t('split.keeps'), kept],
                [t('split.new'), cut],
              ] as const
            ).map(([label, shape], at) => (
              <div key={label}>
                <dt>{label}</dt>
                <dd>{t('split.part', { number: at + 1, households: households(shape), area: area(shape) })}</dd>
              </div>
            ))}
          </dl>
          <PrivateForm className="map-panel-form" aria-label={t('tool.split')} onSubmit={() => void split()}>
            <Field
              label={t('split.name')}
              {...(wasTried && name.trim() === '' ? { error: t('split.name.missing') } : {})}
            >
              {(ties) => (
                <Input {...ties} value={name} maxLength={60} onChange={({ target }) => setName(target.value)} />
              )}
            </Field>
            <p className="map-panel-quiet">{t('split.after')}</p>
            {failure && <ErrorNotice error={failure.error} />}
            <div className="form-actions">
              <Button onClick={again}>{t('split.again')}</Button>
              <Button type="primary" htmlType="submit" loading={isBusy}>
                {t('split.do')}
              </Button>
            </div>
          </PrivateForm>
        </PanelPart>
      )}
    </MapPanel>
  );
}
