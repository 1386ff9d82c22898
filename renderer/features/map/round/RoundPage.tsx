import { Button } from 'antd';
import { Check, RefreshCw } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { addressOf, Empty, ErrorNotice, Loading, useWords } from '#renderer/ui/index';
import { MapCanvas, type MapControl } from '#renderer/ui/map/index';
import { visitsPlace } from '../../visits/index';
import { useBaseMap } from '../use-base-map';
import { roundParts } from './round-parts';
import { LeftHomes, StopList } from './StopList';
import { useDayRound, type ShownStop } from './use-day-round';
import './round.css';

/** Nearer than this a round of one home would show its door and nothing around it. */
const MOST_ZOOM = 18;

/** Today's round: the homes in the order in which they are walked, on the map and as a list, to be changed by hand. */
export function RoundPage() {
  useWords(roundParts);
  const { t } = useTranslation(['mapRound', 'ui']);
  const round = useDayRound();
  const [selected, setSelected] = useState<string | null>(null);
  const { stops } = round;
  const back = <Button href={addressOf(visitsPlace())}>{t('back')}</Button>;
  if (!stops) return <Loading label={t('loading', { ns: 'ui' })} lines={10} />;
  const facts = {
    homes: stops.length,
    count: stops.reduce((sum, { stop }) => sum + stop.personUids.length, 0),
    meters: round.meters,
    done: stops.filter(({ isDone }) => isDone).length,
  };
  return (
    <div className="round-page">
      <header className="page-head">
        <div>
          <h1>{t('title')}</h1>
          <p role="status">
            {stops.length > 0 && t('summary', facts)} {t(round.isKept ? 'kept' : 'proposed')}
          </p>
        </div>
        <div className="round-ways">
          {back}
          <Button icon={<RefreshCw size={16} aria-hidden="true" />} onClick={round.replan}>
            {t('replan')}
          </Button>
          {!round.isKept && (
            <Button
              type="primary"
              icon={<Check size={16} aria-hidden="true" />}
              disabled={stops.length === 0}
              onClick={round.keep}
            >
              {t('keep')}
            </Button>
          )}
        </div>
      </header>
      {round.failure && <ErrorNotice error={round.failure.error} onRemedy={round.keep} />}
      <div className="round-body">
        <RoundMap stops={stops} selected={selected} onSelect={setSelected} />
        <section className="card round-side" aria-label={t('list')}>
          {stops.length === 0 ? (
            <Empty title={t('empty')} text={t('empty.text')} />
          ) : (
            <StopList
              stops={stops}
              selected={selected}
              onSelect={setSelected}
              onMove={round.move}
              onDrop={round.drop}
            />
          )}
          {round.left.length > 0 && <LeftHomes left={round.left} onAdd={round.add} />}
        </section>
      </div>
    </div>
  );
}

interface RoundMapProps {
  readonly stops: readonly ShownStop[];
  readonly selected: string | null;
  readonly onSelect: (dwellingUid: string | null) => void;
}

function RoundMap({ stops, selected, onSelect }: RoundMapProps) {
  const base = useBaseMap();
  const [control, setControl] = useState<MapControl | null>(null);
  const placed = stops.flatMap(({ stop, home, isDone }, index) =>
    home?.position ? [{ uid: stop.dwellingUid, position: home.position, number: index + 1, isDone }] : [],
  );
  const key = JSON.stringify([placed, selected]);
  useEffect(() => {
    control?.setRoute(placed, selected);
    // `key` stands for both, which are made anew at each render.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [control, key]);
  const where = [...placed.map(({ uid }) => uid)].sort().join();
  useEffect(() => {
    if (!control || placed.length === 0) return;
    const [lngs, lats] = [placed.map(({ position }) => position[0]), placed.map(({ position }) => position[1])];
    const bounds = {
      west: Math.min(...lngs),
      east: Math.max(...lngs),
      south: Math.min(...lats),
      north: Math.max(...lats),
    };
    control.fit(bounds, MOST_ZOOM);
    // Another order is no reason to move the map; other homes are.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [control, where]);
  return (
    <div className="round-map">
      <MapCanvas
        base={base.source}
        attribution={base.attribution}
        onPress={(press) => onSelect(press.kind === 'stop' ? press.uid : null)}
        onBaseFailure={() => undefined}
        onReady={setControl}
      />
    </div>
  );
}
