import { useTranslation } from 'react-i18next';
import type { Label } from '#shared/schema/envelope';

/** Says a name in the language of the screen; what has no English name is said in Chinese. */
export function useLabel(): (label: Label) => string {
  const { i18n } = useTranslation();
  return ({ zh, en }) => (i18n.language === 'en' ? en : undefined) ?? zh;
}
