import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import type { ExportState } from '../use-export';

interface ExportProgressProps {
  readonly state: Extract<ExportState, { readonly kind: 'running' }>;
  readonly isUnmasked: boolean;
  readonly onStop: () => void;
}

/** How far the file is written, and a way to stop. */
export function ExportProgress({ state: { done, total }, isUnmasked, onStop }: ExportProgressProps) {
  const { t } = useTranslation('export');
  return (
    <>
      <div className="export-progress">
        <progress aria-label={t('running.label')} max={total ?? 1} {...(total !== null && { value: done })} />
        <p role="status">{total === null ? t('running.counting') : t('running', { done, count: total })}</p>
        {isUnmasked && <p className="export-note">{t('running.full')}</p>}
      </div>
      <div className="form-actions">
        <Button autoFocus onClick={onStop}>
          {t('stop')}
        </Button>
      </div>
    </>
  );
}
