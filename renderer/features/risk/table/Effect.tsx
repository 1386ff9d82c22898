import { Button } from 'antd';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { RiskTable } from '#shared/domain/risk/table';
import { USUAL_VISIT_INTERVALS } from '#shared/domain/visits/usual-intervals';
import type { WireRecord } from '#shared/schema/envelope';
import type { Station } from '#shared/schema/types/place';
import { useAll, useSession, useStation } from '#renderer/data/index';
import { Card, ErrorNotice } from '#renderer/ui/index';
import { useRound } from '../../visits/index';
import { useRiskNames } from '../words';
import { tableEffect, type TableEffect } from './effect';
import { isSameTable } from './entries';

interface EffectProps {
  readonly current: RiskTable;
  readonly next: RiskTable;
  readonly isSound: boolean;
  readonly isChanged: boolean;
}

type Worked =
  | { readonly kind: 'idle' }
  | { readonly kind: 'running'; readonly share: number }
  | { readonly kind: 'done'; readonly of: RiskTable; readonly effect: TableEffect }
  | { readonly kind: 'failed'; readonly error: unknown };

/** How many people would come to another level by the changed table. */
export function Effect({ current, next, isSound, isChanged }: EffectProps) {
  const { t } = useTranslation('riskTable');
  const names = useRiskNames();
  const station = useStation();
  const { staff } = useSession();
  const { today } = useRound();
  const intervals = useAll<Station & WireRecord>('reference', 'station')?.[0]?.visitIntervalDays;
  const [worked, setWorked] = useState<Worked>({ kind: 'idle' });
  const isThere = useRef(true);
  useEffect(() => {
    isThere.current = true;
    return () => {
      isThere.current = false;
    };
  }, []);
  const run = async () => {
    setWorked({ kind: 'running', share: 0 });
    try {
      const effect = await tableEffect({
        ...{ station, current, next, today, intervals: intervals ?? USUAL_VISIT_INTERVALS },
        isWanted: () => isThere.current,
        onProgress: (share) => isThere.current && setWorked({ kind: 'running', share }),
      });
      if (effect) setWorked({ kind: 'done', of: next, effect });
    } catch (error) {
      setWorked({ kind: 'failed', error });
    }
  };
  if (!staff.functions.includes('health')) {
    return (
      <Card title={t('effect.title')}>
        <p className="risk-effect quiet">{t('effect.locked')}</p>
      </Card>
    );
  }
  const isRunning = worked.kind === 'running';
  return (
    <Card title={t('effect.title')}>
      <div className="risk-effect" role="status">
        <Button disabled={!isSound || !isChanged || isRunning} onClick={() => void run()}>
          {t('effect.run')}
        </Button>
        {isRunning && (
          <>
            <span>{t('effect.running')}</span>
            <progress max={1} value={worked.share} aria-label={t('effect.running')} />
          </>
        )}
        {worked.kind === 'failed' && <ErrorNotice error={worked.error} onRemedy={() => setWorked({ kind: 'idle' })} />}
        {worked.kind === 'done' &&
          (isSameTable(worked.of, next) ? (
            <ul>
              {worked.effect.moves.length === 0 && <li>{t('effect.none')}</li>}
              {worked.effect.moves.map(({ from, to, count }) => (
                <li key={`${from} ${to}`}>
                  <b>{t('effect.moved', { count, from: names.level(from), to: names.level(to) })}</b>
                </li>
              ))}
              <li className="quiet">{t('effect.of', { count: worked.effect.people })}</li>
            </ul>
          ) : (
            <span>{t('effect.stale')}</span>
          ))}
      </div>
    </Card>
  );
}
