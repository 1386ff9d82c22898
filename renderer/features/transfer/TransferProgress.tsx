import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import type { TransferView } from '#shared/ipc/transfer-api';
import { StatusShape } from '#renderer/ui/index';
import { useTransfer } from './queries';
import { useCountWords } from './use-count-words';

/** A transfer that was begun: how far the host has come with it, until it is done. */
export function TransferProgress({ begun, onClose }: { readonly begun: TransferView; readonly onClose: () => void }) {
  const { t } = useTranslation('transfer');
  const countWords = useCountWords();
  const { state, to, counts } = useTransfer(begun);
  const isDone = state === 'done';
  return (
    <div className="transfer-progress">
      <p className="transfer-note" role="status">
        <StatusShape shape={isDone ? 'done' : 'outgoing'} size={16} />
        {isDone ? <b>{t('done', { number: to })}</b> : t('running')}
      </p>
      {isDone && <p>{t('done.counts', { what: countWords(counts) })}</p>}
      {counts.unreadable > 0 && <p>{t('done.unreadable', { count: counts.unreadable })}</p>}
      <div className="form-actions">
        <Button onClick={onClose}>{t('close')}</Button>
      </div>
    </div>
  );
}
