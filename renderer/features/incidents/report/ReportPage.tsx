import { Button } from 'antd';
import { useEffect, useState, useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import { parseDocumentId } from '#shared/schema/ids';
import { useStation } from '#renderer/data/index';
import { Empty, ErrorNotice, goBack, goTo, Loading, settleBeforeLeaving, usePlace, useWords } from '#renderer/ui/index';
import { locate } from '../../visits/index';
import type { CategoryView } from '../categories';
import { incidentParts } from '../incident-parts';
import { incidentReportPlace, incidentsPlace } from '../places';
import { useCategories, useGridAt, useReportGrids, useUsualCategories } from '../queries';
import { Reported } from './Reported';
import { ReportForm } from './ReportForm';
import { openReportSession, type ReportSession } from './report-session';
import '../incidents.css';
import './category.css';
import './nearby.css';
import './place.css';
import './report-foot.css';
import './report.css';
import './reported.css';

/** The form for an incident, and after it what became of the one that was sent. */
export function ReportPage() {
  useWords(incidentParts);
  const { t } = useTranslation('incidentReport');
  const { sent = '', person = '' } = usePlace().query;
  const categories = useCategories();
  const grids = useReportGrids();
  if (sent !== '') return <Reported id={sent} />;
  if (grids.length === 0) {
    const back = <Button onClick={() => goBack(incidentsPlace())}>{t('back')}</Button>;
    return <Empty title={t('not-allowed')} text={t('not-allowed.text')} action={back} />;
  }
  if (!categories) return <Loading label={t('loading')} lines={8} />;
  return <FormOf categories={categories} grids={grids} person={parseDocumentId(person)?.key ?? null} />;
}

type Opened =
  { readonly kind: 'open'; readonly session: ReportSession } | { readonly kind: 'failed'; readonly error: unknown };

interface FormOfProps {
  readonly categories: readonly CategoryView[];
  readonly grids: readonly number[];
  readonly person: string | null;
}

function FormOf({ categories, grids, person }: FormOfProps) {
  const { t } = useTranslation('incidentReport');
  const station = useStation();
  const gridAt = useGridAt();
  const [opened, setOpened] = useState<Opened | null>(null);
  const [attempt, setAttempt] = useState(0);
  // The table and the grids may change while the form is open; a report belongs to them as they were at its start.
  const [start] = useState(() => ({
    grid:
      (grids.length === 1 ? grids[0] : station.session.staff.gridNumbers.find((each) => grids.includes(each))) ?? null,
    onBehalfOf: person,
    categoryName: (uid: string) => categories.find((each) => each.uid === uid)?.name ?? null,
  }));
  useEffect(() => {
    let isWanted = true;
    let session: ReportSession | undefined;
    const find = () => locate(navigator.geolocation);
    openReportSession(station, { ...start, locate: find, gridAt }).then(
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
  }, [station, start, gridAt, attempt]);

  if (!opened) return <Loading label={t('loading')} lines={8} />;
  if (opened.kind === 'failed') {
    return (
      <div className="page">
        <ErrorNotice error={opened.error} onRemedy={() => setAttempt(attempt + 1)} />
      </div>
    );
  }
  const discard = () => {
    void opened.session.discard().then(() => goBack(incidentsPlace()));
  };
  return <OpenForm session={opened.session} categories={categories} onDiscard={discard} />;
}

interface OpenFormProps {
  readonly session: ReportSession;
  readonly categories: readonly CategoryView[];
  readonly onDiscard: () => void;
}

function OpenForm({ session, categories, onDiscard }: OpenFormProps) {
  const state = useSyncExternalStore(session.subscribe, session.state);
  const usual = useUsualCategories(categories);

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
      if (session.state().saving.kind !== 'failed') goBack(incidentsPlace());
    });
  };
  const send = async () => {
    const id = await session.send();
    if (id === null) return;
    const { path, query } = incidentReportPlace();
    goTo({ path, query: { ...query, sent: id } }, { replace: true });
  };
  return (
    <ReportForm
      session={session}
      state={state}
      categories={categories.filter(({ isActive }) => isActive)}
      usual={usual}
      onLeave={leave}
      onDiscard={onDiscard}
      onSend={() => void send()}
    />
  );
}
