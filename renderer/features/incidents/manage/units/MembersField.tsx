import { ArrowDown, ArrowUp, X } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Field, Select } from '#renderer/ui/index';
import { movedMember } from './unit-entry';
import { useStaff } from './use-staff';

interface MembersFieldProps {
  readonly value: readonly string[];
  readonly onChange: (value: readonly string[]) => void;
}

/** Who belongs to a unit, in the order of their first turns. */
export function MembersField({ value, onChange }: MembersFieldProps) {
  const { t } = useTranslation(['incidentUnits', 'sign-in']);
  const staff = useStaff() ?? [];
  const others = staff.filter(({ uid }) => !value.includes(uid));
  return (
    <fieldset className="table-group">
      <legend>{t('field.members')}</legend>
      <p className="field-hint">{t('members.text')}</p>
      {value.length > 0 && (
        <ol className="unit-members">
          {value.map((uid, at) => {
            const member = staff.find((each) => each.uid === uid);
            const name = member?.name ?? t('members.left');
            return (
              <li key={uid}>
                <span aria-hidden="true">{at + 1}</span>
                <span>
                  {name}
                  {member && <small>{t(`post.${member.post}`, { ns: 'sign-in' })}</small>}
                </span>
                <button
                  type="button"
                  className="icon-button"
                  disabled={at === 0}
                  aria-label={t('members.up', { name })}
                  onClick={() => onChange(movedMember(value, uid, -1))}
                >
                  <ArrowUp size={16} aria-hidden="true" />
                </button>
                <button
                  type="button"
                  className="icon-button"
                  disabled={at === value.length - 1}
                  aria-label={t('members.down', { name })}
                  onClick={() => onChange(movedMember(value, uid, 1))}
                >
                  <ArrowDown size={16} aria-hidden="true" />
                </button>
                <button
                  type="button"
                  className="icon-button"
                  aria-label={t('members.remove', { name })}
                  onClick={() => onChange(value.filter((each) => each !== uid))}
                >
                  <X size={16} aria-hidden="true" />
                </button>
              </li>
            );
          })}
        </ol>
      )}
      {others.length === 0 ? (
        <p className="quiet">{t('members.nobody-left')}</p>
      ) : (
        <Field label={t('members.add')} hint={t('members.accounts')}>
          {(ties) => (
            <Select {...ties} value="" onChange={(uid) => uid !== '' && onChange([...value, uid])}>
              <option value="">{t('members.add.choose')}</option>
              {others.map(({ uid, name, post }) => (
                <option key={uid} value={uid}>
                  {`${name} · ${t(`post.${post}`, { ns: 'sign-in' })}`}
                </option>
              ))}
            </Select>
          )}
        </Field>
      )}
    </fieldset>
  );
}
