import { useEffect, useEffectEvent, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ContestedRecord } from '#renderer/data/index';
import { addressOf, Empty, ErrorNotice, Loading, NoticeBar, usePlace, useWords } from '#renderer/ui/index';
import { Journal } from './components/Journal';
import { RecordCard, type Decided } from './components/RecordCard';
import { conflictParts } from './conflict-parts';
import { conflictsPlace, DECIDED_PLACE } from './places';
import { useContested } from './queries';
import './conflicts.css';

/** What is told at the foot of the page: what was done here, or what somebody else did meanwhile. */
interface Told {
  readonly text: string;
  readonly undo: (() => Promise<void>) | null;
}

/** What two devices wrote apart from each other, for somebody to decide; and what was decided. */
export function ConflictsPage() {
  useWords(conflictParts);
  const { t } = useTranslation(['conflicts', 'ui']);
  const { query } = usePlace();
  const open = useContested();
  const head = useRef<HTMLHeadingElement>(null);
  const [told, setTold] = useState<Told | null>(null);
  const [failure, setFailure] = useState<unknown>(null);
  const watching = useVanished(open, (title) => setTold({ text: t('gone', { what: title }), undo: null }));
  const isJournal = query['view'] === 'decided';
  const only = query['record'];
  const shown = open?.filter(({ id }) => only === undefined || only === '' || id === only);

  const undo = async ({ undo: takeBack }: Told) => {
    setTold(null);
    setFailure(null);
    try {
      await takeBack?.();
      setTold({ text: t('undone'), undo: null });
    } catch (thrown) {
      setFailure(thrown);
    }
  };
  const onDecided = (decided: Decided) => {
    setTold(decided);
    // The card that had the focus may go.
    head.current?.focus();
  };
  return (
    <div className="page conflicts">
      <header className="page-head">
        <div>
          <h1 ref={head} tabIndex={-1}>
            {t(open && open.length > 0 ? 'title.count' : 'title', { count: open?.length ?? 0 })}
          </h1>
          <p>{t('title.text')}</p>
        </div>
      </header>
      <nav className="data-sections" aria-label={t('views')}>
        <a href={addressOf(conflictsPlace())} aria-current={isJournal ? undefined : 'page'}>
          {t('view.open')}
        </a>
        <a href={addressOf(DECIDED_PLACE)} aria-current={isJournal ? 'page' : undefined}>
          {t('view.decided')}
        </a>
      </nav>
      {failure !== null && <ErrorNotice error={failure} />}
      {isJournal ? (
        <Journal onDecided={onDecided} />
      ) : !shown ? (
        <Loading label={t('loading', { ns: 'ui' })} lines={6} />
      ) : (
        <>
          {shown.length === 0 && <Empty title={t('none')} text={t('none.text')} />}
          {shown.map((contested) => (
            <RecordCard
              key={contested.id}
              contested={contested}
              onTitled={watching.titled}
              onDeciding={watching.deciding}
              onDecided={onDecided}
            />
          ))}
          {open && shown.length < open.length && (
            <p>
              <a href={addressOf(conflictsPlace())}>{t('others', { count: open.length - shown.length })}</a>
            </p>
          )}
        </>
      )}
      {told && (
        <NoticeBar
          text={told.text}
          {...(told.undo && { action: { label: t('undo'), onPress: () => void undo(told) } })}
          onClose={() => setTold(null)}
        />
      )}
    </div>
  );
}

/** Tells of contested fields that went although nobody here decided about them. */
function useVanished(open: readonly ContestedRecord[] | undefined, onVanished: (title: string) => void) {
  const before = useRef<readonly ContestedRecord[]>([]);
  const [book] = useState(() => {
    const titles = new Map<string, string>();
    const decided = new Map<string, ReadonlySet<string>>();
    return {
      titles,
      decided,
      titled: (id: string, title: string) => void titles.set(id, title),
      deciding: (id: string, fields: readonly string[]) => void decided.set(id, new Set(fields)),
    };
  });
  const tell = useEffectEvent(onVanished);
  useEffect(() => {
    if (!open) return;
    const now = new Map(open.map(({ id, fields }) => [id, new Set(fields.map(({ field }) => field))]));
    for (const { id, fields } of before.current) {
      const isVanished = fields.some(({ field }) => !now.get(id)?.has(field) && !book.decided.get(id)?.has(field));
      const title = book.titles.get(id);
      if (isVanished && title !== undefined) tell(title);
      if (!now.has(id)) book.decided.delete(id);
    }
    before.current = open;
  }, [open, book]);
  return book;
}
