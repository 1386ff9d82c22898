import { Button } from 'antd';
import { useEffect, useState, useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import { ASSESSED_FROM_YEARS } from '#shared/domain/ability/draft';
import { ageOn } from '#shared/domain/people/age';
import { useRecord, useStation } from '#renderer/data/index';
import { Empty, ErrorNotice, goBack, goTo, Loading, settleBeforeLeaving, usePlace, useWords } from '#renderer/ui/index';
import { gridNumberOf, useMayWrite, useToday, type PersonRecord } from '../../people/index';
import { canRecordHealth } from '../../visits/index';
import { careParts } from '../care-parts';
import { abilityPlace } from '../places';
import { AssessmentForm } from './AssessmentForm';
import { openAssessmentSession, type AssessmentSession, type AssessmentStart } from './assessment-session';
import { useAssessments } from './queries';

/** The form for an assessment of the person that the address names. */
export function AssessmentFormPage() {
  useWords(careParts);
  const { t } = useTranslation('care');
  const { query } = usePlace();
  const today = useToday();
  const mayWrite = useMayWrite();
  const personId = query['id'] ?? '';
  const person = useRecord<PersonRecord>('people', personId);
  if (person === undefined) return <Loading label={t('form.loading')} lines={8} />;
  if (person === null) return <Empty title={t('person.gone')} text={t('person.gone.text')} />;
  const back = <Button onClick={() => goTo(abilityPlace(person._id), { replace: true })}>{t('form.back')}</Button>;
  if (ageOn(person.birthDate, today) < ASSESSED_FROM_YEARS || person.name === null)
    return <Empty title={t('too-young')} text={t('too-young.text', { years: ASSESSED_FROM_YEARS })} action={back} />;
  if (!mayWrite('create', 'assessment', gridNumberOf(person._id)))
    return <Empty title={t('form.denied')} text={t('form.denied.text')} action={back} />;
  return <FormOf key={person._id} person={person} corrects={query['corrects'] ?? null} />;
}

type Opened =
  | { readonly kind: 'open'; readonly session: AssessmentSession }
  | { readonly kind: 'denied' }
  | { readonly kind: 'failed'; readonly error: unknown };

interface FormOfProps {
  readonly person: PersonRecord;
  readonly corrects: string | null;
}

function FormOf({ person, corrects }: FormOfProps) {
  const { t } = useTranslation('care');
  const station = useStation();
  const known = useAssessments(person.uid);
  const [opened, setOpened] = useState<Opened | null>(null);
  const [attempt, setAttempt] = useState(0);
  // The session belongs to what was known when the form was opened.
  const [start, setStart] = useState<AssessmentStart | 'unreadable' | null>(null);
  if (start === null && known) {
    const wrong = corrects === null ? undefined : known.find(({ record }) => record.uid === corrects);
    setStart(
      corrects === null
        ? { kind: 'new', isFirst: known.length === 0 }
        : wrong?.content
          ? { kind: 'correction', wrong: wrong.record, content: wrong.content }
          : 'unreadable',
    );
  }
  const [subject] = useState(person);
  useEffect(() => {
    if (start === null || start === 'unreadable') return;
    let isWanted = true;
    let session: AssessmentSession | undefined;
    const open = async (): Promise<Opened> => {
      if (!(await canRecordHealth(station, subject))) return { kind: 'denied' };
      session = await openAssessmentSession(station, subject, start);
      return { kind: 'open', session };
    };
    open().then(
      (ready) => {
        if (isWanted) setOpened(ready);
        else void session?.leave();
      },
      (error: unknown) => {
        if (isWanted) setOpened({ kind: 'failed', error });
      },
    );
    return () => {
      isWanted = false;
      void session?.leave();
    };
  }, [station, subject, start, attempt]);

  const back = <Button onClick={() => goTo(abilityPlace(person._id), { replace: true })}>{t('form.back')}</Button>;
  if (start === 'unreadable') return <Empty title={t('closed')} text={t('closed.text')} action={back} />;
  if (!opened) return <Loading label={t('form.loading')} lines={8} />;
  if (opened.kind === 'denied') return <Empty title={t('form.denied')} text={t('form.denied.text')} action={back} />;
  if (opened.kind === 'failed') {
    return (
      <div className="page">
        <ErrorNotice error={opened.error} onRemedy={() => setAttempt(attempt + 1)} />
      </div>
    );
  }
  return <OpenForm person={person} session={opened.session} />;
}

function OpenForm({ person, session }: { readonly person: PersonRecord; readonly session: AssessmentSession }) {
  const state = useSyncExternalStore(session.subscribe, session.state);
  // A page that goes to the back may never come to the front again.
  useEffect(() => {
    const flush = () => void session.flush();
    const events = ['pagehide', 'blur'] as const;
    document.addEventListener('visibilitychange', flush);
    for (const event of events) addEventListener(event, flush);
    const stopSettling = settleBeforeLeaving(async () => {
      await session.flush();
      return session.state().saving.kind !== 'failed';
    });
    return () => {
      stopSettling();
      document.removeEventListener('visibilitychange', flush);
      for (const event of events) removeEventListener(event, flush);
    };
  }, [session]);
  const leave = () =>
    void session.flush().then(() => {
      if (session.state().saving.kind !== 'failed') goBack(abilityPlace(person._id));
    });
  const complete = async () => {
    if (await session.complete()) goTo(abilityPlace(person._id), { replace: true });
  };
  return (
    <AssessmentForm
      person={person}
      session={session}
      state={state}
      onLeave={leave}
      onComplete={() => void complete()}
    />
  );
}
