import { useTranslation } from 'react-i18next';
import { ContactLine, type PersonRecord } from '../../people/index';
import type { AlarmRecord } from '../queries';
import { useFamilyWords } from '../words';

/** Whom to call beside the person, and whether the station has reached them; nothing where there is nobody to tell. */
export function Contacts({ record, person }: { readonly record: AlarmRecord; readonly person: PersonRecord }) {
  const { t } = useTranslation('alarms');
  const family = useFamilyWords()(record);
  if (!family) return null;
  return (
    <section className="alarm-contacts" aria-label={t('family.title')}>
      <h3>{t('family.title')}</h3>
      <p className={family.isTold ? 'quiet' : 'alarm-warn'}>{family.words}</p>
      {person.contacts.length === 0 ? (
        <p className="quiet">{t('family.nobody')}</p>
      ) : (
        <ul className="lines">
          {person.contacts.map((contact) => (
            <ContactLine key={contact.id} person={person} contact={contact} />
          ))}
        </ul>
      )}
    </section>
  );
}
