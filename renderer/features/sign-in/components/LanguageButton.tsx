import { Languages } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { prefer, usePreferences } from '#renderer/ui/index';

/** Changes the language of the screens; names the other one in its own words. */
export function LanguageButton() {
  const { t } = useTranslation('sign-in');
  const { language } = usePreferences();
  return (
    <button
      type="button"
      className="icon-button with-word"
      lang={language === 'zh' ? 'en' : 'zh-CN'}
      onClick={() => prefer({ language: language === 'zh' ? 'en' : 'zh' })}
    >
      <Languages size={18} strokeWidth={1.7} aria-hidden="true" />
      <span>{t('language.switch')}</span>
    </button>
  );
}
