import { useWords } from '#renderer/ui/index';
import { ColumnsPage } from './columns/ColumnsPage';
import { Checking } from './components/Checking';
import { ConfirmPage } from './confirm/ConfirmPage';
import { importParts } from './import-parts';
import './imports.css';
import { RowsPage } from './rows/RowsPage';
import { StartPage } from './start/StartPage';
import { TakingPage } from './taking/TakingPage';
import { useRosterWork } from './use-roster-work';

/** Rosters in: choose, map, check, mend, take in, take out again. */
export function ImportPages() {
  useWords(importParts);
  const [view] = useRosterWork();
  switch (view.step) {
    case 'start':
      return <StartPage isBusy={view.isBusy} error={view.error} />;
    case 'columns':
      return <ColumnsPage roster={view.roster} isBusy={view.isBusy} error={view.error} />;
    case 'checking':
      return <Checking roster={view.roster} />;
    case 'rows':
      return <RowsPage view={view} />;
    case 'confirm':
      return <ConfirmPage view={view} />;
    case 'taking':
      return <TakingPage importUid={view.importUid} />;
  }
}
