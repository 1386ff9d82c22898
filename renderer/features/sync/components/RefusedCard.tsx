import { Button } from 'antd';
import { Download } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { isErrorCode } from '#shared/errors/app-error';
import type { OutboxRow } from '#shared/sync/ports';
import { useStation } from '#renderer/data/index';
import { Card, StatusShape, useReason } from '#renderer/ui/index';
import { downloadUnsent } from '../download-unsent';
import { useRecordWords } from '../queries';

interface RefusedCardProps {
  readonly rows: readonly OutboxRow[];
  readonly state: 'refused' | 'held';
}

/** Records that a person has to look at: sent back by the station, or kept here since a permission went. */
export function RefusedCard({ rows, state }: RefusedCardProps) {
  const { t } = useTranslation('sync');
  if (rows.length === 0) {
    return (
      <Card title={t(`${state}.title`)}>
        <p className="card-text quiet">{t('refused.none')}</p>
      </Card>
    );
  }
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
        <RefusedRow key={row.id} row={row} />
      ))}
    </Card>
  );
}

function RefusedRow({ row }: { readonly row: OutboxRow }) {
  const { t } = useTranslation('sync');
  const station = useStation();
  const reason = useReason();
  const { type, name } = useRecordWords(row);
  const code = isErrorCode(row.code) ? row.code : 'row.malformed';
  return (
    <div className="refused">
      <div>
        <h3>{name === null ? type : t('record.of', { type, name })}</h3>
        <p>{t('refused.why', { reason: reason(code) })}</p>
        <p>{t('refused.safe')}</p>
      </div>
      <Button icon={<Download size={16} aria-hidden="true" />} onClick={() => downloadUnsent([row], station.nowMs())}>
        {t('refused.export')}
      </Button>
    </div>
  );
}
