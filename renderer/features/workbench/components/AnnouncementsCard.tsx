import { useTranslation } from 'react-i18next';
import { isMeantFor } from '#shared/domain/announcements/announcements';
import { useSession } from '#renderer/data/index';
import { addressOf, Card, dayText, Pill, useLanguage } from '#renderer/ui/index';
import { announcementsPlace, useAnnouncements, useUnreadAnnouncements } from '../../announcements/index';
import { useToday } from '../../people/index';

/** As many as one glance takes in. */
const SHOWN = 3;

/** What the station tells this person now, the important first; nothing where it tells nothing. */
export function AnnouncementsCard() {
  const { t } = useTranslation('workbench');
  const language = useLanguage();
  const today = useToday();
  const { post } = useSession().staff;
  const current = useAnnouncements()?.current.filter((record) => isMeantFor(record, post)) ?? [];
  const unread = new Set(useUnreadAnnouncements().map(({ _id }) => _id));
  if (current.length === 0) return null;
  const all = (
    <a className="end" href={addressOf(announcementsPlace())}>
      {t('news.all', { count: current.length })}
    </a>
  );
  return (
    <Card title={t('news.title')} aside={all} className="wb-news">
      <ul className="wb-lines">
        {current.slice(0, SHOWN).map(({ _id, title, importance, from }) => (
          <li key={_id}>
            <a href={addressOf(announcementsPlace(_id))} className={unread.has(_id) ? 'is-unread' : ''}>
              {unread.has(_id) && <span className="visually-hidden">{t('news.unread')}</span>}
              {title}
            </a>
            <span className="end">
              {importance === 'important' ? (
                <Pill shape="due">{t('news.important')}</Pill>
              ) : (
                dayText(from, today, language)
              )}
            </span>
          </li>
        ))}
      </ul>
    </Card>
  );
}
