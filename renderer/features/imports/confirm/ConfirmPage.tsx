import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { useStation } from '#renderer/data/index';
import { Card, ErrorNotice } from '#renderer/ui/index';
import { ProgressLine } from '../components/ProgressLine';
import { Steps } from '../components/Steps';
import type { WorkView } from '../roster-work';
import { useRosterWork, useRunningImport } from '../use-roster-work';

const MADE = ['people', 'households', 'dwellings', 'buildings', 'enterprises', 'certificates'] as const;

/** Step three: what will be made, in numbers; then it is taken in. */
export function ConfirmPage({ view }: { readonly view: Extract<WorkView, { step: 'confirm' }> }) {
  const { t } = useTranslation('imports');
  const [, work] = useRosterWork();
  const { plan, summary, isBusy, roster } = view;
  const made = MADE.filter((kind) => plan[kind] > 0);
  const isEmpty = made.length === 0 && plan.changed === 0;
  return (
    <div className="imports">
      <Steps current="confirm" />
      <header className="page-head">
        <div>
          <h1>{roster.session.fileName}</h1>
          <p>{t('confirm.text')}</p>
        </div>
        <div className="page-actions">
          <Button disabled={isBusy} onClick={() => work.back()}>
            {t('confirm.back')}
          </Button>
          <Button type="primary" loading={isBusy} disabled={isEmpty} onClick={() => void work.takeIn()}>
            {t('confirm.go')}
          </Button>
        </div>
      </header>
      {view.error !== null && <ErrorNotice error={view.error} onRemedy={() => void work.takeIn()} />}
      {isBusy && <Planning />}
      <Card title={t('confirm.title')}>
        <dl className="import-figures">
          {made.map((kind) => (
            <div key={kind}>
              <dt>{t(`made.${kind}`)}</dt>
              <dd>{plan[kind].toLocaleString('en')}</dd>
            </div>
          ))}
          {plan.changed > 0 && (
            <div>
              <dt>{t('made.changed')}</dt>
              <dd>{plan.changed.toLocaleString('en')}</dd>
            </div>
          )}
        </dl>
        {isEmpty && <p className="card-text">{t('confirm.empty')}</p>}
        {summary.bad > 0 && <p className="card-text">{t('confirm.bad', { count: summary.bad })}</p>}
        {plan.skipped > 0 && <p className="card-text">{t('confirm.skipped', { count: plan.skipped })}</p>}
        <p className="card-text quiet">{t('confirm.safe')}</p>
      </Card>
    </div>
  );
}

function Planning() {
  const { t } = useTranslation('imports');
  const { imports } = useStation();
  const running = useRunningImport();
  return (
    <section className="card import-progress">
      <ProgressLine label={t('bar.label')} done={0} total={null} />
      <p role="status">{t('planning.text', { count: running?.done ?? 0 })}</p>
      <Button onClick={() => void imports.cancel()}>{t('taking.cancel')}</Button>
    </section>
  );
}
