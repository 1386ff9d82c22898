import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import type { QueueCommand } from '#shared/domain/queue/commands';
import type { QueueView } from '#shared/ipc/queue-api';
import { Pill, Tag } from '#renderer/ui/index';
import { minutesOf, useCounterWords } from './words';
import type { CounterWork } from './work';

interface LinesProps {
  readonly view: QueueView;
  readonly work: CounterWork;
  readonly nowMs: number;
  /** Absent while nothing can be asked. */
  readonly ask: ((command: QueueCommand) => void) | undefined;
}

/** As many as fit beside the number at the counter. */
const MOST = 8;

/** Who is called here next, and why somebody is ahead. */
export function NextLine({ view, work, nowMs, ask }: LinesProps) {
  const { t } = useTranslation('counter');
  const { aboutOf, becauseText } = useCounterWords(view.hall);
  const { next, counter, current } = work;
  const longest = Math.max(0, ...next.map(({ takenAtMs }) => nowMs - takenAtMs));
  return (
    <section className="counter-list" aria-labelledby="next-title">
      <header>
        <h2 id="next-title">{t('next.title')}</h2>
        <span>
          {next.length === 0 ? t('next.none') : t('next.summary', { count: next.length, minutes: minutesOf(longest) })}
        </span>
      </header>
      <ol>
        {next.slice(0, MOST).map((each) => (
          <li key={each.number}>
            <b>{each.number}</b>
            <span className="about">
              {each.because ? (
                <Tag>{becauseText(each.because, each.takenAtMs - each.countsFromMs)}</Tag>
              ) : each.counter === counter.id ? (
                <Tag>{t('because.sent')}</Tag>
              ) : (
                aboutOf(each)
              )}
            </span>
            <span className="figure">{t('next.waits', { minutes: minutesOf(nowMs - each.takenAtMs) })}</span>
            {!current && ask && (
              <Button
                size="small"
                aria-label={t('deed.about', { deed: t('deed.call'), number: each.number })}
                onClick={() => ask({ kind: 'call', counter: counter.id, number: each.number })}
              >
                {t('deed.call')}
              </Button>
            )}
          </li>
        ))}
      </ol>
      {next.length > MOST && <p className="is-quiet">{t('next.more', { count: next.length - MOST })}</p>}
    </section>
  );
}

/** Numbers set aside here, and those that did not come. */
export function AsideNumbers({ view, work, nowMs, ask }: LinesProps) {
  const { t } = useTranslation('counter');
  const { aboutOf } = useCounterWords(view.hall);
  const { held, missed, counter, current } = work;
  const button = (deed: 'resume' | 'rejoin' | 'leave', number: string, command: QueueCommand) => (
    <Button
      size="small"
      aria-label={t('deed.about', { deed: t(`deed.${deed}`), number })}
      onClick={() => ask?.(command)}
    >
      {t(`deed.${deed}`)}
    </Button>
  );
  return (
    <section className="counter-list" aria-labelledby="aside-title">
      <header>
        <h2 id="aside-title">{t('aside.title')}</h2>
        {held.length + missed.length === 0 && <span>{t('aside.none')}</span>}
      </header>
      <ul>
        {[...held, ...missed].map((each) => {
          const { number, state, sinceMs } = each;
          const minutes = minutesOf(nowMs - sinceMs);
          return (
            <li key={number}>
              <b>{number}</b>
              <span className="about">{aboutOf(each)}</span>
              <Pill shape={state === 'held' ? 'paused' : 'idle'}>
                {t(state === 'held' ? 'aside.held' : 'aside.missed', { minutes })}
              </Pill>
              {ask && (
                <span className="deeds">
                  {state === 'held'
                    ? !current && button('resume', number, { kind: 'resume', counter: counter.id, number })
                    : button('rejoin', number, { kind: 'rejoin', number })}
                  {button('leave', number, { kind: 'leave', number })}
                </span>
              )}
            </li>
          );
        })}
      </ul>
    </section>
  );
}
