import { Button, Input } from 'antd';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { isPlausiblePhone } from '#shared/domain/people/phone';
import { isSealed } from '#shared/schema/value-class';
import { useStation } from '#renderer/data/index';
import { ErrorNotice, Field, Loading, PrivateForm } from '#renderer/ui/index';
import type { PersonRecord } from '../../people/index';
import { saveContact, type ContactEntry } from '../commands/contacts';
import { useAction } from '../use-action';

interface ContactFormProps {
  readonly person: PersonRecord;
  /** Null for a new one. */
  readonly contact: PersonRecord['contacts'][number] | null;
  readonly onClose: () => void;
}

/** Name, what they are to the person, and number of a contact. A number that is on file stays unless another one is typed. */
export function ContactForm({ person, contact, onClose }: ContactFormProps) {
  const { t } = useTranslation(['person', 'ui']);
  const { sealer } = useStation();
  const [entry, setEntry] = useState<ContactEntry | null>(contact ? null : { name: '', relation: '', phone: '' });
  useEffect(() => {
    if (!contact) return;
    let isWanted = true;
    const text = async (field: 'name' | 'relation'): Promise<string> => {
      const value = contact[field];
      if (!isSealed(value)) return value;
      const opened = await sealer.open(value, { uid: person.uid, field: `contacts.${field}`, entryId: contact.id });
      return typeof opened === 'string' ? opened : '';
    };
    void Promise.all([text('name'), text('relation')]).then(([name, relation]) => {
      if (isWanted) setEntry((known) => known ?? { name, relation, phone: null });
    });
    return () => {
      isWanted = false;
    };
  }, [contact, person.uid, sealer]);
  if (!entry) return <Loading label={t('loading', { ns: 'ui' })} lines={2} />;
  return <Fields person={person} contact={contact} entry={entry} onChange={setEntry} onClose={onClose} />;
}

interface FieldsProps extends ContactFormProps {
  readonly entry: ContactEntry;
  readonly onChange: (entry: ContactEntry) => void;
}

function Fields({ person, contact, entry, onChange, onClose }: FieldsProps) {
  const { t } = useTranslation('person');
  const station = useStation();
  const action = useAction();
  const [wasTried, setWasTried] = useState(false);
  const nameError = entry.name.trim() === '' ? t('contact.name.missing') : null;
  const phoneError =
    entry.phone === null
      ? null
      : entry.phone.trim() === ''
        ? t('contact.phone.missing')
        : isPlausiblePhone(entry.phone)
          ? null
          : t('phone.implausible');
  const save = async () => {
    setWasTried(true);
    if (nameError || phoneError) return;
    const isSaved = await action.run(async () => {
      await saveContact(station, person, entry, contact?.id ?? null);
      return null;
    });
    if (isSaved) onClose();
  };
  return (
    <PrivateForm
      className="small-form"
      aria-label={t(contact ? 'contact.edit' : 'contact.add')}
      onSubmit={() => void save()}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return;
        event.preventDefault();
        onClose();
      }}
    >
      <Field label={t('contact.name')} error={wasTried ? nameError : null}>
        {(ties) => (
          <Input
            {...ties}
            autoFocus
            maxLength={60}
            value={entry.name}
            onChange={(event) => onChange({ ...entry, name: event.target.value })}
          />
        )}
      </Field>
      <Field label={t('contact.relation')}>
        {(ties) => (
          <Input
            {...ties}
            maxLength={40}
            placeholder={t('contact.relation.example')}
            value={entry.relation}
            onChange={(event) => onChange({ ...entry, relation: event.target.value })}
          />
        )}
      </Field>
      {entry.phone === null ? (
        <Button onClick={() => onChange({ ...entry, phone: '' })}>{t('contact.phone.other')}</Button>
      ) : (
        <Field label={t('contact.phone')} error={wasTried ? phoneError : null}>
          {(ties) => (
            <Input
              {...ties}
              inputMode="tel"
              maxLength={30}
              value={entry.phone ?? ''}
              onChange={(event) => onChange({ ...entry, phone: event.target.value })}
            />
          )}
        </Field>
      )}
      {action.failure && <ErrorNotice error={action.failure.error} />}
      <div className="form-actions">
        <Button onClick={onClose}>{t('cancel')}</Button>
        <Button type="primary" htmlType="submit" loading={action.isBusy}>
          {t('save')}
        </Button>
      </div>
    </PrivateForm>
  );
}
