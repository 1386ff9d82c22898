import { Button } from 'antd';
import { Download } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { isErrorCode } from '#shared/errors/app-error';
import type { OutboxRow } from '#shared/sync/ports';
import { useStation } from '#renderer/data/index';
import { Card, ErrorNotice, goTo, momentText, StatusShape, useLanguage, useReason } from '#renderer/ui/index';
import { useToday } from '../../people/index';
import { mayResend } from '../commands';
import { downloadUnsent } from '../download-unsent';
import { useRecordWords } from '../queries';
import { DiscardDialog } from './DiscardDialog';

interface RefusedCardProps {
  readonly rows: readonly OutboxRow[];
  readonly state: 'refused' | 'held';
}

/** Records that a person has to look at: sent back by the station, or kept here since a permission went. */
export function RefusedCard({ rows, state }: RefusedCardProps) {
  const [discarding, setDiscarding] = useState<readonly OutboxRow[] | null>(null);
  return (
    <>
      {rows.length === 0 ? (
        <NothingCard state={state} />
      ) : (
        <RowsCard rows={rows} state={state} onDiscard={setDiscarding} />
      )}
      {/* Beside the card: what it says about rows that stayed outlives the rows. */}
      {discarding && <DiscardDialog rows={discarding} onClose={() => setDiscarding(null)} />}
    </>
  );
}

function NothingCard({ state }: Pick<RefusedCardProps, 'state'>) {
  const { t } = useTranslation('sync');
  return (
    <Card title={t(`${state}.title`)}>
      <p className="card-text quiet">{t('refused.none')}</p>
    </Card>
  );
}

interface RowsCardProps extends RefusedCardProps {
  readonly onDiscard: (rows: readonly OutboxRow[]) => void;
}

function RowsCard({ rows, state, onDiscard }: RowsCardProps) {
  const { t } = useTranslation('sync');
  const title = (
    <>
      <StatusShape shape={state === 'refused' ? 'alert' : 'paused'} size={16} />
      {t(`${state}.title`)}
    </>
  );
  return (
    <Card title={title} aside={<span className="quiet">{t('refused.count', { count: rows.length })}</span>}>
      {state === 'held' && <p className="card-text">{t('held.text')}</p>}
      {rows.map((row) => (
        <RefusedRow key={row.id} row={row} onDiscard={() => onDiscard([row])} />
      ))}
      {rows.length > 1 && (
        <div className="refused-all">
          <Button onClick={() => onDiscard(rows)}>{t('discard.all', { count: rows.length })}</Button>
        </div>
      )}
    </Card>
  );
}

interface RefusedRowProps {
  readonly row: OutboxRow;
  readonly onDiscard: () => void;
}

function RefusedRow({ row, onDiscard }: RefusedRowProps) {
  const { t } = useTranslation('sync');
  const language = useLanguage();
  const today = useToday();
  const station = useStation();
  const reason = useReason();
  const [failure, setFailure] = useState<unknown>(null);
  const { type, name, place, formPlace } = useRecordWords(row);
  const code = isErrorCode(row.code) ? row.code : 'row.malformed';
  const isRefused = row.state === 'refused';
  const again = () => {
    setFailure(null);
    station.resend(row).catch(setFailure);
  };
  return (
    <div className="refused">
      <div className="refused-words">
        <h3>{name === null ? type : t('record.of', { type, name })}</h3>
        {isRefused && (
          <p>
            <b>{t('refused.by')}</b>
            {t('refused.reason', { reason: reason(code) })}
          </p>
        )}
        <p className="quiet">{t('refused.safe', { moment: momentText(row.queuedAtMs, today, language) })}</p>
      </div>
      <div className="page-actions">
        {isRefused && formPlace && (
          <Button type="primary" onClick={() => goTo(formPlace)}>
            {t('refused.correct')}
          </Button>
        )}
        {place && <Button onClick={() => goTo(place)}>{t('refused.open')}</Button>}
        {isRefused && mayResend(row) && <Button onClick={again}>{t('refused.again')}</Button>}
        <Button icon={<Download size={16} aria-hidden="true" />} onClick={() => downloadUnsent([row], station.nowMs())}>
          {t('refused.export')}
        </Button>
        <Button onClick={onDiscard}>{t('discard')}</Button>
      </div>
      {failure !== null && <ErrorNotice error={failure} />}
    </div>
  );
}
