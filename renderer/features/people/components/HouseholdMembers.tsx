import { useTranslation } from 'react-i18next';
import type { CalendarDate } from '#shared/domain/calendar/date';
import { maskPhone } from '#shared/domain/privacy/mask';
import { Loading } from '#renderer/ui/index';
import { useHousehold, type PersonRecord } from '../queries';
import { useAgeText } from '../words';
import { SealedValue } from './BasicInfo';

interface HouseholdMembersProps {
  readonly person: PersonRecord;
  readonly today: CalendarDate;
}

/** Who lives with the person, and whom to call. */
export function HouseholdMembers({ person, today }: HouseholdMembersProps) {
  const { t } = useTranslation(['people', 'ui']);
  const age = useAgeText(today);
  const members = useHousehold(person.householdUid);
  if (!members) return <Loading label={t('loading', { ns: 'ui' })} lines={2} />;
  const others = members.filter(({ uid }) => uid !== person.uid);
  return (
    <ul className="lines">
      {others.length === 0 && <li className="quiet">{t('household.alone')}</li>}
      {others.map((member) => (
        <li key={member.uid}>
          <b>{member.name}</b>
          <span>{t(`relation.${member.relation}`)}</span>
          <span className="end">{age(member.birthDate)}</span>
        </li>
      ))}
      {person.contacts.map((contact) => (
        <li key={contact.id}>
          <b>{contact.name}</b>
          <span>{contact.relation || t('household.contact')}</span>
          <span className="end">
            <SealedValue
              sealed={contact.phone}
              place={{ uid: person.uid, field: 'contacts.phone', entryId: contact.id }}
              label={`${contact.name} ${t('info.phone')}`}
              mask={maskPhone}
            />
          </span>
        </li>
      ))}
    </ul>
  );
}
