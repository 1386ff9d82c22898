import { Button } from 'antd';
import { Megaphone } from 'lucide-react';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { Empty, goTo, Loading, usePlace } from '#renderer/ui/index';
import './announcements.css';
import { AnnouncementList } from './components/AnnouncementList';
import { WritingCard } from './components/WritingCard';
import { announcementsPlace, NEW_ANNOUNCEMENT } from './places';
import { useAnnouncements, useMayAnnounce } from './queries';
import { useReadMarks } from './read-marks';

/** What the station tells its staff: current, coming and past; those who may write and withdraw. */
export function AnnouncementsPage() {
  const { t } = useTranslation('announcements');
  const open = usePlace().query['open'] ?? '';
  const all = useAnnouncements();
  const mayAnnounce = useMayAnnounce();
  const { read } = useReadMarks();
  useEffect(() => {
    // Opened is read, whichever link led here.
    if (open !== '' && open !== NEW_ANNOUNCEMENT) read([open]);
  }, [open, read]);
  const isWriting = mayAnnounce && open === NEW_ANNOUNCEMENT;
  const writeButton = (
    <Button
      type="primary"
      icon={<Megaphone size={16} aria-hidden="true" />}
      onClick={() => goTo(announcementsPlace(NEW_ANNOUNCEMENT))}
    >
      {t('write')}
    </Button>
  );
  return (
    <div className="page announcements">
      <header className="page-head">
        <div>
          <h1>{t('nav')}</h1>
          <p>{t(mayAnnounce ? 'lead.writer' : 'lead.reader')}</p>
        </div>
        {mayAnnounce && !isWriting && <div className="page-actions">{writeButton}</div>}
      </header>
      {isWriting && <WritingCard />}
      {!all && <Loading label={t('loading')} lines={5} />}
      {all && all.current.length === 0 && (
        <section className="card">
          <Empty title={t('none')} text={t('none.text')} />
        </section>
      )}
      {all && <AnnouncementList name="current" records={all.current} open={open} />}
      {all && mayAnnounce && <AnnouncementList name="coming" records={all.coming} open={open} />}
      {all && <AnnouncementList name="past" records={all.past} open={open} />}
    </div>
  );
}
