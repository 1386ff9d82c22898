import { useTranslation } from 'react-i18next';
import { addressOf, StatusShape, usePlace } from '#renderer/ui/index';
import { IMPORTS_PATH } from '../places';
import { useRunningImport } from '../use-roster-work';
import { ProgressLine } from './ProgressLine';

/** A narrow bar over every page while an import is applied; leads to it. Nothing on the import's own page. */
export function ImportBar() {
  const { t } = useTranslation('imports');
  const running = useRunningImport();
  const { path } = usePlace();
  if (!running || path === IMPORTS_PATH) return null;
  const { phase, done, total } = running;
  const hasFailed = phase === 'failed';
  return (
    <a className={`import-bar${hasFailed ? ' has-failed' : ''}`} href={addressOf({ path: IMPORTS_PATH, query: {} })}>
      <StatusShape shape={hasFailed ? 'alert' : 'progress'} />
      <span>{t(`bar.${phase}`, { done, total })}</span>
      {!hasFailed && <ProgressLine label={t('bar.label')} done={done} total={phase === 'planning' ? null : total} />}
    </a>
  );
}
