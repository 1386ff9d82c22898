import { BadgeCheck, ClipboardCheck, Eye, FilePen, FilePlus, Merge, ScrollText, type LucideIcon } from 'lucide-react';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useStation } from '#renderer/data/index';
import { Card, Loading, momentText, useLanguage } from '#renderer/ui/index';
import { gridNumberOf, useMayWrite, useReveals, useStaffNames } from '../../people/index';
import { OlderVisits, usePersonVisits, useRound, VisitPhotos } from '../../visits/index';
import { undoMerge } from '../commands/merge';
import { isAmong, TIMELINE_FILTERS, timelineOf, type TimelineEntry, type TimelineFilter } from '../timeline';
import { useEntryText } from '../timeline-words';
import type { PartProps } from './PersonFile';
import './timeline.css';

const FIRST = 12;
const MORE = 40;
/** Read for the timeline at most; older visits are under "visits" below. */
const VISITS = 200;
const LOOKS = 500;

const ICONS: Readonly<Record<TimelineEntry['kind'], LucideIcon>> = {
  visit: ClipboardCheck,
  certificate: BadgeCheck,
  consent: ScrollText,
  created: FilePlus,
  changed: FilePen,
  merge: Merge,
  reveals: Eye,
  decision: FilePen,
};

/** What happened to somebody and their file, the newest first; a merge can be undone here. */
export function Timeline({ person, dossier, action }: PartProps) {
  const { t } = useTranslation(['person', 'ui']);
  const [filter, setFilter] = useState<TimelineFilter>('all');
  const [shown, setShown] = useState(FIRST);
  const visits = usePersonVisits(person.uid, VISITS);
  const reveals = useReveals(person.uid, LOOKS);
  const entries = useMemo(
    () => visits && reveals && timelineOf({ person, dossier, visits, reveals }),
    [person, dossier, visits, reveals],
  );
  if (!entries) {
    return (
      <Card title={t('timeline.title')}>
        <Loading label={t('loading', { ns: 'ui' })} lines={6} />
      </Card>
    );
  }
  const among = entries.filter((entry) => isAmong(entry, filter));
  return (
    <Card
      title={t('timeline.title')}
      aside={<span className="card-note">{t('timeline.count', { count: among.length })}</span>}
    >
      <div className="tabs timeline-filters" role="group" aria-label={t('timeline.filter')}>
        {TIMELINE_FILTERS.map((each) => (
          <button
            key={each}
            type="button"
            aria-pressed={each === filter}
            onClick={() => {
              setFilter(each);
              setShown(FIRST);
            }}
          >
            {t(`timeline.filter.${each}`)}
          </button>
        ))}
      </div>
      {among.length === 0 && <p className="history-empty">{t('timeline.none')}</p>}
      <ol className="timeline">
        {among.slice(0, shown).map((entry) => (
          <Entry key={entry.key} entry={entry} person={person} action={action} />
        ))}
      </ol>
      {among.length > shown && (
        <button type="button" className="link-button history-more" onClick={() => setShown(shown + MORE)}>
          {t('timeline.more')}
        </button>
      )}
      {among.length <= shown && <OlderVisits personUid={person.uid} />}
    </Card>
  );
}

type EntryProps = Pick<PartProps, 'person' | 'action'> & { readonly entry: TimelineEntry };

function Entry({ entry, person, action }: EntryProps) {
  const { t } = useTranslation('person');
  const station = useStation();
  const language = useLanguage();
  const { today } = useRound();
  const nameOf = useStaffNames();
  const { title, detail } = useEntryText()(entry, person);
  const mayUndo = useMayWrite()('edit', 'merge', gridNumberOf(person._id));
  const Icon = ICONS[entry.kind];
  const by = entry.by === null ? null : nameOf(entry.by);
  const canUndo =
    mayUndo &&
    entry.kind === 'merge' &&
    entry.what === 'merged' &&
    entry.merge.state === 'merged' &&
    entry.merge.keptUid === person.uid;
  const undo = () =>
    action.run(async () => {
      if (entry.kind !== 'merge') return null;
      const { keptLater } = await undoMerge(station, entry.merge);
      return { text: t(keptLater.length > 0 ? 'merge.undone.partly' : 'merge.undone'), undo: null };
    });
  return (
    <li>
      <i aria-hidden="true">
        <Icon size={14} strokeWidth={1.8} />
      </i>
      <div>
        <b>{title}</b>
        <p>
          {momentText(entry.atMs, today, language)} {by} {detail}
        </p>
        {entry.kind === 'visit' && <VisitPhotos visit={entry.visit} />}
        {canUndo && (
          <button type="button" className="link-button" disabled={action.isBusy} onClick={() => void undo()}>
            {t('merge.undo')}
          </button>
        )}
      </div>
    </li>
  );
}
