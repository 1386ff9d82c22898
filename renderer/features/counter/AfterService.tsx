import { Button } from 'antd';
import { lazy, Suspense, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { QueueView } from '#shared/ipc/queue-api';
import { useStation } from '#renderer/data/index';
import { Pill } from '#renderer/ui/index';
import { loadTicketRating } from '../applications/index';

const TicketRating = lazy(loadTicketRating);

interface AfterServiceProps {
  readonly finished: { readonly number: string; readonly itemNumber: string | null };
  readonly counter: string;
  readonly view: QueueView;
  /** Whether the next number was called in the same step: then only a pad asks, and nothing is held up. */
  readonly hasNext: boolean;
  readonly onClose: () => void;
}

/** After a service: the window's pad asks by itself; where none listens, this screen does. Where nobody knows, it says so, and the clerk decides. */
export function AfterService({ finished, counter, view, hasNext, onClose }: AfterServiceProps) {
  const { t } = useTranslation('counter');
  const { queue } = useStation();
  const [who, setWho] = useState<'pad' | 'screen' | 'unknown' | null>(null);
  useEffect(() => {
    let isWanted = true;
    queue.pads().then(
      ({ counters }) => isWanted && setWho(counters.includes(counter) ? 'pad' : 'screen'),
      () => isWanted && setWho('unknown'),
    );
    return () => {
      isWanted = false;
    };
  }, [queue, counter]);
  const closing = useRef(onClose);
  useEffect(() => {
    closing.current = onClose;
  });
  const askForMs = view.hall.policy.askRatingMs;
  // This screen asks nobody once the next one is called; a pad does for its two minutes.
  const isOver = hasNext && who !== 'pad' && who !== null;
  useEffect(() => {
    if (who !== 'pad' && !isOver) return;
    const timer = setTimeout(() => closing.current(), isOver ? 0 : askForMs);
    return () => clearTimeout(timer);
  }, [who, isOver, askForMs]);
  const { number, itemNumber } = finished;
  if (who === 'pad')
    return (
      <p className="after-service" role="status">
        <Pill shape="progress">{t('pad.asks', { number })}</Pill>
      </p>
    );
  if (who === null || isOver) return null;
  if (who === 'unknown')
    return (
      <div className="after-service" role="status">
        <Pill shape="offline">{t('pad.unknown', { number })}</Pill>
        <Button onClick={() => setWho('screen')}>{t('pad.ask-here')}</Button>
        <Button type="text" onClick={onClose}>
          {t('pad.no-ask')}
        </Button>
      </div>
    );
  return (
    <Suspense fallback={null}>
      <TicketRating ticket={{ number, day: view.day }} itemNumber={itemNumber} askForMs={askForMs} onClose={onClose} />
    </Suspense>
  );
}
