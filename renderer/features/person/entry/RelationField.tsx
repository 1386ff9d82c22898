import { useTranslation } from 'react-i18next';
import { RELATION_CODES } from '#shared/codes/relations';
import { relationGroup } from '#shared/domain/people/relations';
import { RELATIONS } from '#shared/schema/types/person';
import { Field, Select, useLanguage } from '#renderer/ui/index';
import type { FieldsProps } from './PersonForm';

/** What somebody is to the head of household: the group, or exactly by GB/T 4761. */
export function RelationField({ entry: { draft, change }, problemOf }: FieldsProps) {
  const { t } = useTranslation(['person-form', 'people']);
  const language = useLanguage();
  const problem = problemOf('relation');
  const { relation, relationCode } = draft;
  const choose = (value: string) => {
    const code = RELATION_CODES.find((row) => row.code === value)?.code ?? null;
    if (code !== null) change({ relation: relationGroup(code), relationCode: code });
    else change({ relation: RELATIONS.find((each) => each === value) ?? null, relationCode: null });
  };
  return (
    <Field label={t('relation')} error={problem && t(`relation.${problem}`)}>
      {(ties) => (
        <Select {...ties} value={relationCode ?? relation ?? ''} onChange={choose}>
          <option value="">{t('choose')}</option>
          {RELATIONS.map((each) => [each, t(`relation.${each}`, { ns: 'people' })] as const).map(([group, label]) => (
            <optgroup key={group} label={label}>
              <option value={group}>{t('relation.group', { group: label })}</option>
              {RELATION_CODES.filter(({ code }) => relationGroup(code) === group).map((row) => (
                <option key={row.code} value={row.code}>
                  {row[language]}
                </option>
              ))}
            </optgroup>
          ))}
        </Select>
      )}
    </Field>
  );
}
