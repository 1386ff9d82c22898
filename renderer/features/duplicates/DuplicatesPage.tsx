import { useRef, useState, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { useStation, type DuplicatePair } from '#renderer/data/index';
import { Empty, ErrorNotice, goTo, Loading, NoticeBar } from '#renderer/ui/index';
import { mergePlace, pairKey, setNotSame, useMayWrite } from '../people/index';
import { PairRow } from './components/PairRow';
import { useDuplicates } from './queries';
import './duplicates.css';

/** Files that may be one person’s, a pair a row: both sides, why, how sure, and the two ways on. */
export function DuplicatesPage() {
  const { t } = useTranslation('duplicates');
  const station = useStation();
  const pairs = useDuplicates();
  const mayWrite = useMayWrite();
  const list = useRef<HTMLUListElement>(null);
  const [active, setActive] = useState(0);
  const [done, setDone] = useState<DuplicatePair | null>(null);
  const [failure, setFailure] = useState<{ readonly error: unknown } | null>(null);

  const decide = async (pair: DuplicatePair, isNotSame: boolean) => {
    setFailure(null);
    try {
      await setNotSame(station, pair.a, pair.b.uid, isNotSame);
      setDone(isNotSame ? pair : null);
    } catch (error) {
      setFailure({ error });
    }
  };
  const isMine = ({ a, b }: DuplicatePair) => [a, b].every(({ grid }) => mayWrite('edit', 'person', grid));
  const merge = ({ a, b }: DuplicatePair) => goTo(mergePlace(a.id, b.id));

  if (!pairs) return <Loading label={t('looking')} lines={6} />;
  const chosen = Math.min(active, Math.max(0, pairs.length - 1));
  const onKeyDown = (event: KeyboardEvent) => {
    const pair = pairs[chosen];
    const isOnRow = event.target instanceof HTMLLIElement;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step !== undefined) {
      const next = Math.min(pairs.length - 1, Math.max(0, chosen + step));
      setActive(next);
      list.current?.querySelector<HTMLElement>(`[data-pair="${next}"]`)?.focus();
    } else if (isOnRow && pair && event.key === 'Enter' && isMine(pair)) merge(pair);
    else if (isOnRow && pair && event.key.toLowerCase() === 'n' && isMine(pair)) void decide(pair, true);
    else return;
    event.preventDefault();
  };
  const names = (pair: DuplicatePair) => ({ a: pair.a.name ?? '', b: pair.b.name ?? '' });
  return (
    <section className="duplicates">
      <header className="page-head">
        <div>
          <h1>{t('title')}</h1>
          {pairs.length > 0 && <p>{t('summary', { count: pairs.length })}</p>}
        </div>
        {pairs.length > 0 && <p className="duplicates-keys">{t('keys')}</p>}
      </header>
      {failure && <ErrorNotice error={failure.error} />}
      {pairs.length === 0 ? (
        <Empty title={t('empty')} text={t('empty.text')} />
      ) : (
        <ul ref={list} className="pairs" aria-label={t('label')} onKeyDown={onKeyDown}>
          {pairs.map((pair, index) => (
            <PairRow
              key={pairKey(pair.a.uid, pair.b.uid)}
              pair={pair}
              position={index}
              isActive={index === chosen}
              isMine={isMine(pair)}
              onActive={() => setActive(index)}
              onNotSame={() => void decide(pair, true)}
            />
          ))}
        </ul>
      )}
      {done && (
        <NoticeBar
          text={t('not-same.done', names(done))}
          action={{ label: t('undo'), onPress: () => void decide(done, false) }}
          onClose={() => setDone(null)}
        />
      )}
    </section>
  );
}
