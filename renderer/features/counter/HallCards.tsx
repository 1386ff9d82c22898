import { Button } from 'antd';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { QueueCommand } from '#shared/domain/queue/commands';
import type { QueueView } from '#shared/ipc/queue-api';
import type { WireRecord } from '#shared/schema/envelope';
import type { Staff } from '#shared/schema/types/place';
import { useAll } from '#renderer/data/index';
import { Card, Pill } from '#renderer/ui/index';
import { freeDesk } from './free-desk';
import { useCounterWords } from './words';
import type { CounterWork } from './work';

const TicketButton = lazy(() => import('./TicketButton').then((module) => ({ default: module.TicketButton })));

interface HallCardsProps {
  readonly view: QueueView;
  readonly work: CounterWork;
  /** Gives the number it was about. */
  readonly ask: ((command: QueueCommand) => Promise<string | null>) | undefined;
}

/** The whole hall in figures: who waits for what, whether another window should open, what was done here today; and numbers given at the desk. */
export function HallCards({ view, work, ask }: HallCardsProps) {
  const { t, i18n } = useTranslation('counter');
  const { groupName, spanText } = useCounterWords(view.hall);
  const staff = useAll<Staff & WireRecord>('reference', 'staff');
  const free = freeDesk(staff ?? [], new Set(view.state.counters.map(({ by }) => by)));
  const { suggestion, waiting } = view.state;
  const { finished, servedMs } = work.counter;
  const [given, setGiven] = useState<string | null>(null);
  const give = async (group: string) => setGiven((await ask?.(take(group))) ?? null);
  const take = (group: string): QueueCommand => ({
    ...{ kind: 'take', group, itemNumber: null, priority: null, appointmentAtMs: null },
  });
  return (
    <>
      <Card title={t('groups.title')}>
        <dl className="hall-figures">
          {view.hall.groups.map(({ letter }) => (
            <div key={letter}>
              <dt>{groupName(letter)}</dt>
              <dd className="figure">
                {t('groups.count', { count: waiting.filter(({ group }) => group === letter).length })}
              </dd>
            </div>
          ))}
        </dl>
        {suggestion && (
          <p className="suggestion" role="status">
            <Pill shape="due">
              {t('suggest.text', {
                group: groupName(suggestion.group),
                waiting: suggestion.waiting,
                counter: suggestion.counter,
              })}
            </Pill>
            {free.length > 0 && (
              <small>
                {t('suggest.who', { names: new Intl.ListFormat(i18n.language, { type: 'disjunction' }).format(free) })}
              </small>
            )}
          </p>
        )}
      </Card>
      <Card title={t('take')}>
        <div className="take-buttons">
          {view.hall.groups.map(({ letter }) => (
            <Button key={letter} disabled={!ask} onClick={() => void give(letter)}>
              {t('take.group', { letter, group: groupName(letter) })}
            </Button>
          ))}
        </div>
        {given !== null && (
          <div className="given-number" role="status">
            <b>{t('take.given', { number: given })}</b>
            <Suspense fallback={null}>
              <TicketButton key={given} number={given} />
            </Suspense>
          </div>
        )}
      </Card>
      <Card title={t('today.title')}>
        <dl className="hall-figures">
          <div>
            <dt>{t('today.done')}</dt>
            <dd className="figure">
              {finished === 0
                ? t('today.none')
                : t('today.figures', { count: finished, time: spanText(servedMs / finished) })}
            </dd>
          </div>
        </dl>
      </Card>
    </>
  );
}
