import { useTranslation } from 'react-i18next';

/** Nobody is to be asked: what this is for, and the way to the other language. */
export function Resting() {
  const { t, i18n } = useTranslation();
  const other = i18n.language === 'en' ? 'zh' : 'en';
  const turn = () => {
    void i18n.changeLanguage(other);
    document.documentElement.lang = other === 'en' ? 'en' : 'zh-CN';
  };
  return (
    <main className="pad-main is-resting">
      <h1>{t('resting')}</h1>
      <p className="pad-text">{t('resting.text')}</p>
      <button type="button" className="pad-language" lang={other === 'en' ? 'en' : 'zh-CN'} onClick={turn}>
        {t('language.switch')}
      </button>
    </main>
  );
}
