import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { useObservable } from '#renderer/data/index';
import type { Roster } from '../roster-work';
import { useRosterWork } from '../use-roster-work';
import { ProgressLine } from './ProgressLine';
import { Steps } from './Steps';

/** A check under way: how many rows have been read, or compared with the station; it can be stopped, or left. */
export function Checking({ roster }: { readonly roster: Roster }) {
  const { t } = useTranslation('imports');
  const [, work] = useRosterWork();
  const progress = useObservable(roster.session.progress$);
  const phase = progress?.phase === 'comparing' ? 'comparing' : 'reading';
  const text = t(`checking.${phase}`, { count: progress?.rows ?? 0 });
  return (
    <div className="imports">
      <Steps current="rows" />
      <section className="card import-progress">
        <h1>{roster.session.fileName}</h1>
        <ProgressLine label={t('checking.label')} done={0} total={null} />
        <p role="status">{text}</p>
        <p className="quiet">{t('checking.leave')}</p>
        <Button onClick={() => work.stopChecking()}>{t('checking.stop')}</Button>
      </section>
    </div>
  );
}
