import { useTranslation } from 'react-i18next';
import type { QueueView } from '#shared/ipc/queue-api';
import { KeyButton } from './KeyButton';
import type { Deeds } from './keys';
import { minutesOf, useCounterWords } from './words';
import type { CounterWork } from './work';

interface CurrentCardProps {
  readonly view: QueueView;
  readonly work: CounterWork;
  readonly deeds: Deeds;
  /** Absent where the number may not be given up yet. */
  readonly onMiss: (() => void) | undefined;
  readonly nowMs: number;
}

/** The number before the counter, large, with how long it has been there and what can be done with it. */
export function CurrentCard({ view, work, deeds, onMiss, nowMs }: CurrentCardProps) {
  const { t } = useTranslation('counter');
  const { groupName, aboutOf, spanText } = useCounterWords(view.hall);
  const { current, counter, next } = work;
  if (!current)
    return (
      <section className="current-card is-empty" aria-labelledby="current-title">
        <h2 id="current-title">{t(counter.state === 'paused' ? 'state.paused' : 'state.none')}</h2>
        <p role="status">{next.length > 0 ? t('empty.waiting', { count: next.length }) : t('empty.nobody')}</p>
      </section>
    );
  const isCalled = current.state === 'called';
  const waited = t('current.waited', { minutes: minutesOf(current.sinceMs - current.takenAtMs) });
  // Taken for no item: its line is told in the head, and not twice.
  const isOfLine = aboutOf(current) === groupName(current.group);
  return (
    <section className={`current-card${isCalled ? ' is-called' : ''}`} aria-labelledby="current-title">
      <header>
        <h2 id="current-title">{t(isCalled ? 'state.called' : 'state.serving')}</h2>
        <span>{groupName(current.group)}</span>
      </header>
      <strong role="status">{current.number}</strong>
      <p>
        <span>{isOfLine ? waited : aboutOf(current)}</span>
        <span className="figure">
          {isCalled
            ? t('current.calls', { count: current.calls })
            : t('current.served', { time: spanText(nowMs - current.sinceMs) })}
        </span>
      </p>
      {!isOfLine && <p className="is-quiet">{waited}</p>}
      <div className="current-deeds">
        {isCalled ? (
          <>
            <KeyButton deed="recall" onPress={deeds.recall}>
              {t('deed.recall')}
            </KeyButton>
            <KeyButton deed="start" onPress={deeds.start}>
              {t('deed.start')}
            </KeyButton>
            {onMiss && (
              <button type="button" className="key-button" onClick={onMiss}>
                {t('deed.miss')}
              </button>
            )}
          </>
        ) : (
          <>
            <KeyButton deed="hold" onPress={deeds.hold}>
              {t('deed.hold')}
            </KeyButton>
            <KeyButton deed="finish" onPress={deeds.finish}>
              {t('deed.finish')}
            </KeyButton>
          </>
        )}
        <KeyButton deed="transfer" onPress={deeds.transfer}>
          {t('deed.transfer')}
        </KeyButton>
      </div>
    </section>
  );
}
