import { Button } from 'antd';
import { Download, Send } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { isErrorCode } from '#shared/errors/app-error';
import type { KeptView } from '#shared/ipc/admin-api';
import { useStation } from '#renderer/data/index';
import { download, ErrorNotice, useReason } from '#renderer/ui/index';
import { deliverKept, exportKept, type Delivery } from './commands';
import { keptFile } from './words';

interface KeptActionsProps {
  readonly entries: readonly KeptView[];
  readonly onChanged: () => void;
  /** Whether it is about a list rather than about one record. */
  readonly isMany?: boolean;
}

/** What can be done about kept records: have them as a file, or have them written to the hub after all. */
export function KeptActions({ entries, onChanged, isMany = false }: KeptActionsProps) {
  const { t } = useTranslation('kept');
  const station = useStation();
  const [busy, setBusy] = useState<'export' | 'deliver' | null>(null);
  const [failure, setFailure] = useState<{ readonly error: unknown } | null>(null);
  const [delivery, setDelivery] = useState<Delivery | null>(null);
  const undelivered = entries.filter((entry) => entry.delivered === null);
  const run = async (what: 'export' | 'deliver') => {
    if (busy) return;
    setBusy(what);
    setFailure(null);
    setDelivery(null);
    try {
      if (what === 'export') {
        const { name, text } = keptFile(await exportKept(station.admin, entries), station.nowMs());
        download(name, new Blob([text], { type: 'application/json' }));
      } else {
        setDelivery(await deliverKept(station.admin, undelivered));
        onChanged();
      }
    } catch (error) {
      setFailure({ error });
    } finally {
      setBusy(null);
    }
  };
  return (
    <div className="kept-actions">
      <div className="page-actions">
        <Button
          icon={<Download size={16} aria-hidden="true" />}
          loading={busy === 'export'}
          onClick={() => void run('export')}
        >
          {isMany ? t('export.many', { count: entries.length }) : t('export')}
        </Button>
        {undelivered.length > 0 && (
          <Button
            type={isMany ? 'default' : 'primary'}
            icon={<Send size={16} aria-hidden="true" />}
            loading={busy === 'deliver'}
            onClick={() => void run('deliver')}
          >
            {isMany ? t('deliver.many', { count: undelivered.length }) : t('deliver')}
          </Button>
        )}
      </div>
      {delivery && <Told delivery={delivery} />}
      {failure && <ErrorNotice error={failure.error} />}
    </div>
  );
}

function Told({ delivery: { written, refused } }: { readonly delivery: Delivery }) {
  const { t } = useTranslation('kept');
  const reason = useReason();
  return (
    <div role="status" className="quiet-note">
      {written > 0 && <p>{t('delivered.now', { count: written })}</p>}
      {[...refused].map(([code, count]) => (
        <p key={code}>
          {code === 'row.wrong-database'
            ? t('refused.no-grid', { count })
            : t('refused.now', { count, reason: reason(isErrorCode(code) ? code : 'internal') })}
        </p>
      ))}
    </div>
  );
}
