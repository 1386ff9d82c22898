import { Button } from 'antd';
import { useEffect, useState, useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import { parseDocumentId } from '#shared/schema/ids';
import { currentVersion, versionOf } from '#shared/domain/applications/catalogue';
import { useStation } from '#renderer/data/index';
import { Empty, ErrorNotice, goBack, goTo, Loading, settleBeforeLeaving, usePlace, useWords } from '#renderer/ui/index';
import { useItems, type ShownItem } from '../../services/index';
import { applicationParts } from '../application-parts';
import { applicationFormPlace, applicationsPlace, type OfTicket } from '../places';
import { useMayApply } from '../queries';
import { ApplicationForm } from './ApplicationForm';
import { openFormSession, type FormSession } from './form-session';
import { HandedIn } from './HandedIn';
import '../applications.css';
import './form.css';

/** The form for an application, and after it the receipt and the notice of the one that was handed in. */
export function ApplicationFormPage() {
  useWords(applicationParts);
  const { t } = useTranslation('applications');
  const { query } = usePlace();
  const items = useItems();
  const mayApply = useMayApply();
  const { sent = '', ticket = '', day = '', item = '', person = '' } = query;
  if (sent !== '') return <HandedIn id={sent} />;
  if (!mayApply) {
    const back = <Button onClick={() => goBack(applicationsPlace())}>{t('back')}</Button>;
    return <Empty title={t('not-allowed')} text={t('not-allowed.text')} action={back} />;
  }
  if (!items) return <Loading label={t('loading')} lines={8} />;
  return (
    <FormOf
      key={`${day} ${ticket}`}
      items={items}
      ticket={ticket === '' || day === '' ? null : { number: ticket, day }}
      itemNumber={item === '' ? null : item}
      personUid={parseDocumentId(person)?.key ?? null}
    />
  );
}

interface FormOfProps {
  readonly items: readonly ShownItem[];
  readonly ticket: OfTicket | null;
  readonly itemNumber: string | null;
  readonly personUid: string | null;
}

type Opened = { readonly session: FormSession } | { readonly error: unknown };

function FormOf({ items, ticket, itemNumber, personUid }: FormOfProps) {
  const { t } = useTranslation('applications');
  const station = useStation();
  const [opened, setOpened] = useState<Opened | null>(null);
  const [attempt, setAttempt] = useState(0);
  // The catalogue may change while the form is open; an application belongs to it as it was at its start.
  const [start] = useState(() => ({
    ticket,
    itemNumber,
    personUid,
    versionOf: (number: string, versionId: string | null) => {
      const record = items.find((each) => each.number === number)?.record;
      if (!record) return null;
      return versionId === null ? currentVersion(record) : versionOf(record, versionId);
    },
  }));
  useEffect(() => {
    let isWanted = true;
    let session: FormSession | undefined;
    openFormSession(station, start).then(
      (ready) => {
        session = ready;
        if (isWanted) setOpened({ session });
        else void session.leave();
      },
      (error: unknown) => isWanted && setOpened({ error }),
    );
    return () => {
      isWanted = false;
      void session?.leave();
    };
  }, [station, start, attempt]);
  if (!opened) return <Loading label={t('loading')} lines={8} />;
  if ('error' in opened) {
    return (
      <div className="page">
        <ErrorNotice error={opened.error} onRemedy={() => setAttempt(attempt + 1)} />
      </div>
    );
  }
  return <OpenForm session={opened.session} items={items} versionOf={start.versionOf} />;
}

interface OpenFormProps {
  readonly session: FormSession;
  readonly items: readonly ShownItem[];
  readonly versionOf: Parameters<typeof openFormSession>[1]['versionOf'];
}

function OpenForm({ session, items, versionOf: versionIn }: OpenFormProps) {
  const state = useSyncExternalStore(session.subscribe, session.state);
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
  const { draft } = state;
  const send = async () => {
    const id = await session.send();
    if (id === null) return;
    const { path, query } = applicationFormPlace();
    goTo({ path, query: { ...query, sent: id } }, { replace: true });
  };
  return (
    <ApplicationForm
      session={session}
      state={state}
      items={items.filter(({ record }) => record.active)}
      version={draft.itemNumber === null ? null : versionIn(draft.itemNumber, draft.versionId)}
      onLeave={() => void session.flush().then(() => goBack(applicationsPlace()))}
      onDiscard={() => void session.discard().then(() => goBack(applicationsPlace()))}
      onSend={() => void send()}
    />
  );
}
