import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Loading } from '#renderer/ui/index';
import type { PersonRecord } from '../../people/index';
import { usePersonVisits } from '../queries';
import { OlderVisits } from './OlderVisits';
import { VisitEntry } from './VisitEntry';

const PAGE = 10;

interface VisitHistoryProps {
  readonly person: PersonRecord;
  /** Without additions and other ways to change anything. */
  readonly readOnly?: boolean;
}

/** The person's visits, newest first, ten at a time. */
export function VisitHistory({ person, readOnly = false }: VisitHistoryProps) {
  const { t } = useTranslation(['visits', 'ui']);
  const [shown, setShown] = useState(PAGE);
  // One more than shown tells whether there is more.
  const visits = usePersonVisits(person.uid, shown + 1);
  if (!visits) return <Loading label={t('loading', { ns: 'ui' })} lines={3} />;
  if (visits.length === 0) {
    return (
      <>
        <p className="history-empty">{t('history.empty')}</p>
        <OlderVisits personUid={person.uid} />
      </>
    );
  }
  return (
    <>
      <ol className="history">
        {visits.slice(0, shown).map((visit) => (
          <VisitEntry key={visit._id} visit={visit} birthDate={person.birthDate} readOnly={readOnly} />
        ))}
      </ol>
      {visits.length > shown && (
        <button type="button" className="link-button history-more" onClick={() => setShown(shown + PAGE)}>
          {t('history.more')}
        </button>
      )}
      {visits.length <= shown && <OlderVisits personUid={person.uid} />}
    </>
  );
}
