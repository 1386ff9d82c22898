import { Button, Input } from 'antd';
import { useTranslation } from 'react-i18next';
import type { ItemVersion } from '#shared/schema/types/service-item';
import { Field } from '#renderer/ui/index';
import { useAddress } from '../../people/index';
import { useNamesOf } from '../queries';
import type { FormPartProps } from './ApplicationForm';
import { USUAL_FORM } from './draft';

interface AnswerFieldsProps extends FormPartProps {
  readonly version: ItemVersion | null;
}

/** What the form of the item asks; what the station knows is one press away, and a phone stays in the file. */
export function AnswerFields({ draft, session, text, version }: AnswerFieldsProps) {
  const { t } = useTranslation('applications');
  const person = useNamesOf(draft.personUid === null ? [] : [draft.personUid]).get(draft.personUid ?? '');
  const address = useAddress(person?.dwellingUid ?? null) ?? null;
  if (!version) return null;
  const fields = version.form ?? USUAL_FORM.map((field) => ({ ...field, label: t(`answer.${field.id}`) }));
  const change = (id: string, answer: string) => session.answer({ answers: { ...draft.answers, [id]: answer } });
  return (
    <>
      {fields.map(({ id, label, fill }, index) => {
        const value = draft.answers[id] ?? '';
        if (fill === 'phone' && person) {
          return (
            <div key={id} className="field">
              <span className="field-name">{label}</span>
              <p className="quiet">{t('answer.in-file')}</p>
            </div>
          );
        }
        const known = fill === 'address' ? address : null;
        return (
          <Field key={id} label={label} error={index === 0 ? text('answer-too-long') : null}>
            {(ties) => (
              <>
                <Input.TextArea
                  {...ties}
                  autoSize={{ minRows: 1, maxRows: 5 }}
                  value={value}
                  onChange={({ target }) => change(id, target.value)}
                />
                {known !== null && value !== known && (
                  <Button size="small" onClick={() => change(id, known)}>
                    {t('answer.from-file', { text: known })}
                  </Button>
                )}
              </>
            )}
          </Field>
        );
      })}
    </>
  );
}
