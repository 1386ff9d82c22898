import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { addressOf, Empty, Loading, Pill } from '#renderer/ui/index';
import { useCountsText } from '../components/counts';
import { BROUGHT_PLACES } from '../places';
import { useImports, type ImportEntry } from '../queries';
import { useRosterWork, useRunningImport } from '../use-roster-work';
import { RunningCard } from './RunningCard';

/** An import that is being applied, and what it has come to. */
export function TakingPage({ importUid }: { readonly importUid: string }) {
  const { t } = useTranslation('imports');
  const running = useRunningImport();
  const imports = useImports();
  const entry = imports?.find((each) => each.importUid === importUid);
  if (running) return <RunningCard running={running} />;
  if (!imports || running === undefined || entry?.state === 'applying') {
    return <Loading label={t('bar.label')} lines={4} />;
  }
  // One that was cancelled before anything was written has left nothing at all.
  return entry?.state === 'complete' ? <Done entry={entry} /> : <TakenOut />;
}

function Done({ entry }: { readonly entry: ImportEntry }) {
  const { t } = useTranslation('imports');
  const [, work] = useRosterWork();
  const counts = useCountsText();
  return (
    <div className="imports">
      <section className="card import-done">
        <Pill shape="done" filled>
          {t('state.complete')}
        </Pill>
        <h1 aria-live="polite">{t('done.title')}</h1>
        <p>{counts(entry.counts)}</p>
        <p className="quiet">{t('done.text')}</p>
        <div className="page-actions">
          {entry.counts.people > 0 && (
            <Button type="primary" href={addressOf(BROUGHT_PLACES.people)}>
              {t('done.people')}
            </Button>
          )}
          {entry.counts.people === 0 && (
            <Button type="primary" href={addressOf(BROUGHT_PLACES.homes)}>
              {t('done.homes')}
            </Button>
          )}
          <Button onClick={() => work.leave()}>{t('done.again')}</Button>
        </div>
      </section>
    </div>
  );
}

function TakenOut() {
  const { t } = useTranslation('imports');
  const [, work] = useRosterWork();
  return (
    <Empty
      title={t('cancelled.title')}
      text={t('cancelled.text')}
      action={<Button onClick={() => work.leave()}>{t('done.again')}</Button>}
    />
  );
}
