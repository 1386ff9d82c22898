import { useTranslation } from 'react-i18next';
import type { CalendarDate } from '#shared/domain/calendar/date';
import type { OutboxRow } from '#shared/sync/ports';
import type { SyncView } from '#renderer/data/index';
import { Card, Empty, momentText, StatusShape, useLanguage, useExplanation } from '#renderer/ui/index';
import { useStaffNames } from '../../people/index';
import { useRecordWords } from '../queries';

interface PendingCardProps {
  readonly sync: SyncView;
  readonly today: CalendarDate;
}

/** As many as somebody reads; the rest is counted. */
const SHOWN = 100;

/** What waits to be sent, the oldest first, and why it still waits. */
export function PendingCard({ sync, today }: PendingCardProps) {
  const { t } = useTranslation(['sync', 'ui']);
  const explain = useExplanation();
  const { link } = sync.status;
  const rows = sync.outbox.filter((row) => row.state === 'waiting').sort((a, b) => a.queuedAtMs - b.queuedAtMs);
  const aside = rows.length > 0 && <span className="quiet">{t('pending.count', { count: rows.length })}</span>;
  return (
    <Card title={t('pending.title')} aside={aside}>
      {rows.length === 0 ? (
        <Empty title={t('pending.none')} text={t('pending.none.text')} />
      ) : (
        <ul className="pending">
          {rows.slice(0, SHOWN).map((row) => (
            <PendingRow key={row.id} row={row} today={today} />
          ))}
          {rows.length > SHOWN && <li>{t('pending.more', { count: rows.length - SHOWN })}</li>}
        </ul>
      )}
      {rows.length > 0 && (link.kind === 'away' || link.kind === 'sign-in') && (
        <div className="why">
          <b>{t('why.title')}</b>
          <p>{explain(link.error.code)}</p>
        </div>
      )}
    </Card>
  );
}

function PendingRow({ row, today }: { readonly row: OutboxRow; readonly today: CalendarDate }) {
  const { t } = useTranslation('sync');
  const language = useLanguage();
  const { type, name } = useRecordWords(row);
  const author = useStaffNames()(row.record.changed.by) ?? t('someone');
  return (
    <li>
      <StatusShape shape="outgoing" size={16} />
      <span>
        {name === null ? type : t('record.of', { type, name })}
        <small>{t('pending.saved', { moment: momentText(row.queuedAtMs, today, language), name: author })}</small>
      </span>
      <span className="end">{t('pending.here')}</span>
    </li>
  );
}
