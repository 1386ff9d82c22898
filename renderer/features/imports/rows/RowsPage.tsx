import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { RosterFindingCode } from '#shared/domain/roster/types';
import type { RosterRowQuery } from '#renderer/data/index';
import { ErrorNotice, useLayout } from '#renderer/ui/index';
import { Steps } from '../components/Steps';
import type { WorkView } from '../roster-work';
import { useRosterWork } from '../use-roster-work';
import { BulkLine } from './BulkLine';
import { ExportBad } from './ExportBad';
import { RowFilters } from './RowFilters';
import { RowList } from './RowList';
import { RowPanel } from './RowPanel';
import { UnknownWords } from './UnknownWords';
import { useRosterRows } from './use-roster-rows';
import './rows.css';

export type RowsView = Extract<WorkView, { step: 'rows' }>;

/** Step two: what was found, row by row; mended in place, decided, or taken out into a file. */
export function RowsPage({ view }: { readonly view: RowsView }) {
  const { t } = useTranslation('imports');
  const [, work] = useRosterWork();
  const isTablet = useLayout() === 'tablet';
  const { roster, summary, version, isBusy } = view;
  const [only, setOnly] = useState<RosterRowQuery['only']>(summary.bad > 0 ? 'errors' : 'all');
  const [code, setCode] = useState<RosterFindingCode | null>(null);
  const [open, setOpen] = useState<number | null>(null);
  const rows = useRosterRows(roster.session, { only, code }, version);
  const isCovered = isTablet && open !== null;
  const panel = open !== null && <RowPanel view={view} index={open} onClose={() => setOpen(null)} />;
  return (
    <div className="imports is-rows">
      <div hidden={isCovered} className="imports-top">
        <Steps current="rows" />
        <header className="page-head">
          <div>
            <h1>{roster.session.fileName}</h1>
            <p role="status">{t('rows.summary', { rows: summary.rows, good: summary.good, bad: summary.bad })}</p>
          </div>
          <div className="page-actions">
            <Button onClick={() => work.back()}>{t('rows.back')}</Button>
            {summary.bad > 0 && <ExportBad roster={roster} />}
            <Button type="primary" loading={isBusy} disabled={summary.good === 0} onClick={() => void work.confirm()}>
              {t('rows.go-on')}
            </Button>
          </div>
        </header>
        {view.error !== null && <ErrorNotice error={view.error} />}
        <UnknownWords roster={roster} summary={summary} />
      </div>
      <div className="imports-body">
        <section className="card imports-list" hidden={isCovered}>
          <RowFilters
            summary={summary}
            only={only}
            code={code}
            onOnly={(next) => {
              setOnly(next);
              setCode(null);
            }}
            onCode={setCode}
          />
          <BulkLine summary={summary} only={only} code={code} />
          <RowList view={view} rows={rows} listKey={`${only}|${code ?? ''}`} openRow={open} onOpen={setOpen} />
        </section>
        {panel && <aside className={isTablet ? 'imports-panel' : 'imports-panel card'}>{panel}</aside>}
      </div>
    </div>
  );
}
