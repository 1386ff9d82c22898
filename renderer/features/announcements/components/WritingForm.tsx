import { Button, Input } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { announcementProblems } from '#shared/domain/announcements/announcements';
import { ANNOUNCEMENT_LIMITS, IMPORTANCES } from '#shared/schema/types/announcement';
import { POSTS } from '#shared/schema/types/place';
import { Chips, Choice, ErrorNotice, Field, goTo, PrivateForm, StatusShape, timeText } from '#renderer/ui/index';
import { useToday } from '../../people/index';
import type { WritingSession, WritingState } from '../draft-session';
import { announcementsPlace } from '../places';

interface WritingFormProps {
  readonly session: WritingSession;
  readonly state: WritingState;
}

/** What it says, from when to when, how important, for whom. Publishing needs a title, a text and days that fit. */
export function WritingForm({ session, state }: WritingFormProps) {
  const { t } = useTranslation(['announcements', 'sign-in']);
  const today = useToday();
  const [wasTried, setWasTried] = useState(false);
  const [isBusy, setIsBusy] = useState(false);
  const [failure, setFailure] = useState<{ readonly error: unknown } | null>(null);
  const { draft, saving } = state;
  const problems = wasTried ? announcementProblems(draft, today) : {};
  const run = async (work: () => Promise<boolean>, form?: HTMLFormElement) => {
    setIsBusy(true);
    setFailure(null);
    try {
      if (await work()) goTo(announcementsPlace(), { replace: true });
      else requestAnimationFrame(() => form?.querySelector<HTMLElement>('[aria-invalid=true]')?.focus());
    } catch (error) {
      setFailure({ error });
    } finally {
      setIsBusy(false);
    }
  };
  const submit = (form: HTMLFormElement) => {
    setWasTried(true);
    void run(() => session.publish(), form);
  };
  const discard = () => void run(() => session.discard().then(() => true));
  return (
    <PrivateForm aria-label={t('write')} onSubmit={(event) => submit(event.currentTarget)}>
      <Field label={t('field.title')} error={problems.title && t('problem.title')}>
        {(ties) => (
          <Input
            {...ties}
            autoFocus
            maxLength={ANNOUNCEMENT_LIMITS.title}
            value={draft.title}
            onChange={(event) => session.change({ title: event.target.value })}
          />
        )}
      </Field>
      <Field label={t('field.body')} hint={t('field.body.hint')} error={problems.body && t('problem.body')}>
        {(ties) => (
          <Input.TextArea
            {...ties}
            autoSize={{ minRows: 5, maxRows: 14 }}
            maxLength={ANNOUNCEMENT_LIMITS.body}
            value={draft.body}
            onChange={(event) => session.change({ body: event.target.value })}
          />
        )}
      </Field>
      <div className="announcement-days">
        <Field label={t('field.from')} error={problems.from && t('problem.no-day')}>
          {(ties) => (
            <Input
              {...ties}
              type="date"
              value={draft.from}
              onChange={(event) => session.change({ from: event.target.value })}
            />
          )}
        </Field>
        <Field
          label={t('field.until')}
          hint={t('field.until.hint')}
          error={problems.until && t(`problem.${problems.until}`)}
        >
          {(ties) => (
            <Input
              {...ties}
              type="date"
              value={draft.until}
              onChange={(event) => session.change({ until: event.target.value })}
            />
          )}
        </Field>
        <div>
          <span className="field-name">{t('field.importance')}</span>
          <Choice
            label={t('field.importance')}
            options={IMPORTANCES.map((value) => ({ value, label: t(value) }))}
            value={draft.importance}
            onChange={(value) => session.change({ importance: value ?? 'normal' })}
          />
        </div>
      </div>
      <div>
        <span className="field-name">{t('field.audience')}</span>
        <Chips
          label={t('field.audience')}
          options={POSTS.map((value) => ({ value, label: t(`post.${value}`, { ns: 'sign-in' }) }))}
          value={draft.audience}
          onChange={(audience) => session.change({ audience })}
        />
      </div>
      <div className="announcement-residents">
        <span className="field-name">{t('field.residents')}</span>
        <Choice
          label={t('field.residents')}
          options={[
            { value: 'no', label: t('field.residents.no') },
            { value: 'yes', label: t('field.residents.yes') },
          ]}
          value={draft.forResidents ? 'yes' : 'no'}
          onChange={(value) => session.change({ forResidents: value === 'yes' })}
        />
      </div>
      {saving.kind === 'failed' && <ErrorNotice error={saving.error} onRemedy={() => void session.flush()} />}
      {failure && <ErrorNotice error={failure.error} />}
      <div className="form-actions">
        <p className="announcement-saved" role="status">
          {saving.kind === 'saved' && (
            <>
              <StatusShape shape="done" />
              {t('saved', { time: timeText(saving.savedAtMs) })}
            </>
          )}
        </p>
        {saving.kind !== 'untouched' && (
          <Button type="text" disabled={isBusy} onClick={discard}>
            {t('discard')}
          </Button>
        )}
        <Button onClick={() => goTo(announcementsPlace(), { replace: true })}>{t('later')}</Button>
        <Button type="primary" htmlType="submit" loading={isBusy}>
          {t('publish')}
        </Button>
      </div>
    </PrivateForm>
  );
}
