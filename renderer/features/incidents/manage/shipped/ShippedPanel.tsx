import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { SHIPPED_TABLE } from '#shared/codes/incident-categories/index';
import { planTakeOver, type TakeOver } from '#shared/domain/incidents/shipped-table';
import { useStation } from '#renderer/data/index';
import { addressOf, ErrorNotice, StatusShape } from '#renderer/ui/index';
import { Beside } from '../../../lists/index';
import { INCIDENT_UNITS_PATH } from '../../places';
import type { CategoryRecord } from '../../queries';
import { takeOver } from './commands';
import { MajorChoice } from './MajorChoice';
import { TakeBackPart } from './TakeBackPart';
import './shipped.css';

interface ShippedPanelProps {
  readonly all: readonly CategoryRecord[];
  readonly onClose: () => void;
}

const MAJORS = SHIPPED_TABLE.flatMap(({ majors }) => majors.map(({ name }) => name));

/** The table that comes with the product: which majors a station takes over, what would come of it, and what can go again. */
export function ShippedPanel({ all, onClose }: ShippedPanelProps) {
  const { t } = useTranslation('incidentShipped');
  const station = useStation();
  const [chosen, setChosen] = useState<ReadonlySet<string>>(() => new Set(all.length === 0 ? MAJORS : []));
  const [done, setDone] = useState<{ readonly kind: 'added' | 'back'; readonly count: number } | null>(null);
  const [failure, setFailure] = useState<{ readonly error: unknown } | null>(null);
  const [isRunning, setIsRunning] = useState(false);
  const plan = planTakeOver(SHIPPED_TABLE, chosen, all);
  const count = plan.added.length + plan.woken.length;
  const take = async () => {
    setFailure(null);
    setIsRunning(true);
    try {
      await takeOver(station, plan, all);
      setChosen(new Set());
      setDone({ kind: 'added', count });
    } catch (error) {
      setFailure({ error });
    } finally {
      setIsRunning(false);
    }
  };
  return (
    <Beside title={t('title')} onClose={onClose}>
      <div className="table-form shipped">
        <p>{t('text')}</p>
        <p className="quiet">{t('text.sources')}</p>
        {done && (
          <p className="shipped-done" role="status">
            <StatusShape shape="done" />
            <span>
              {t(`took.${done.kind}`, { count: done.count })}
              {done.kind === 'added' && (
                <>
                  {' '}
                  <a href={addressOf({ path: INCIDENT_UNITS_PATH, query: {} })}>{t('next')}</a>
                </>
              )}
            </span>
          </p>
        )}
        <MajorChoice all={all} chosen={chosen} onChange={setChosen} />
        <Preview plan={plan} isChosen={chosen.size > 0} />
        {failure && <ErrorNotice error={failure.error} onRemedy={() => void take()} />}
        <div className="form-actions">
          <Button type="primary" disabled={count === 0} loading={isRunning} onClick={() => void take()}>
            {count === 0 ? t('take.none') : t('take', { count })}
          </Button>
        </div>
        <TakeBackPart all={all} onDone={(taken) => setDone({ kind: 'back', count: taken })} />
      </div>
    </Beside>
  );
}

/** Rows that are shown before somebody asks for all of them. */
const FIRST = 6;

function Preview({ plan: { added, woken, kept }, isChosen }: { readonly plan: TakeOver; readonly isChosen: boolean }) {
  const { t } = useTranslation('incidentShipped');
  const [isWhole, setIsWhole] = useState(false);
  const parts = [
    added.length > 0 && t('summary.added', { count: added.length }),
    woken.length > 0 && t('summary.woken', { count: woken.length }),
    kept.length > 0 && t('summary.kept', { count: kept.length }),
  ].filter((each) => each !== false);
  const isNothing = added.length + woken.length === 0;
  const shown = isWhole ? added : added.slice(0, FIRST);
  return (
    <section className="shipped-preview" aria-label={t('preview')}>
      <h3>{t('preview')}</h3>
      {isNothing ? <p>{t(isChosen ? 'summary.nothing' : 'summary.choose')}</p> : null}
      {!isNothing && (
        <ul className="shipped-sums">
          {parts.map((part) => (
            <li key={part}>{part}</li>
          ))}
        </ul>
      )}
      <ul className="shipped-rows">
        {shown.map(({ major, minor, limitsSeen }) => (
          <li key={`${major.name}/${minor.name}`}>
            <b>{minor.name}</b> <span>{major.name}</span>
            <small>
              {limitsSeen.length === 0
                ? t('row.no-limit')
                : t('row.limits', { limits: limitsSeen.map((limit) => t('row.limit', limit)).join(t('list.or')) })}
            </small>
          </li>
        ))}
      </ul>
      {added.length > shown.length && (
        <p>
          {t('rows.more', { count: added.length - shown.length })}{' '}
          <button type="button" className="link-button" onClick={() => setIsWhole(true)}>
            {t('rows.all')}
          </button>
        </p>
      )}
    </section>
  );
}
