import { Button, Input } from 'antd';
import { useEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { planSplit } from '#shared/domain/grids/reshape';
import { reshapeChecks } from '#shared/domain/grids/reshape-checks';
import { createContains } from '#shared/geo/contains';
import { areaSquareMeters } from '#shared/geo/meters';
import { splitByLine } from '#shared/geo/split';
import { writeArea } from '#shared/schema/area';
import type { MultiPolygon, Position } from '#shared/schema/types/place';
import { Field, PrivateForm } from '#renderer/ui/index';
import type { MapControl } from '#renderer/ui/map/index';
import { MapPanel, PanelPart } from '../components/MapPanel';
import type { SideProps } from '../MapSide';
import type { GridOnMap } from '../queries';
import { useGridName, useGridNameByNumber } from '../words';
import { BeforePart } from './BeforePart';
import { ProgressLink, StartNotes } from './StartNotes';
import { useReshapeFacts, useWhatGoes } from './use-facts';
import { useReshapeStart } from './use-start';

interface SplitPanelProps extends SideProps {
  readonly grid: GridOnMap;
  readonly boundary: MultiPolygon;
  readonly onClose: () => void;
}

/** Cuts a grid along a line: the larger part stays, the other becomes a grid of its own, with everybody who lives there. */
export function SplitPanel(props: SplitPanelProps) {
  const { grid, boundary, control, onClose } = props;
  const { t } = useTranslation(['mapReshape', 'mapPage']);
  const nameOf = useGridName();
  const { line, again } = useCuttingLine(control, onClose);
  const parts = useMemo(() => (line === null ? null : splitByLine(boundary, line)), [line, boundary]);
  const [kept, ...others] = parts ?? [];
  const cut = useMemo(() => (parts ?? []).slice(1).flat(), [parts]);
  return (
    <MapPanel title={t('split.title', { grid: nameOf(grid) })} onClose={onClose}>
      <p className="map-panel-text">{t('split.how')}</p>
      <p className="map-panel-quiet">{t('draw.how.line.keys', { ns: 'mapPage' })}</p>
      {parts && others.length === 0 && (
        <p className="map-panel-note is-warn" role="alert">
          {t('split.not-cut')}
        </p>
      )}
      {kept && others.length > 0 && <Parts {...props} kept={kept} cut={cut} again={again} />}
      {others.length === 0 && <ProgressLink />}
    </MapPanel>
  );
}

interface PartsProps extends SplitPanelProps {
  readonly kept: MultiPolygon;
  readonly cut: MultiPolygon;
  readonly again: () => void;
}

/** The two parts: what moves, what to look at, the new grid's name, and the button. */
function Parts({ grid, grids, kept, cut, again, go }: PartsProps) {
  const { t } = useTranslation(['mapReshape', 'mapPage']);
  const nameOf = useGridName();
  const gridName = useGridNameByNumber(grids);
  const [name, setName] = useState('');
  const [wasTried, setWasTried] = useState(false);
  const start = useReshapeStart(() => go({ tool: 'reshapes', grid: null }));
  const numbers = useMemo(() => [grid.number], [grid.number]);
  const facts = useReshapeFacts(grids, numbers);
  const plan = useMemo(() => {
    if (!facts) return undefined;
    const shapes = [kept, cut].map(createContains);
    const partOf = (position: Position) => {
      const part = shapes.findIndex((holds) => holds(position));
      return part === -1 ? null : part;
    };
    return planSplit(grid.number, 2, facts.buildings, facts.households, partOf);
  }, [facts, kept, cut, grid.number]);
  const isPlan = plan !== undefined && typeof plan !== 'string';
  const goes = useWhatGoes(facts, isPlan ? (plan.parts[1]?.buildingUids ?? []) : []);
  const isNameless = name.trim() === '';
  const area = (shape: MultiPolygon) =>
    t('area.hectares', { ns: 'mapPage', hectares: Math.round(areaSquareMeters(shape) / 1000) / 10 });
  const split = () => {
    setWasTried(true);
    if (isNameless) return;
    const parts = [{ name: { zh: name.trim() }, boundary: writeArea(cut) }];
    void start.start({ kind: 'split', grid: grid.number, boundary: writeArea(kept), parts });
  };
  return (
    <>
      <PanelPart title={t('split.parts', { count: 2 })}>
        <dl className="map-team">
          {[kept, cut].map((shape, at) => (
            <div key={at}>
              <dt>{t(at === 0 ? 'split.keeps' : 'split.new')}</dt>
              <dd>
                {t('split.part', {
                  households: isPlan ? (plan.parts[at]?.householdUids.length ?? 0) : 0,
                  area: area(shape),
                })}
              </dd>
            </div>
          ))}
        </dl>
      </PanelPart>
      {typeof plan === 'string' && (
        <p className="map-panel-note is-warn" role="alert">
          {t(`refused.${plan}`)}
        </p>
      )}
      {isPlan && (
        <BeforePart
          goes={goes}
          checks={reshapeChecks('split', plan)}
          isComplete={facts?.isComplete ?? true}
          partName={(part) => (part === 0 ? nameOf(grid) : t('grid.made'))}
          gridName={gridName}
        />
      )}
      <PrivateForm className="map-panel-form" aria-label={t('tool.split', { ns: 'mapPage' })} onSubmit={split}>
        <Field label={t('split.name')} {...(wasTried && isNameless ? { error: t('split.name.missing') } : {})}>
          {(ties) => <Input {...ties} value={name} maxLength={60} onChange={({ target }) => setName(target.value)} />}
        </Field>
        <StartNotes start={start} />
        <div className="form-actions">
          <Button onClick={again}>{t('split.again')}</Button>
          <Button type="primary" htmlType="submit" loading={start.isBusy} disabled={!start.isOnline || !isPlan}>
            {t('split.do')}
          </Button>
        </div>
      </PrivateForm>
    </>
  );
}

/** The line that somebody draws to cut along; null until it is ended. */
function useCuttingLine(
  control: MapControl | null,
  onCancel: () => void,
): { readonly line: readonly Position[] | null; readonly again: () => void } {
  const [line, setLine] = useState<readonly Position[] | null>(null);
  const [round, setRound] = useState(0);
  const cancel = useRef(onCancel);
  useEffect(() => {
    cancel.current = onCancel;
  });
  useEffect(() => {
    if (!control) return;
    control.draw({
      closes: false,
      positions: [],
      snap: null,
      onChange: () => setLine(null),
      onDone: setLine,
      onCancel: () => cancel.current(),
    });
    return () => control.rest();
  }, [control, round]);
  return {
    line,
    again: () => {
      setRound(round + 1);
      setLine(null);
    },
  };
}
