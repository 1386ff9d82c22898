import { Switch } from 'antd';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { POSITION_EVERY_MS, POSITION_KEPT_MS } from '#shared/domain/positions/positions';
import type { OwnPosition } from '#shared/ipc/position-api';
import { useSession, useStation } from '#renderer/data/index';
import { momentText, useLanguage } from '#renderer/ui/index';
import { useToday } from '../../people/index';
import { tellPosition } from './tell-position';
import { isAsked } from './use-telling';

/** Days that a position is kept, as people read it. */
export const KEPT_DAYS = POSITION_KEPT_MS / 86_400_000;
const MINUTES = POSITION_EVERY_MS / 60_000;

/** A worker's own yes or no to being seen on the map; nothing for anybody else. */
export function ShareSwitch() {
  const isShown = isAsked(useSession().staff);
  return isShown ? <Switching /> : null;
}

function Switching() {
  const { t } = useTranslation('mapPage');
  const { positions } = useStation();
  const language = useLanguage();
  const today = useToday();
  const [own, setOwn] = useState<OwnPosition | null>(null);
  const [trouble, setTrouble] = useState<'away' | 'denied' | null>(null);
  const [isBusy, setIsBusy] = useState(false);
  useEffect(() => {
    let isGone = false;
    positions.own().then(
      (found) => !isGone && setOwn(found),
      () => !isGone && setTrouble('away'),
    );
    return () => {
      isGone = true;
    };
  }, [positions]);
  const show = async (isWanted: boolean) => {
    setIsBusy(true);
    setTrouble(null);
    try {
      setOwn(await positions.show(isWanted));
      if (isWanted && !(await tellPosition(positions, navigator.geolocation))) setTrouble('denied');
      setOwn(await positions.own());
    } catch {
      setTrouble('away');
    }
    setIsBusy(false);
  };
  return (
    <section className="map-share" aria-label={t('share.label')}>
      <label>
        <span>{t('share.label')}</span>
        <Switch
          size="small"
          checked={own?.isShown ?? false}
          disabled={own === null}
          loading={isBusy}
          onChange={(isWanted) => void show(isWanted)}
        />
      </label>
      <p>{t('share.text', { minutes: MINUTES, days: KEPT_DAYS })}</p>
      {own?.last && <p>{t('share.last', { time: momentText(own.last.atMs, today, language) })}</p>}
      {trouble && <p role="alert">{t(`share.${trouble}`)}</p>}
    </section>
  );
}
