import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { CalendarDate } from '#shared/domain/calendar/date';
import { maskPhone } from '#shared/domain/privacy/mask';
import type { Sealed } from '#shared/schema/envelope';
import type { SealedPlace } from '#shared/schema/sealing';
import { useUnsealed } from '#renderer/data/index';
import { Loading } from '#renderer/ui/index';
import { scopeOf, useHousehold, type PersonRecord } from '../queries';
import { useAgeText, useRelationText } from '../words';
import { SealedValue } from './Masked';

interface HouseholdMembersProps {
  readonly person: PersonRecord;
  readonly today: CalendarDate;
}

/** Who lives with the person, and whom to call. */
export function HouseholdMembers({ person, today }: HouseholdMembersProps) {
  const { t } = useTranslation(['people', 'ui']);
  const age = useAgeText(today);
  const relationText = useRelationText();
  const members = useHousehold(person.householdUid);
  if (!members) return <Loading label={t('loading', { ns: 'ui' })} lines={2} />;
  const others = members.filter(({ uid }) => uid !== person.uid);
  return (
    <ul className="lines">
      {others.length === 0 && <li className="quiet">{t('household.alone')}</li>}
      {others.map((member) => (
        <li key={member.uid}>
          <b>{member.name ?? t('closed.name')}</b>
          <span>{relationText(member)}</span>
          <span className="end">{age(member.birthDate)}</span>
        </li>
      ))}
      {person.contacts.map((contact) => (
        <ContactLine key={contact.id} person={person} contact={contact} />
      ))}
    </ul>
  );
}

type Contact = PersonRecord['contacts'][number];

interface ContactLineProps {
  readonly person: PersonRecord;
  readonly contact: Contact;
  readonly end?: ReactNode;
}

/** Whom to call: who it is for whoever may read it, and the number behind its mask; `end` stands behind it. */
export function ContactLine({ person, contact, end }: ContactLineProps) {
  const { t } = useTranslation(['people', 'ui']);
  const { uid } = person;
  const { id, phone } = contact;
  const name = useText(contact.name, { uid, field: 'contacts.name', entryId: id });
  const relation = useText(contact.relation, { uid, field: 'contacts.relation', entryId: id });
  const who = name ?? t('household.contact');
  return (
    <li>
      <b>{who}</b>
      <span>{relation || (name !== null && t('household.contact'))}</span>
      <span className="end">
        <SealedValue
          sealed={phone}
          subject={{ type: 'person', scope: scopeOf(person._id), uid, field: 'contacts.phone' }}
          entryId={id}
          label={`${who} ${t('info.phone')}`}
          mask={maskPhone}
        />
      </span>
      {end}
    </li>
  );
}

/** A text that may lie sealed: null while it is being opened and for whoever may not read it. */
function useText(value: string | Sealed, place: SealedPlace): string | null {
  const opened = useUnsealed<string>(typeof value === 'string' ? null : value, place);
  return typeof value === 'string' ? value : (opened ?? null);
}
