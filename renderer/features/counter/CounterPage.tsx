import { Button } from 'antd';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { QueueCommand } from '#shared/domain/queue/commands';
import type { QueueView } from '#shared/ipc/queue-api';
import { useSession } from '#renderer/data/index';
import { ErrorNotice, goTo, Loading, Pill, useWords } from '#renderer/ui/index';
import { applicationFormPlace, loadApplicationOfTicket } from '../applications/index';
import { AfterService } from './AfterService';
import { ChooseCounter } from './ChooseCounter';
import { counterParts } from './counter-parts';
import { CurrentCard } from './CurrentCard';
import { HallCards } from './HallCards';
import { KeyButton } from './KeyButton';
import { COUNTER_KEYS, useCounterKeys, type Deeds } from './keys';
import { AsideNumbers, NextLine } from './Lines';
import { PairTerminal } from './PairTerminal';
import { TransferPanel } from './TransferPanel';
import { useHall, type HallOfCounter } from './use-hall';
import { mayBeMissed, seatOf, workOf, type CounterWork } from './work';
import './counter.css';
import './current-ticket.css';
import './terminals.css';

const ApplicationOfTicket = lazy(loadApplicationOfTicket);

/** The screen of somebody who calls numbers: the number at the counter, who is next, who was set aside, and what can be done by which key. */
export function CounterPage() {
  useWords(counterParts);
  const { t } = useTranslation('counter');
  const { staff } = useSession();
  const hall = useHall();
  const { view, isAway, outcome, isBusy } = hall;
  const seat = view ? seatOf(view, staff.uid) : null;
  const work = view && seat !== null ? workOf(view, seat) : null;
  const ask = isAway || isBusy ? undefined : (command: QueueCommand) => void hall.ask(command);
  return (
    <div className="counter-page">
      <header className="page-head">
        <h1>{seat === null ? t('title') : t('counter.name', { id: seat })}</h1>
        <PairTerminal />
      </header>
      {isAway && (
        <div className="counter-away" role="alert">
          <Pill shape="offline">{t('away')}</Pill>
          <p>{t('away.text')}</p>
        </div>
      )}
      {outcome.kind === 'refused' && (
        <p className="counter-refused" role="alert">
          <Pill shape="due">{t(`refused.${outcome.why}`)}</Pill>
        </p>
      )}
      {outcome.kind === 'failed' && !isAway && <ErrorNotice error={outcome.error} />}
      {!view ? (
        <Loading label={t('opening')} lines={6} />
      ) : work ? (
        <AtWork key={work.counter.id} hall={{ ...hall, view }} work={work} ask={ask} />
      ) : (
        <ChooseCounter view={view} ask={ask} />
      )}
    </div>
  );
}

interface FinishedNumber {
  readonly number: string;
  readonly itemNumber: string | null;
}

interface AtWorkProps {
  readonly hall: HallOfCounter & { readonly view: NonNullable<HallOfCounter['view']> };
  readonly work: CounterWork;
  readonly ask: ((command: QueueCommand) => void) | undefined;
}

function AtWork({ hall, work, ask }: AtWorkProps) {
  const { t } = useTranslation('counter');
  const [sending, setSending] = useState<string | null>(null);
  const [finished, setFinished] = useState<FinishedNumber | null>(null);
  const { view, nowMs } = hall;
  const { current, counter, next } = work;
  const at = { counter: counter.id, number: current?.number ?? '' };
  const isSending = sending !== null && sending === current?.number;
  const isPaused = counter.state === 'paused';
  // Somebody else is being served: who was finished before is asked no more.
  if (finished && current?.state === 'serving' && current.number !== finished.number) setFinished(null);
  const deeds = deedsOf(work, view.day, ask, {
    onTransfer: () => setSending(current?.number ?? null),
    onFinish: () => current && setFinished({ number: current.number, itemNumber: current.itemNumber }),
  });
  useCounterKeys(deeds);
  const onMiss =
    ask && current?.state === 'called' && mayBeMissed(current, view, nowMs)
      ? () => ask({ kind: 'miss', ...at })
      : undefined;
  const nextWords = current?.state === 'serving' ? 'deed.finish-next' : 'deed.next';
  const lines = { view, work, nowMs, ask };
  return (
    <>
      <div className="counter-body">
        <div className="counter-line">
          <CurrentCard view={view} work={work} deeds={deeds} onMiss={onMiss} nowMs={nowMs} />
          <KeyButton deed="next" onPress={deeds.next} className="next-button">
            {next[0] ? t(`${nextWords}-number`, { number: next[0].number }) : t(nextWords)}
          </KeyButton>
          <NextLine {...lines} />
        </div>
        <div className="counter-middle">
          {isSending && (
            <TransferPanel
              view={view}
              {...at}
              onSend={(group, to) => {
                ask?.({ kind: 'transfer', ...at, group, to });
                setSending(null);
              }}
              onCancel={() => setSending(null)}
            />
          )}
          {current && (
            <Suspense fallback={null}>
              <ApplicationOfTicket ticket={{ number: current.number, day: view.day }} itemNumber={current.itemNumber} />
            </Suspense>
          )}
          <AsideNumbers {...lines} />
        </div>
        <aside className="counter-aside">
          <HallCards view={view} work={work} ask={ask && hall.ask} />
          {!current && (
            <Button disabled={!ask} onClick={() => ask?.({ kind: 'close', counter: counter.id })}>
              {t('deed.close')}
            </Button>
          )}
        </aside>
      </div>
      {finished && !isInHall(view, finished.number) && (
        <AfterService
          key={finished.number}
          finished={finished}
          counter={counter.id}
          view={view}
          hasNext={current !== null}
          onClose={() => setFinished(null)}
        />
      )}
      <footer className="counter-keys" aria-label={t('keys.title')}>
        <b>{t('keys.title')}</b>
        {Object.values(COUNTER_KEYS).map((deed) => (
          <KeyButton key={deed} deed={deed} onPress={deeds[deed]}>
            {t(deed === 'next' ? nextWords : deed === 'pause' && isPaused ? 'deed.go-on' : `deed.${deed}`)}
          </KeyButton>
        ))}
      </footer>
    </>
  );
}

/** Whether a number still waits, stands at a window, or is set aside. */
const isInHall = ({ state: { waiting, at } }: QueueView, number: string): boolean =>
  [...waiting, ...at].some((each) => each.number === number);

/** What can be done at this moment. An application is this device's own work: it waits for no answer of the line, and needs no host. */
function deedsOf(
  { current, counter }: CounterWork,
  day: string,
  ask: AtWorkProps['ask'],
  { onTransfer, onFinish }: { readonly onTransfer: () => void; readonly onFinish: () => void },
): Deeds {
  const application =
    current &&
    (() => goTo(applicationFormPlace({ ticket: { number: current.number, day }, itemNumber: current.itemNumber })));
  if (!ask) return application ? { application } : {};
  const { id, state } = counter;
  const pause = () =>
    ask(state === 'paused' ? { kind: 'open', counter: id, takesOver: false } : { kind: 'pause', counter: id });
  const next = () => ask({ kind: 'next', counter: id });
  if (!current || !application) return state === 'paused' ? { pause } : { next, pause };
  const { number } = current;
  const step = (kind: 'recall' | 'start' | 'hold' | 'finish') => () => ask({ kind, counter: id, number });
  const finish = () => {
    onFinish();
    step('finish')();
  };
  // Ends the service and calls in one step: whoever goes is asked as after F8.
  const finishAndCall = () => {
    if (current.state === 'serving') onFinish();
    next();
  };
  const common = { next: finishAndCall, transfer: onTransfer, application };
  return current.state === 'called'
    ? { ...common, recall: step('recall'), start: step('start') }
    : { ...common, hold: step('hold'), finish };
}
