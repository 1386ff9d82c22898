import { useTranslation } from 'react-i18next';
import type { PublicItem } from '#shared/ipc/kiosk-api';

/** Names items in the language of whoever stands here; what the station named itself stays as it is. */
export function useItemName(): (item: Pick<PublicItem, 'name' | 'english'>) => string {
  const { i18n } = useTranslation();
  return ({ name, english }) => (i18n.language === 'en' ? (english ?? name) : name);
}
