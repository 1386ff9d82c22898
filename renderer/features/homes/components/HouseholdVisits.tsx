import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLiveQuery, useOwned } from '#renderer/data/index';
import { addressOf, Dot, Loading, momentText, useLanguage } from '#renderer/ui/index';
import { useStaffNames, useToday, type PersonRecord } from '../../people/index';
import { visitsPlace, type VisitRecord } from '../../visits/index';

const PAGE = 10;

interface HouseholdVisitsProps {
  readonly householdUid: string;
}

/** Visits to whoever belongs or belonged to a household, as long as they did, newest first. A closed child's are not among them. */
export function HouseholdVisits({ householdUid }: HouseholdVisitsProps) {
  const { t } = useTranslation(['homes', 'ui']);
  const everybody = useLiveQuery<PersonRecord>('people', {
    selector: { owner: householdUid },
    sort: [{ owner: 'asc' }, { rank: 'asc' }],
  });
  const known = useMemo(() => everybody?.filter(({ type, name }) => type === 'person' && name !== null), [everybody]);
  if (!known) return <Loading label={t('loading', { ns: 'ui' })} lines={2} />;
  if (known.length === 0) return <NoVisits />;
  return <VisitsOf people={known} householdUid={householdUid} />;
}

interface VisitsOfProps extends HouseholdVisitsProps {
  readonly people: readonly PersonRecord[];
}

function VisitsOf({ people, householdUid }: VisitsOfProps) {
  const { t } = useTranslation(['homes', 'visits', 'ui']);
  const language = useLanguage();
  const today = useToday();
  const staffName = useStaffNames();
  const [shown, setShown] = useState(PAGE);
  const uids = people.map(({ uid }) => uid);
  const found = useOwned<VisitRecord>('visits', uids);
  const visits = useMemo(
    () =>
      found
        ?.filter((visit) => visit.type === 'visit' && visit.householdUid === householdUid)
        .sort((a, b) => b.startedAtMs - a.startedAtMs),
    [found, householdUid],
  );
  if (!visits) return <Loading label={t('loading', { ns: 'ui' })} lines={2} />;
  if (visits.length === 0) return <NoVisits />;
  const personOf = (uid: string) => people.find((person) => person.uid === uid);
  return (
    <ul className="lines">
      {visits.slice(0, shown).map(({ _id, personUid, startedAtMs, kind, answers, created }) => (
        <li key={_id}>
          <a href={addressOf(visitsPlace({ person: personOf(personUid)?._id ?? null }))}>
            {momentText(startedAtMs, today, language)}
          </a>
          <span>{personOf(personUid)?.name}</span>
          <span className="end">
            {t(`outcome.${kind}.${answers.outcome}`, { ns: 'visits' })}
            <Dot />
            {staffName(created.by) ?? t('history.someone', { ns: 'visits' })}
          </span>
        </li>
      ))}
      {visits.length > shown && (
        <li>
          <button type="button" className="link-button" onClick={() => setShown(shown + PAGE)}>
            {t('history.more', { ns: 'visits' })}
          </button>
        </li>
      )}
    </ul>
  );
}

function NoVisits() {
  const { t } = useTranslation('homes');
  return (
    <ul className="lines">
      <li className="quiet">{t('visits.none')}</li>
    </ul>
  );
}
