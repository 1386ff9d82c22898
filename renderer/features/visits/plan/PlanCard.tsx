import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { WireRecord } from '#shared/schema/envelope';
import type { VisitPlan } from '#shared/schema/types/visit-plan';
import { useRecord, useStation } from '#renderer/data/index';
import { Card, Dot, ErrorNotice, Field, Select } from '#renderer/ui/index';
import { gridNumberOf, scopeOf, useMayWrite, type PersonRecord } from '../../people/index';
import { changePlans, type PlanChange } from './commands';
import { useVisitWorkers } from './queries';
import './plan.css';

/** Own intervals that are offered, days. */
const OFFERED_DAYS = [1, 3, 7, 14, 30, 60, 90] as const;

/** What is agreed about visits to one person: who goes, and how often beyond the rules. Changes are on disk at once. */
export function PlanCard({ person }: { readonly person: PersonRecord }) {
  const { t } = useTranslation('visits');
  const station = useStation();
  const workers = useVisitWorkers() ?? [];
  const mayWrite = useMayWrite();
  const plan = useRecord<VisitPlan & WireRecord>('visits', `visit-plan~${scopeOf(person._id)}~${person.uid}`);
  const [failure, setFailure] = useState<{ readonly error: unknown; readonly change: PlanChange } | null>(null);
  if (plan === undefined) return null;
  const grid = gridNumberOf(person._id);
  const mayChange = mayWrite('create', 'visit-plan', grid) && mayWrite('edit', 'visit-plan', grid);
  const change = (wanted: PlanChange) => {
    setFailure(null);
    changePlans(station, [person], wanted).catch((error: unknown) => setFailure({ error, change: wanted }));
  };
  const nameOf = (uid: string | null) => workers.find((worker) => worker.uid === uid)?.name ?? t('give.grid');
  const { assigneeUid = null, everyDays = null } = plan ?? {};
  const days =
    everyDays === null || OFFERED_DAYS.some((each) => each === everyDays) ? OFFERED_DAYS : [...OFFERED_DAYS, everyDays];
  return (
    <Card title={t('plan.title')}>
      {mayChange ? (
        <div className="plan-fields">
          <Field label={t('plan.who')}>
            {(ties) => (
              <Select
                {...ties}
                value={assigneeUid ?? ''}
                onChange={(uid) => change({ assigneeUid: uid === '' ? null : uid })}
              >
                <option value="">{t('give.grid')}</option>
                {workers
                  .filter(({ uid, mayVisit }) => mayVisit(grid) || uid === assigneeUid)
                  .map(({ uid, name }) => (
                    <option key={uid} value={uid}>
                      {name}
                    </option>
                  ))}
              </Select>
            )}
          </Field>
          <Field label={t('plan.every')}>
            {(ties) => (
              <Select
                {...ties}
                value={String(everyDays ?? '')}
                onChange={(count) => change({ everyDays: count === '' ? null : Number(count) })}
              >
                <option value="">{t('plan.every.none')}</option>
                {days.map((count) => (
                  <option key={count} value={count}>
                    {t('plan.every.days', { count })}
                  </option>
                ))}
              </Select>
            )}
          </Field>
        </div>
      ) : (
        <p className="plan-fields">
          {nameOf(assigneeUid)}
          <Dot />
          {everyDays === null ? t('plan.every.none') : t('plan.every.days', { count: everyDays })}
        </p>
      )}
      {failure && <ErrorNotice error={failure.error} onRemedy={() => change(failure.change)} />}
    </Card>
  );
}
