import { useTranslation } from 'react-i18next';
import { isNamed } from './fields';

/** What a field of a record is called; of one that this build does not know, that it is another. */
export function useFieldName(): (type: string, field: string) => string {
  const { t } = useTranslation('conflicts');
  return (type, field) => (isNamed(type, field) ? t(`field.${type}.${field}`) : t('field.other', { field }));
}
