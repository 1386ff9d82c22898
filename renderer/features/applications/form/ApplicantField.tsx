import { Input } from 'antd';
import { X } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useRegisterAnswer } from '#renderer/data/index';
import { Field, Suggest, type Suggestion } from '#renderer/ui/index';
import { useToday } from '../../people/index';
import { useNamesOf } from '../queries';
import type { FormPartProps } from './ApplicationForm';

const SHOWN = 6;

/** Who applies: a file found by name or by the tail of the id number, or who somebody is that has none. */
export function ApplicantField({ draft, session, text }: FormPartProps) {
  const { t } = useTranslation('applications');
  const [typed, setTyped] = useState('');
  const found = usePeopleFound(typed);
  const people = useNamesOf(draft.personUid === null ? [] : [draft.personUid]);
  if (draft.personUid !== null) {
    const name = people.get(draft.personUid)?.name ?? t('somebody');
    return (
      <div className="field">
        <span className="field-name">{t('field.applicant')}</span>
        <p className="application-chosen">
          <b>{name}</b>
          <button
            type="button"
            className="icon-button"
            aria-label={t('applicant.remove', { name })}
            onClick={() => session.answer({ personUid: null })}
          >
            <X size={16} aria-hidden="true" />
          </button>
        </p>
      </div>
    );
  }
  const { applicant } = draft;
  const change = (part: Partial<typeof applicant>) => session.answer({ applicant: { ...applicant, ...part } });
  return (
    <>
      <Field label={t('field.applicant')} error={text('applicant-missing', 'applicant-too-long')}>
        {(ties) => (
          <Suggest
            {...ties}
            label={t('field.applicant')}
            placeholder={t('applicant.hint')}
            text={typed}
            onText={setTyped}
            suggestions={found}
            onChoose={({ key }) => {
              setTyped('');
              session.answer({ personUid: key });
            }}
          />
        )}
      </Field>
      <div className="application-nobody" role="group" aria-label={t('applicant.none')}>
        <span>{t('applicant.none')}</span>
        {(['name', 'phone', 'citizenId'] as const).map((part) => (
          <Input
            key={part}
            aria-label={t(`applicant.${part}`)}
            placeholder={t(`applicant.${part}`)}
            value={applicant[part]}
            onChange={({ target }) => change({ [part]: target.value })}
          />
        ))}
      </div>
    </>
  );
}

/** Residents that the register finds for what is typed; nobody whose file is closed. */
function usePeopleFound(text: string): readonly Suggestion[] {
  const today = useToday();
  const typed = text.trim();
  const hits = useRegisterAnswer(
    (register) =>
      typed === '' ? Promise.resolve([]) : register.search({ text: typed, kinds: ['person'], limit: SHOWN, today }),
    [typed, today],
  );
  return typed === '' ? [] : (hits ?? []).map(({ uid, title, detail }) => ({ key: uid, label: title, detail }));
}
