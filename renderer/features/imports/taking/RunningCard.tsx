import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { AppError, isErrorCode } from '#shared/errors/app-error';
import { useStation, type ImportProgress } from '#renderer/data/index';
import { ErrorNotice } from '#renderer/ui/index';
import { ProgressLine } from '../components/ProgressLine';

/** How far an import has come; it can be left, cancelled, and gone on with where it failed. */
export function RunningCard({ running }: { readonly running: ImportProgress }) {
  const { t } = useTranslation('imports');
  const { imports } = useStation();
  const [isCancelling, setIsCancelling] = useState(false);
  const { phase, done, total, code } = running;
  const cancel = async () => {
    setIsCancelling(true);
    // What could not be taken back shows as a failure of its own.
    await imports.cancel().catch(() => undefined);
    setIsCancelling(false);
  };
  return (
    <div className="imports">
      <section className="card import-progress">
        <h1>{t(`taking.${phase}`)}</h1>
        <ProgressLine label={t('bar.label')} done={done} total={phase === 'planning' ? null : total} />
        <p role="status">{t('taking.count', { done, total })}</p>
        {phase === 'failed' && (
          <ErrorNotice
            error={new AppError(isErrorCode(code) ? code : 'import.failed', 'import failed')}
            onRemedy={() => imports.retry()}
          />
        )}
        <p className="quiet">{t('taking.text')}</p>
        <div className="page-actions">
          {phase === 'failed' && (
            <Button type="primary" onClick={() => imports.retry()}>
              {t('taking.retry')}
            </Button>
          )}
          <Button loading={isCancelling} onClick={() => void cancel()}>
            {t('taking.cancel')}
          </Button>
        </div>
      </section>
    </div>
  );
}
