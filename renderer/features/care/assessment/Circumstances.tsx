import { Button, Input } from 'antd';
import { Minus, Plus } from 'lucide-react';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { ASSESSMENT_NOTE_LIMIT, CARE_EVENTS, DISORDERS, MOST_EVENTS, REASONS } from '#shared/domain/ability/content';
import { withEvents } from '#shared/domain/ability/draft';
import { Choice, Field } from '#renderer/ui/index';
import type { AssessmentSession, AssessmentState } from './assessment-session';

interface CircumstancesProps {
  readonly state: AssessmentState;
  readonly answer: AssessmentSession['answer'];
}

/** What besides the items decides the level, why the assessment was made, and words. */
export function Circumstances({ state, answer }: CircumstancesProps) {
  const { t } = useTranslation('care');
  const { draft, problems } = state;
  const id = useId();
  const isMissing = (field: 'disorder' | 'reason') => problems.some((problem) => problem.field === field);
  const errorOf = (field: 'disorder' | 'reason') =>
    isMissing(field) ? (
      <p className="field-error" id={`${id}-${field}`}>
        {t('problem.choose')}
      </p>
    ) : null;
  return (
    <section className="card ability-more" aria-label={t('more.title')}>
      <h2>{t('more.title')}</h2>
      <h3>{t('disorder')}</h3>
      <Choice
        label={t('disorder')}
        options={DISORDERS.map((value) => ({ value, label: t(`disorder.${value}`) }))}
        value={draft.disorder}
        onChange={(disorder) => answer({ disorder })}
        errorId={isMissing('disorder') ? `${id}-disorder` : undefined}
      />
      {errorOf('disorder')}
      <h3>{t('events')}</h3>
      <p className="quiet">{t('events.text')}</p>
      <div className="ability-events">
        {CARE_EVENTS.map((event) => {
          const count = draft.events[event] ?? 0;
          const name = t(`event.${event}`);
          const put = (next: number) => answer({ events: withEvents(draft.events, event, next) });
          return (
            <div key={event} role="group" aria-label={name}>
              <span>{name}</span>
              <Button
                aria-label={t('event.less', { name })}
                icon={<Minus size={18} aria-hidden="true" />}
                disabled={count === 0}
                onClick={() => put(count - 1)}
              />
              <output aria-live="polite">{t('event.count', { count })}</output>
              <Button
                aria-label={t('event.more', { name })}
                icon={<Plus size={18} aria-hidden="true" />}
                disabled={count === MOST_EVENTS}
                onClick={() => put(count + 1)}
              />
            </div>
          );
        })}
      </div>
      <h3>{t('reason')}</h3>
      <Choice
        label={t('reason')}
        options={REASONS.map((value) => ({ value, label: t(`reason.${value}`) }))}
        value={draft.reason}
        onChange={(reason) => answer({ reason })}
        errorId={isMissing('reason') ? `${id}-reason` : undefined}
      />
      {errorOf('reason')}
      <Field
        label={t('note')}
        error={
          problems.some(({ field }) => field === 'note') ? t('problem.note', { limit: ASSESSMENT_NOTE_LIMIT }) : null
        }
      >
        {(ties) => (
          <Input.TextArea
            {...ties}
            autoSize={{ minRows: 2, maxRows: 8 }}
            placeholder={t('note.placeholder')}
            value={draft.note}
            onChange={(event) => answer({ note: event.target.value })}
          />
        )}
      </Field>
    </section>
  );
}
