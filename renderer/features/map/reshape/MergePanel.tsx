import { Button, Checkbox, Radio } from 'antd';
import { useEffect, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { planMerge } from '#shared/domain/grids/reshape';
import { reshapeChecks } from '#shared/domain/grids/reshape-checks';
import { areaSquareMeters } from '#shared/geo/meters';
import { writeArea } from '#shared/schema/area';
import { Figures, MapPanel, PanelPart } from '../components/MapPanel';
import type { SideProps } from '../MapSide';
import type { GridOnMap } from '../queries';
import { useGridName, useGridNameByNumber } from '../words';
import { BeforePart } from './BeforePart';
import { ProgressLink, StartNotes } from './StartNotes';
import { useReshapeFacts, useWhatGoes } from './use-facts';
import { useJoined } from './use-joined';
import { useReshapeStart } from './use-start';

interface MergePanelProps extends SideProps {
  readonly onClose: () => void;
}

/** Puts neighbouring grids together: which ones, and which of them stays. */
export function MergePanel(props: MergePanelProps) {
  const { grids, choices, control, go, onClose } = props;
  const { t } = useTranslation(['mapReshape', 'mapPage']);
  const nameOf = useGridName();
  const chosen = useMemo(
    () => grids.filter(({ number, boundary }) => boundary && choices.merge.includes(number)),
    [grids, choices.merge],
  );
  useEffect(() => {
    control?.setMarked(chosen.flatMap(({ boundary }) => (boundary ? [{ shape: boundary, tone: 'chosen' }] : [])));
    return () => control?.setMarked([]);
  }, [control, chosen]);
  const choose = (number: number, isOn: boolean) =>
    go(
      { merge: isOn ? [...choices.merge, number] : choices.merge.filter((each) => each !== number) },
      { replace: true },
    );
  return (
    <MapPanel title={t('merge.title')} onClose={onClose}>
      <p className="map-panel-text">{t('merge.how')}</p>
      <PanelPart title={t('merge.which')}>
        <ul className="map-choices">
          {grids.map((grid) => (
            <li key={grid.number}>
              <Checkbox
                checked={chosen.includes(grid)}
                disabled={!grid.boundary}
                onChange={({ target }) => choose(grid.number, target.checked)}
              >
                <b>{nameOf(grid)}</b>
                <small>
                  {grid.boundary
                    ? grid.counts && t('name.households', { ns: 'mapPage', count: grid.counts.households })
                    : t('merge.undrawn')}
                </small>
              </Checkbox>
            </li>
          ))}
        </ul>
      </PanelPart>
      {chosen.length > 1 ? <Chosen {...props} chosen={chosen} /> : <ProgressLink />}
    </MapPanel>
  );
}

/** Which of them stays, what they come to, what moves, what to look at, and the button. */
function Chosen({ grids, chosen, checks, go }: MergePanelProps & { readonly chosen: readonly GridOnMap[] }) {
  const { t } = useTranslation(['mapReshape', 'mapPage']);
  const nameOf = useGridName();
  const gridName = useGridNameByNumber(grids);
  const [wanted, setWanted] = useState<number | null>(null);
  const start = useReshapeStart(() => go({ tool: 'reshapes', grid: null, merge: [] }));
  const into = chosen.find(({ number }) => number === wanted) ?? (chosen[0] as GridOnMap);
  const numbers = useMemo(() => chosen.map(({ number }) => number), [chosen]);
  const from = numbers.filter((number) => number !== into.number);
  const shapes = useMemo(() => chosen.flatMap(({ boundary }) => (boundary ? [boundary] : [])), [chosen]);
  const joined = useJoined(checks.thread, shapes);
  const facts = useReshapeFacts(grids, numbers);
  const plan = facts && planMerge(from, into.number, facts.buildings, facts.households);
  const isPlan = plan !== undefined && typeof plan !== 'string';
  const goes = useWhatGoes(facts, isPlan ? plan.moves.map(({ buildingUid }) => buildingUid) : []);
  const teams = chosen
    .filter(({ number }) => number !== into.number)
    .map(({ number, team }) => ({
      grid: number,
      names: Object.values(team).flatMap((people) => people.map(({ name }) => name)),
    }));
  const merge = () => {
    if (joined) void start.start({ kind: 'merge', from, into: into.number, boundary: writeArea(joined.area) });
  };
  return (
    <>
      <PanelPart title={t('merge.into')}>
        <p className="map-panel-quiet">{t('merge.into.text')}</p>
        <Radio.Group
          className="map-choices"
          aria-label={t('merge.into')}
          value={into.number}
          onChange={({ target }) => setWanted(target.value as number)}
        >
          {chosen.map((grid) => (
            <Radio key={grid.number} value={grid.number}>
              <b>{nameOf(grid)}</b>
              <small>
                {[
                  t('merge.into.number', { number: grid.number }),
                  ...grid.team['grid-worker'].map(({ name }) => name),
                ].join(t('comma', { ns: 'mapPage' }))}
              </small>
            </Radio>
          ))}
        </Radio.Group>
      </PanelPart>
      <PanelPart title={t('merge.together')}>
        {!joined && (
          <p className="map-panel-quiet" role="status">
            {t('merge.joining')}
          </p>
        )}
        {joined?.isOnePiece && (
          <Figures
            figures={[
              {
                label: t('grid.households', { ns: 'mapPage' }),
                value: isPlan ? (plan.parts[0]?.householdUids.length ?? 0).toLocaleString('en') : '–',
                unit: t('unit', { ns: 'mapPage' }),
              },
              {
                label: t('grid.area', { ns: 'mapPage' }),
                value: (Math.round(areaSquareMeters(joined.area) / 1000) / 10).toLocaleString('en'),
                unit: t('unit.hectares', { ns: 'mapPage' }),
              },
            ]}
          />
        )}
        {joined && !joined.isOnePiece && (
          <p className="map-panel-note is-warn" role="alert">
            {t('merge.apart')}
          </p>
        )}
      </PanelPart>
      {isPlan && (
        <BeforePart
          goes={goes}
          checks={reshapeChecks('merge', plan, teams)}
          isComplete={facts?.isComplete ?? true}
          partName={() => nameOf(into)}
          gridName={gridName}
        />
      )}
      <div className="map-panel-form">
        <StartNotes start={start} />
        <div className="form-actions">
          <Button
            type="primary"
            loading={start.isBusy}
            disabled={!start.isOnline || !isPlan || joined?.isOnePiece !== true}
            onClick={merge}
          >
            {t('merge.do')}
          </Button>
        </div>
      </div>
    </>
  );
}
