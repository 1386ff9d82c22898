import { useTranslation } from 'react-i18next';
import { Card } from '#renderer/ui/index';
import { RunningCard } from '../taking/RunningCard';
import { useRunningImport } from '../use-roster-work';
import { DropZone } from './DropZone';
import { History } from './History';
import './start.css';

interface StartPageProps {
  readonly isBusy: boolean;
  readonly error: unknown;
}

/** Choosing a file, what can be taken in, and what was. */
export function StartPage({ isBusy, error }: StartPageProps) {
  const { t } = useTranslation('imports');
  const running = useRunningImport();
  if (running && running.phase !== 'finishing') return <RunningCard running={running} />;
  return (
    <div className="imports">
      <header className="page-head">
        <div>
          <h1>{t('start.title')}</h1>
          <p>{t('start.text')}</p>
        </div>
      </header>
      <DropZone isBusy={isBusy} error={error} />
      <Card title={t('history.title')}>
        <History />
      </Card>
    </div>
  );
}
