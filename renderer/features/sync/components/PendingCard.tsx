import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { CalendarDate } from '#shared/domain/calendar/date';
import type { OutboxRow } from '#shared/sync/ports';
import type { SyncView } from '#renderer/data/index';
import { Card, Empty, momentText, StatusShape, useLanguage, useExplanation } from '#renderer/ui/index';
import { useStaffNames } from '../../people/index';
import { useDatabaseName, useRecordWords } from '../queries';
import { waitingByDatabase } from '../waiting';

interface PendingCardProps {
  readonly sync: SyncView;
  readonly today: CalendarDate;
}

/** As many as somebody reads; the rest is counted. */
const SHOWN = 100;

/** What waits to be sent, by database and the oldest first, and why it still waits. */
export function PendingCard({ sync, today }: PendingCardProps) {
  const { t } = useTranslation(['sync', 'ui']);
  const explain = useExplanation();
  const nameOf = useDatabaseName();
  const { link } = sync.status;
  const groups = useMemo(() => waitingByDatabase(sync.outbox, SHOWN), [sync.outbox]);
  const aside = sync.waiting > 0 && <span className="quiet">{t('pending.count', { count: sync.waiting })}</span>;
  const shown = groups.reduce((sum, { rows }) => sum + rows.length, 0);
  const isSending = link.kind === 'live';
  return (
    <Card title={t('pending.title')} aside={aside}>
      {groups.length === 0 && <Empty title={t('pending.none')} text={t('pending.none.text')} />}
      {groups.map(({ db, count, rows }) => (
        <section key={db}>
          <h3 className="pending-head">
            {nameOf(db)} <span>{t('pending.count', { count })}</span>
          </h3>
          <ul className="pending">
            {rows.map((row) => (
              <PendingRow key={row.id} row={row} today={today} isSending={isSending} />
            ))}
          </ul>
        </section>
      ))}
      {sync.waiting > shown && <p className="pending-more">{t('pending.more', { count: sync.waiting - shown })}</p>}
      {groups.length > 0 && (link.kind === 'away' || link.kind === 'sign-in') && (
        <div className="why">
          <b>{t('why.title')}</b>
          <p>{explain(link.error.code)}</p>
        </div>
      )}
    </Card>
  );
}

interface PendingRowProps {
  readonly row: OutboxRow;
  readonly today: CalendarDate;
  readonly isSending: boolean;
}

function PendingRow({ row, today, isSending }: PendingRowProps) {
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
      <span className="end">{t(isSending ? 'pending.sending' : 'pending.here')}</span>
    </li>
  );
}
