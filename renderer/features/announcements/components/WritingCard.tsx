import { useEffect, useState, useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import { useStation } from '#renderer/data/index';
import { Card, ErrorNotice, Loading, settleBeforeLeaving } from '#renderer/ui/index';
import { openWriting, type WritingSession } from '../draft-session';
import { WritingForm } from './WritingForm';

type Opened =
  { readonly kind: 'open'; readonly session: WritingSession } | { readonly kind: 'failed'; readonly error: unknown };

/** The form for a new announcement, over the draft that waits for it. */
export function WritingCard() {
  const { t } = useTranslation('announcements');
  const station = useStation();
  const [opened, setOpened] = useState<Opened | null>(null);
  const [attempt, setAttempt] = useState(0);
  useEffect(() => {
    let session: WritingSession | null = null;
    let isWanted = true;
    openWriting(station).then(
      (ready) => {
        session = ready;
        if (isWanted) setOpened({ kind: 'open', session: ready });
      },
      (error: unknown) => isWanted && setOpened({ kind: 'failed', error }),
    );
    return () => {
      isWanted = false;
      void session?.flush();
    };
  }, [station, attempt]);
  return (
    <Card title={t('write')} className="announcement-writing">
      {!opened && <Loading label={t('loading')} lines={4} />}
      {opened?.kind === 'failed' && <ErrorNotice error={opened.error} onRemedy={() => setAttempt(attempt + 1)} />}
      {opened?.kind === 'open' && <OpenForm session={opened.session} />}
    </Card>
  );
}

function OpenForm({ session }: { readonly session: WritingSession }) {
  const state = useSyncExternalStore(session.subscribe, session.state);
  useEffect(
    () =>
      settleBeforeLeaving(async () => {
        await session.flush();
        return session.state().saving.kind !== 'failed';
      }),
    [session],
  );
  return <WritingForm session={session} state={state} />;
}
