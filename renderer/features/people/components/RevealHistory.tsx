import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CalendarDate } from '#shared/domain/calendar/date';
import { momentText, useLanguage } from '#renderer/ui/index';
import { useReveals, useStaffNames, type PersonRecord } from '../queries';

interface RevealHistoryProps {
  readonly person: PersonRecord;
  readonly today: CalendarDate;
}

const FIRST = 5;
const MORE = 20;
const FIELDS = ['citizenId', 'phone', 'contacts.phone', 'address', 'photos'] as const;

/** Who took the mask off something about this person or the home, what it was and when; the newest first. */
export function RevealHistory({ person, today }: RevealHistoryProps) {
  const { t } = useTranslation('people');
  const language = useLanguage();
  const nameOf = useStaffNames();
  const [limit, setLimit] = useState(FIRST);
  // One more than is shown, to know whether there are earlier ones.
  const ofPerson = useReveals(person.uid, limit + 1);
  const ofHome = useReveals(person.dwellingUid ?? 'nowhere', limit + 1);
  if (!ofPerson || !ofHome) return null;
  const reveals = [...ofPerson, ...ofHome].sort((a, b) => b.atMs - a.atMs);
  if (reveals.length === 0) return <p className="history-empty">{t('reveal.none')}</p>;
  const fieldOf = (field: string) => t(`reveal.field.${FIELDS.find((known) => known === field) ?? 'other'}`);
  return (
    <>
      <ul className="lines reveals">
        {reveals.slice(0, limit).map((reveal) => (
          <li key={reveal.uid}>
            <span>
              <b>{nameOf(reveal.created.by) ?? t('reveal.someone')}</b>{' '}
              {t(`reveal.${reveal.purpose}`, { field: fieldOf(reveal.field) })}
            </span>
            <span className="end">{momentText(reveal.atMs, today, language)}</span>
          </li>
        ))}
      </ul>
      {reveals.length > limit && (
        <button type="button" className="link-button history-more" onClick={() => setLimit(limit + MORE)}>
          {t('reveal.more')}
        </button>
      )}
    </>
  );
}
