import { ChevronDown } from 'lucide-react';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { announcementState } from '#shared/domain/announcements/announcements';
import { useSession } from '#renderer/data/index';
import { Card, dayText, Dot, goTo, Pill, useLanguage } from '#renderer/ui/index';
import { useStaffNames, useToday } from '../../people/index';
import { announcementsPlace } from '../places';
import { useUnreadAnnouncements, type AnnouncementRecord } from '../queries';
import { AnnouncementBody } from './AnnouncementBody';

interface AnnouncementListProps {
  readonly name: 'current' | 'coming' | 'past';
  readonly records: readonly AnnouncementRecord[];
  /** `_id` of the opened one; '' for none. */
  readonly open: string;
}

/** Some announcements under one head, each a line that opens; nothing for none. */
export function AnnouncementList({ name, records, open }: AnnouncementListProps) {
  const { t } = useTranslation('announcements');
  const unread = new Set(useUnreadAnnouncements().map(({ _id }) => _id));
  if (records.length === 0) return null;
  return (
    <Card title={t(`list.${name}`)} aside={<span className="card-count">{t('count', { count: records.length })}</span>}>
      <ul>
        {records.map((record) => (
          <li key={record._id}>
            <Line record={record} isOpen={record._id === open} isUnread={unread.has(record._id)} />
          </li>
        ))}
      </ul>
    </Card>
  );
}

interface LineProps {
  readonly record: AnnouncementRecord;
  readonly isOpen: boolean;
  readonly isUnread: boolean;
}

function Line({ record, isOpen, isUnread }: LineProps) {
  const { t } = useTranslation(['announcements', 'sign-in']);
  const bodyId = useId();
  const today = useToday();
  const language = useLanguage();
  const nameOf = useStaffNames();
  const { staff } = useSession();
  const { from, until, audience, created } = record;
  const day = (date: string) => dayText(date, today, language);
  const state = announcementState(record, today);
  const author = created.by === staff.uid ? t('by.you') : (nameOf(created.by) ?? t('by.somebody'));
  return (
    <>
      <button
        type="button"
        className={`announcement-line${isUnread ? ' is-unread' : ''}`}
        aria-expanded={isOpen}
        aria-controls={isOpen ? bodyId : undefined}
        onClick={() => goTo(announcementsPlace(isOpen ? '' : record._id), { replace: true })}
      >
        <span className="announcement-title">
          {isUnread && <i className="unread-dot" aria-hidden="true" />}
          {isUnread && <span className="visually-hidden">{t('unread')}</span>}
          <b>{record.title}</b>
          {state === 'withdrawn' && <Pill shape="paused">{t('withdrawn')}</Pill>}
          {record.forResidents && state !== 'withdrawn' && <Pill shape="done">{t('residents')}</Pill>}
          {record.importance === 'important' && state !== 'withdrawn' && (
            <Pill shape="due" filled>
              {t('important')}
            </Pill>
          )}
        </span>
        <span className="announcement-facts">
          {author}
          <Dot />
          {until === null ? t('days.open', { from: day(from) }) : t('days', { from: day(from), until: day(until) })}
          {audience !== null && (
            <>
              <Dot />
              {t('for', {
                posts: audience.map((post) => t(`post.${post}`, { ns: 'sign-in' })).join(t('for.and')),
              })}
            </>
          )}
        </span>
        <ChevronDown size={18} aria-hidden="true" />
      </button>
      {isOpen && <AnnouncementBody id={bodyId} record={record} />}
    </>
  );
}
