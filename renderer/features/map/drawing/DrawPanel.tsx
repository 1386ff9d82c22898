import { Button } from 'antd';
import { useEffect, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { createContains } from '#shared/geo/contains';
import { areaSquareMeters } from '#shared/geo/meters';
import { ErrorNotice, Loading, Pill, timeText } from '#renderer/ui/index';
import { cornersOf } from '#renderer/ui/map/index';
import { FindingList } from '../components/FindingList';
import { Figures, MapPanel, PanelPart } from '../components/MapPanel';
import { markedBy } from '../finding-words';
import type { SideProps } from '../MapSide';
import type { GridOnMap } from '../queries';
import { gridsOf, useFindings } from '../use-findings';
import { useGridName } from '../words';
import { workFrom, type DrawSession } from './draw-session';
import { useDrawingHand, useDrawSession, useDrawState } from './use-drawing';

interface DrawPanelProps extends SideProps {
  readonly grid: GridOnMap;
  readonly onClose: () => void;
}

/** The boundary of a grid being drawn or changed, with what would be wrong with it. */
export function DrawPanel(props: DrawPanelProps) {
  const { grid, onClose } = props;
  const { t } = useTranslation('mapPage');
  const nameOf = useGridName();
  const session = useDrawSession(grid.record);
  const title = t(grid.boundary ? 'draw.edit.title' : 'draw.title', { grid: nameOf(grid) });
  if (!session) {
    return (
      <MapPanel title={title} onClose={onClose}>
        <Loading label={t('loading')} />
      </MapPanel>
    );
  }
  return <Drawing {...props} session={session} title={title} />;
}

function Drawing(props: DrawPanelProps & { readonly session: DrawSession; readonly title: string }) {
  const { grid, grids, homes, checks, control, homePositions, session, title, onClose } = props;
  const { t } = useTranslation('mapPage');
  const { work, base, saving, isResumed } = useDrawState(session);
  const [failure, setFailure] = useState<{ readonly error: unknown } | null>(null);
  const [isBusy, setIsBusy] = useState(false);
  const others = useMemo(
    () => grids.flatMap(({ number, boundary }) => (number !== grid.number && boundary ? [boundary] : [])),
    [grids, grid.number],
  );
  const hand = useDrawingHand(control, session, { areaUid: grid.record.uid, others, onCancel: onClose });
  const shape = work.kind === 'shape' ? work.shape : null;
  const redrawn = useMemo(() => ({ number: grid.number, boundary: shape }), [grid.number, shape]);
  const findings = useFindings(checks, grids, redrawn)?.filter((finding) => {
    const about = gridsOf(finding);
    return about.length === 0 || about.includes(grid.number);
  });
  useEffect(() => {
    control?.setMarked(markedBy(findings ?? []));
    return () => control?.setMarked([]);
    // Found anew at every render, but marked only when what is drawn or found has changed.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [control, JSON.stringify(findings)]);
  const inside = useMemo(() => {
    if (!shape || !homes) return null;
    const holds = createContains(shape);
    return homes.reduce((sum, { row, position }) => sum + (holds(position) ? row.households : 0), 0);
  }, [shape, homes]);
  const squareMeters = useMemo(() => (shape ? areaSquareMeters(shape) : null), [shape]);
  const hasChanged = grid.record.boundary !== base;
  const isUntouched = saving.kind === 'untouched';
  const finish = async (how: () => Promise<void>) => {
    setFailure(null);
    setIsBusy(true);
    try {
      await how();
      onClose();
    } catch (error) {
      setFailure({ error });
      setIsBusy(false);
    }
  };
  return (
    <MapPanel
      title={title}
      pills={<Saving saving={saving} />}
      onClose={onClose}
      actions={
        <>
          {work.kind === 'line' ? (
            <Button type="primary" disabled={work.positions.length < 3} onClick={hand.finish}>
              {t('draw.finish')}
            </Button>
          ) : (
            <Button
              type="primary"
              loading={isBusy}
              disabled={isUntouched}
              onClick={() => void finish(() => session.save())}
            >
              {t('draw.save')}
            </Button>
          )}
          {isUntouched ? (
            <Button onClick={onClose}>{t('draw.stop')}</Button>
          ) : (
            <Button disabled={isBusy} onClick={() => void finish(() => session.discard())}>
              {t('draw.discard')}
            </Button>
          )}
        </>
      }
    >
      {isResumed && <p className="map-panel-note">{t('draw.resumed')}</p>}
      {hasChanged && (
        <p className="map-panel-note is-warn" role="alert">
          {t('draw.changed')}{' '}
          <button type="button" className="link-button" onClick={() => session.restart(workFrom(grid.record.boundary))}>
            {t('draw.changed.theirs')}
          </button>
        </p>
      )}
      {failure && <ErrorNotice error={failure.error} />}
      <Figures
        figures={[
          {
            label: t('draw.corners'),
            value: (work.kind === 'line' ? work.positions.length : cornersOf(work.shape)).toLocaleString('en'),
          },
          {
            label: t('draw.area'),
            value: squareMeters === null ? '–' : (Math.round(squareMeters / 1000) / 10).toLocaleString('en'),
            unit: t('unit.hectares'),
          },
          { label: t('draw.households'), value: inside === null ? '–' : inside.toLocaleString('en'), unit: t('unit') },
        ]}
      />
      <div className="map-edit-buttons" role="group" aria-label={t('tool.draw')}>
        <Button size="small" onClick={hand.undo}>
          {t('draw.undo')}
        </Button>
        <Button size="small" onClick={hand.redo}>
          {t('draw.redo')}
        </Button>
        {work.kind === 'line' ? (
          <Button size="small" onClick={hand.addInMiddle}>
            {t('draw.add')}
          </Button>
        ) : (
          <Button size="small" disabled={!hand.hasCorner} onClick={hand.remove}>
            {t('draw.remove')}
          </Button>
        )}
      </div>
      {hand.isTooShort && (
        <p className="field-error map-panel-text" role="alert">
          {t('draw.too-few')}
        </p>
      )}
      <p className="map-panel-text">{t(`draw.how.${work.kind}`)}</p>
      <p className="map-panel-quiet">{t(`draw.how.${work.kind}.keys`)}</p>
      <PanelPart title={t('draw.check')}>
        <FindingList control={control} grids={grids} findings={findings} homePositions={homePositions} />
      </PanelPart>
    </MapPanel>
  );
}

/** How safe the drawing is. */
function Saving({ saving }: { readonly saving: ReturnType<DrawSession['state']>['saving'] }) {
  const { t } = useTranslation('mapPage');
  switch (saving.kind) {
    case 'untouched':
      return <Pill shape="idle">{t('draw.untouched')}</Pill>;
    case 'saving':
      return <Pill shape="progress">{t('draw.saving')}</Pill>;
    case 'saved':
      return <Pill shape="outgoing">{t('draw.saved', { time: timeText(saving.savedAtMs) })}</Pill>;
    case 'failed':
      return <Pill shape="alert">{t('draw.failed')}</Pill>;
  }
}
