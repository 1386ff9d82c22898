import { useCallback, useEffect, useState, useSyncExternalStore } from 'react';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { useRecord, useStation } from '#renderer/data/index';
import { Empty, ErrorNotice, goBack, goTo, Loading, settleBeforeLeaving, usePlace } from '#renderer/ui/index';
import { useMayOpenFile, useToday, type PersonRecord } from '../people/index';
import { VisitForm } from './components/form/VisitForm';
import { visitsPlace } from './places';
import { openVisitSession, type VisitSession } from './visit-session';
import { locate } from './whereabouts';
import './visit-form.css';

/** The form for a visit to the person that the address names. */
export function VisitFormPage() {
  const { t } = useTranslation(['visits', 'people', 'ui']);
  const personId = usePlace().query['person'] ?? '';
  const mayOpen = useMayOpenFile(useToday());
  const person = useRecord<PersonRecord>('people', personId);
  if (person === undefined) return <Loading label={t('form.loading')} lines={8} />;
  if (person === null) {
    const back = <Button onClick={() => goTo(visitsPlace(), { replace: true })}>{t('back')}</Button>;
    return <Empty title={t('person.gone')} text={t('person.gone.text')} action={back} />;
  }
  if (!mayOpen(person)) {
    const back = (
      <Button onClick={() => goTo(visitsPlace({ person: person._id }), { replace: true })}>{t('back')}</Button>
    );
    return <Empty title={t('closed.name', { ns: 'people' })} text={t('start.closed')} action={back} />;
  }
  return <FormOf key={person._id} person={person} />;
}

type Opened =
  { readonly kind: 'open'; readonly session: VisitSession } | { readonly kind: 'failed'; readonly error: unknown };

function FormOf({ person }: { readonly person: PersonRecord }) {
  const { t } = useTranslation('visits');
  const station = useStation();
  const [opened, setOpened] = useState<Opened | null>(null);
  const [attempt, setAttempt] = useState(0);

  // The person's record may change while the form is open; the session belongs to the person as found at the start.
  const [subject] = useState(person);
  useEffect(() => {
    let isWanted = true;
    let session: VisitSession | undefined;
    openVisitSession(station, subject, () => locate(navigator.geolocation)).then(
      (ready) => {
        session = ready;
        if (isWanted) setOpened({ kind: 'open', session });
        else void session.leave();
      },
      (error: unknown) => {
        if (isWanted) setOpened({ kind: 'failed', error });
      },
    );
    return () => {
      isWanted = false;
      void session?.leave();
    };
  }, [station, subject, attempt]);

  if (!opened) return <Loading label={t('form.loading')} lines={8} />;
  if (opened.kind === 'failed') {
    return (
      <div className="page">
        <ErrorNotice error={opened.error} onRemedy={() => setAttempt(attempt + 1)} />
      </div>
    );
  }
  return <OpenForm person={person} session={opened.session} />;
}

function OpenForm({ person, session }: { readonly person: PersonRecord; readonly session: VisitSession }) {
  const state = useSyncExternalStore(session.subscribe, session.state);
  const backToPerson = visitsPlace({ person: person._id });

  // A page that goes to the back may never come to the front again.
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

  const leave = () => {
    void session.flush().then(() => {
      if (session.state().saving.kind !== 'failed') goBack(backToPerson);
    });
  };
  const complete = useCallback(async () => {
    if (await session.complete()) goTo(visitsPlace({ person: person._id }), { replace: true });
  }, [session, person._id]);

  return (
    <VisitForm person={person} session={session} state={state} onLeave={leave} onComplete={() => void complete()} />
  );
}
