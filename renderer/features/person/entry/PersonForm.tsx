import { Button } from 'antd';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { completeDraft, draftProblems, type DraftProblem } from '#shared/domain/people/complete';
import { useStation } from '#renderer/data/index';
import {
  ErrorNotice,
  goBack,
  goTo,
  PrivateForm,
  settleBeforeLeaving,
  StatusShape,
  useLayout,
} from '#renderer/ui/index';
import { personPlace, RESIDENTS_PATH, type PersonRecord } from '../../people/index';
import { savePerson } from '../commands/save-person';
import { useAction } from '../use-action';
import { AlikePanel } from './AlikePanel';
import type { EntrySession } from './entry-session';
import { FormFoot } from './FormFoot';
import { HomeFields } from './HomeFields';
import { IdentityFields } from './IdentityFields';
import { MoreFields } from './MoreFields';
import { useEntry, type Entry } from './use-entry';

interface PersonFormProps {
  readonly person: PersonRecord | null;
  readonly session: EntrySession;
}

/** What every group of fields gets. */
export interface FieldsProps {
  readonly entry: Entry;
  /** Null for somebody new. */
  readonly person: PersonRecord | null;
  /** What is wrong with a field; shown from the first try to save on. */
  readonly problemOf: <F extends DraftProblem['field']>(
    field: F,
  ) => Extract<DraftProblem, { readonly field: F }>['problem'] | null;
}

const RESIDENTS = { path: RESIDENTS_PATH, query: {} };

/** The whole form: who, where, with whom, and what else is asked; beside it who may be here already. Ctrl+Enter saves, Esc leaves. */
export function PersonForm({ person, session }: PersonFormProps) {
  const { t } = useTranslation('person-form');
  const station = useStation();
  const entry = useEntry(session, person);
  const isTablet = useLayout() === 'tablet';
  const action = useAction();
  const form = useRef<HTMLFormElement>(null);
  const [tries, setTries] = useState(0);
  const { draft, context, state } = entry;
  const problems = draftProblems(draft, context);
  useSettling(session);

  // The first thing to mend gets the focus after each try.
  useEffect(() => {
    if (tries === 0) return;
    form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
  }, [tries]);

  const save = () =>
    action.run(async () => {
      const completion = completeDraft(draft, context);
      if (!completion.ok) {
        setTries((count) => count + 1);
        return null;
      }
      await session.flush();
      const { completed } = completion;
      const id = await savePerson(station, { draft, completed, before: entry.before, joined: entry.joined });
      await session.end();
      goTo(personPlace(id), { replace: true });
      return null;
    });
  const leave = () => {
    void session.flush().then(() => goBack(person ? personPlace(person._id) : RESIDENTS));
  };
  useKeys({ save: () => void save(), leave });
  const problemOf: FieldsProps['problemOf'] = (field) => {
    const problem = tries === 0 ? undefined : problems.find((each) => each.field === field);
    return (problem?.problem ?? null) as never;
  };
  const fields: FieldsProps = { entry, person, problemOf };

  return (
    <PrivateForm className="entry-form" ref={form} onSubmit={() => void save()}>
      <div className="entry-scroll">
        <div className="entry-main">
          <header className="entry-head">
            <h1>{person ? t('title.edit', { name: person.name ?? '' }) : t('title.new')}</h1>
            {state.isResumed && (
              <p className="notice-line" role="status">
                <StatusShape shape="note" size={16} />
                {t('resumed')}
                <button type="button" className="link-button" onClick={() => void session.restart()}>
                  {t('restart')}
                </button>
              </p>
            )}
          </header>
          <IdentityFields {...fields} />
          {isTablet && <AlikePanel entry={entry} person={person} session={session} />}
          <HomeFields {...fields} />
          <MoreFields {...fields} />
          {state.saving.kind === 'failed' && (
            <ErrorNotice error={state.saving.error} onRemedy={() => void session.flush()} />
          )}
          {action.failure && <ErrorNotice error={action.failure.error} onRemedy={() => void save()} />}
        </div>
        {!isTablet && <AlikePanel entry={entry} person={person} session={session} />}
      </div>
      <FormFoot saving={state.saving} problems={tries === 0 ? 0 : problems.length}>
        <Button onClick={leave}>{t('later')}</Button>
        <Button type="primary" htmlType="submit" loading={action.isBusy}>
          {t('save')}
        </Button>
      </FormFoot>
    </PrivateForm>
  );
}

/** What was typed last is on disk before the page goes or comes to the back. */
function useSettling(session: EntrySession): void {
  useEffect(() => {
    const flush = () => void session.flush();
    document.addEventListener('visibilitychange', flush);
    addEventListener('pagehide', flush);
    addEventListener('blur', flush);
    const stopSettling = settleBeforeLeaving(async () => {
      await session.flush();
      return session.state().saving.kind !== 'failed';
    });
    return () => {
      stopSettling();
      document.removeEventListener('visibilitychange', flush);
      removeEventListener('pagehide', flush);
      removeEventListener('blur', flush);
    };
  }, [session]);
}

/** Ctrl+Enter and Escape wherever the focus is: a press may have taken away the thing that had it. What lies above the page keeps its own. */
function useKeys(keys: { readonly save: () => void; readonly leave: () => void }): void {
  const latest = useRef(keys);
  useEffect(() => {
    latest.current = keys;
  });
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const isAbove = event.target instanceof Element && event.target.closest('[role=dialog]') !== null;
      if (event.isComposing || event.defaultPrevented || isAbove) return;
      if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) latest.current.save();
      else if (event.key === 'Escape') latest.current.leave();
      else return;
      event.preventDefault();
    };
    addEventListener('keydown', onKey);
    return () => removeEventListener('keydown', onKey);
  }, []);
}
