import { useTranslation } from 'react-i18next';
import { Field, Select } from '#renderer/ui/index';
import { majorsOf } from '../categories';
import { useCategories } from '../queries';
import type { StepDraft } from './step-draft';
import type { StepSession } from './step-session';

interface CategoryFieldProps {
  readonly draft: StepDraft;
  readonly answer: StepSession['answer'];
  readonly error: string | null;
}

/** Which category it is, of those in use; the one it has stands there even when it is put away. */
export function CategoryField({ draft, answer, error }: CategoryFieldProps) {
  const { t } = useTranslation('incidents');
  const categories = useCategories() ?? [];
  const offered = categories.filter(({ isActive, uid }) => isActive || uid === draft.categoryUid);
  return (
    <Field label={t('field.category')} error={error}>
      {(ties) => (
        <Select
          {...ties}
          value={draft.categoryUid ?? ''}
          onChange={(value) => answer({ categoryUid: value === '' ? null : value })}
        >
          <option value="">{t('category.unknown')}</option>
          {majorsOf(offered).map(({ code, name, categories: own }) => (
            <optgroup key={code} label={name}>
              {own.map(({ uid, name: minor }) => (
                <option key={uid} value={uid}>
                  {minor}
                </option>
              ))}
            </optgroup>
          ))}
        </Select>
      )}
    </Field>
  );
}
