import { useTranslation } from 'react-i18next';
import { ownerOfMedia } from '#shared/media/names';
import { useDatabaseTitle } from '../host/words';

/** What a database of the station holds, in words: records, or the pictures that belong to them. */
export function useTitle(): (name: string) => string {
  const { t } = useTranslation('upstream');
  const title = useDatabaseTitle();
  return (name) => {
    const owner = ownerOfMedia(name);
    return owner === null ? title(name) : t('pictures', { of: title(owner) });
  };
}
