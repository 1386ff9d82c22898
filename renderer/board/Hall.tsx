import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { clockAtStation, dateAtStation, type CalendarDate } from '#shared/domain/calendar/date';
import type { BoardView } from '#shared/ipc/board-api';
import type { Label } from '#shared/schema/envelope';
import type { Call } from './caller';
import { Drawn } from './Drawn';

interface HallProps {
  readonly view: BoardView;
  /** The number that is called out, else the last that was. */
  readonly called: Call | null;
  readonly isAway: boolean;
  /** What the host's clock is ahead of this machine's. */
  readonly aheadMs: number;
}

/** One call, huge; the windows with their numbers; who is next, and who missed the call. */
export function Hall({ view, called, isAway, aheadMs }: HallProps) {
  const { t, i18n } = useTranslation();
  const nameOf = ({ zh, en }: Label): string => (i18n.language === 'en' ? en : undefined) ?? zh;
  const waiting = view.waiting.reduce((sum, { count }) => sum + count, 0);
  return (
    <div className="board">
      <header className="board-head">
        <h1>
          <Drawn of="roof" /> {view.station}
        </h1>
        {isAway && (
          <p className="board-away" role="alert">
            {t('away')}
          </p>
        )}
        <Clock aheadMs={aheadMs} />
      </header>
      <main className="board-main">
        <section className="board-call" aria-live="assertive">
          {called ? (
            <>
              <p className="board-calling">
                <Drawn of="sound" /> {t('calling')}
              </p>
              <strong>{called.number}</strong>
              <p className="board-window">
                <span>{t('go-to')}</span>
                <b>{called.counter}</b>
                <span>{t('window')}</span>
              </p>
            </>
          ) : (
            <p className="board-quiet">{t('calling.none')}</p>
          )}
        </section>
        <div className="board-side">
          <section>
            <h2>{t('serving')}</h2>
            <ul className="board-counters">
              {view.counters.map(({ id, name, number, state, isCalled }) => (
                <li key={id} className={isCalled ? 'is-called' : ''}>
                  <b>{id}</b>
                  <span>{nameOf(name)}</span>
                  {number === null ? (
                    <i>{t(`counter.${state === 'open' ? 'free' : state}`)}</i>
                  ) : (
                    <strong>{number}</strong>
                  )}
                </li>
              ))}
            </ul>
          </section>
          <section>
            <header>
              <h2>{t('ready')}</h2>
              <span>{waiting === 0 ? t('waiting.nobody') : t('waiting', { count: waiting })}</span>
            </header>
            <ol className="board-next">
              {view.next.map((number, index) => (
                <li key={number} className={index === 0 ? 'is-first' : ''}>
                  {index === 0 && <span>{t('next')}</span>}
                  {number}
                </li>
              ))}
            </ol>
          </section>
          {view.missed.length > 0 && (
            <p className="board-missed">
              <span>{t('missed')}</span>
              <b>{view.missed.slice(0, 4).join('  ')}</b>
              <span>{t('missed.text')}</span>
            </p>
          )}
        </div>
      </main>
      <footer className="board-foot">
        <span>
          <Drawn of="person" /> {t('priority')}
        </span>
        <span>
          <Drawn of="clock" /> {t('hours', { time: view.closesAt })}
        </span>
      </footer>
    </div>
  );
}

/** The day and the time of the day by the host's clock. */
function Clock({ aheadMs }: { readonly aheadMs: number }) {
  const { i18n } = useTranslation();
  const [nowMs, setNow] = useState(() => Date.now() + aheadMs);
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now() + aheadMs), 1000);
    return () => clearInterval(timer);
  }, [aheadMs]);
  return (
    <p className="board-clock">
      <span>{dayWords(dateAtStation(nowMs), i18n.language)}</span>
      <b>{clockAtStation(nowMs).slice(0, 5).replace(/^0/, '')}</b>
    </p>
  );
}

/** A day as people say it: `11月23日星期一`, `Monday 23 November`. */
function dayWords(date: CalendarDate, language: string): string {
  const words = new Intl.DateTimeFormat(language === 'en' ? 'en-GB' : 'zh-CN', {
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    timeZone: 'UTC',
  });
  return words.format(new Date(date));
}
