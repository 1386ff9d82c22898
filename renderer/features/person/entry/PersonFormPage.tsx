import { Button } from 'antd';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PersonDraft } from '#shared/domain/people/draft';
import { useRecord, useStation } from '#renderer/data/index';
import { addressOf as linkTo, Empty, ErrorNotice, Loading, usePlace } from '#renderer/ui/index';
import {
  gridNumberOf,
  personPlace,
  useMayOpenFile,
  useMayWrite,
  useWritableGrids,
  type PersonRecord,
} from '../../people/index';
import { useRound } from '../../visits/index';
import type { HouseholdRecord } from '../commands/status';
import { openEntrySession, type EntrySession } from './entry-session';
import { PersonForm } from './PersonForm';
import './entry.css';

/** The form for somebody new, or over the file of that `_id`. */
export function PersonFormPage({ personId }: { readonly personId: string | null }) {
  return personId === null ? <NewForm /> : <EditForm personId={personId} />;
}

function NewForm() {
  const { t } = useTranslation('person-form');
  const grids = useWritableGrids();
  const { query } = usePlace();
  const start = useStart(query['dwelling'] ?? '', query['household'] ?? '', grids);
  if (grids.length === 0) return <Empty title={t('no-grid')} text={t('no-grid.text')} />;
  if (start === undefined) return <Loading label={t('loading')} lines={8} />;
  return <OpenForm person={null} start={start} />;
}

/** What a link brings along: the home, and the household that somebody is to join; undefined while it is looked up. */
function useStart(
  dwellingUid: string,
  householdUid: string,
  grids: readonly number[],
): Partial<PersonDraft> | undefined {
  const { records } = useStation();
  const [start, setStart] = useState<Partial<PersonDraft>>();
  const [onlyGrid] = grids.length === 1 ? grids : [];
  useEffect(() => {
    let isWanted = true;
    const find = async (): Promise<Partial<PersonDraft>> => {
      const household =
        householdUid === '' ? null : await records.byUid<HouseholdRecord>('homes', 'household', householdUid);
      const homeUid = household?.dwellingUid ?? dwellingUid;
      const home = homeUid === '' ? null : await records.byUid('homes', 'dwelling', homeUid);
      const grid = home ? gridNumberOf(home._id) : (onlyGrid ?? null);
      if (!home) return { grid };
      return {
        grid,
        dwellingUid: home.uid,
        household: household ? { kind: 'join', householdUid: household.uid } : { kind: 'new' },
      };
    };
    void find().then(
      (found) => {
        if (isWanted) setStart(found);
      },
      () => {
        if (isWanted) setStart({});
      },
    );
    return () => {
      isWanted = false;
    };
  }, [records, dwellingUid, householdUid, onlyGrid]);
  return start;
}

function EditForm({ personId }: { readonly personId: string }) {
  const { t } = useTranslation(['person-form', 'person']);
  const { today } = useRound();
  const person = useRecord<PersonRecord>('people', personId);
  const mayOpen = useMayOpenFile(today);
  const mayWrite = useMayWrite();
  if (person === undefined) return <Loading label={t('loading')} lines={8} />;
  if (person === null) return <Empty title={t('gone', { ns: 'person' })} text={t('gone.text', { ns: 'person' })} />;
  const back = <Button href={linkTo(personPlace(personId))}>{t('to-file')}</Button>;
  if (!mayOpen(person)) return <Empty title={t('child-closed')} text={t('child-closed.text')} action={back} />;
  if (!mayWrite('edit', 'person', gridNumberOf(personId))) {
    return <Empty title={t('no-grid')} text={t('no-grid.text')} action={back} />;
  }
  if (person.mergedIntoUid) return <Empty title={t('merged')} text={t('merged.text')} action={back} />;
  return <OpenForm person={person} start={{}} />;
}

interface OpenFormProps {
  readonly person: PersonRecord | null;
  readonly start: Partial<PersonDraft>;
}

type Opened =
  { readonly kind: 'open'; readonly session: EntrySession } | { readonly kind: 'failed'; readonly error: unknown };

function OpenForm({ person, start }: OpenFormProps) {
  const { t } = useTranslation('person-form');
  const station = useStation();
  const [opened, setOpened] = useState<Opened | null>(null);
  const [attempt, setAttempt] = useState(0);
  // The record may change while the form is open; what was typed is compared with the file as it was at the start.
  const [subject] = useState(person);
  const [given] = useState(start);
  useEffect(() => {
    let isWanted = true;
    let session: EntrySession | undefined;
    openEntrySession(station, subject, given).then(
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
  }, [station, subject, given, attempt]);
  if (!opened) return <Loading label={t('loading')} lines={8} />;
  if (opened.kind === 'failed') {
    return (
      <div className="page">
        <ErrorNotice error={opened.error} onRemedy={() => setAttempt(attempt + 1)} />
      </div>
    );
  }
  return <PersonForm person={subject} session={opened.session} />;
}
