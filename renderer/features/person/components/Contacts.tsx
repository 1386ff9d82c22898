import { Button } from 'antd';
import { Pencil, Plus, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useStation } from '#renderer/data/index';
import { Card } from '#renderer/ui/index';
import { ContactLine, gridNumberOf, useMayWrite } from '../../people/index';
import { removeContact } from '../commands/contacts';
import { CallButton } from './CallButton';
import { ContactForm } from './ContactForm';
import type { PartProps } from './PersonFile';

const MOST = 20;

/** Whom to call about somebody: numbers behind their masks, with the ways to add, change and take out. */
export function Contacts({ person, action }: PartProps) {
  const { t } = useTranslation('person');
  const station = useStation();
  const mayEdit = useMayWrite()('edit', 'person', gridNumberOf(person._id));
  const [edited, setEdited] = useState<string | null>(null);
  const remove = (id: string) =>
    action.run(async () => ({ text: t('contact.removed'), undo: await removeContact(station, person, id) }));
  return (
    <Card
      title={t('contacts.title')}
      aside={
        mayEdit &&
        edited === null &&
        person.contacts.length < MOST && (
          <Button
            type="link"
            size="small"
            className="card-action"
            icon={<Plus size={16} aria-hidden="true" />}
            onClick={() => setEdited('')}
          >
            {t('contact.add')}
          </Button>
        )
      }
    >
      <ul className="lines contact-lines">
        {person.contacts.length === 0 && edited !== '' && <li className="quiet">{t('contacts.none')}</li>}
        {person.contacts.map((contact) =>
          contact.id === edited ? (
            <li key={contact.id} className="line-form">
              <ContactForm person={person} contact={contact} onClose={() => setEdited(null)} />
            </li>
          ) : (
            <ContactLine
              key={contact.id}
              person={person}
              contact={contact}
              end={
                <span className="line-actions">
                  <CallButton person={person} contact={contact} />
                  {mayEdit && (
                    <>
                      <button
                        type="button"
                        className="icon-button"
                        aria-label={t('contact.edit')}
                        title={t('contact.edit')}
                        onClick={() => setEdited(contact.id)}
                      >
                        <Pencil size={15} aria-hidden="true" />
                      </button>
                      <button
                        type="button"
                        className="icon-button"
                        aria-label={t('contact.remove')}
                        title={t('contact.remove')}
                        onClick={() => void remove(contact.id)}
                      >
                        <Trash2 size={15} aria-hidden="true" />
                      </button>
                    </>
                  )}
                </span>
              }
            />
          ),
        )}
        {edited === '' && (
          <li className="line-form">
            <ContactForm person={person} contact={null} onClose={() => setEdited(null)} />
          </li>
        )}
      </ul>
    </Card>
  );
}
