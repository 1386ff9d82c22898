import { ConfigProvider } from 'antd';
import enUS from 'antd/locale/en_US';
import zhCN from 'antd/locale/zh_CN';
import { useTranslation } from 'react-i18next';
import { antdTheme } from '#renderer/ui/index';
import { addressFor, type Look } from './look';
import { PARTS, type PartName } from './parts';

/** Every shared component in every state, in the look that the address asks for. */
export function Gallery({ look }: { readonly look: Look }) {
  const { t } = useTranslation('gallery');
  const names = look.part === null ? (Object.keys(PARTS) as PartName[]) : [look.part];
  return (
    <ConfigProvider
      theme={antdTheme(look.theme, look.scale)}
      locale={look.language === 'zh' ? zhCN : enUS}
      button={{ autoInsertSpace: false }}
      wave={{ disabled: true }}
    >
      <Switches look={look} />
      <main className="gallery">
        <h1 className="visually-hidden">{t('title')}</h1>
        {names.map((name) => {
          const Part = PARTS[name];
          return (
            <section key={name} className="gallery-part" aria-labelledby={`part-${name}`}>
              <h2 id={`part-${name}`}>{t(`part.${name}`)}</h2>
              <Part />
            </section>
          );
        })}
      </main>
    </ConfigProvider>
  );
}

/** Links to the same components in another look. */
function Switches({ look }: { readonly look: Look }) {
  const { t } = useTranslation('gallery');
  const ways: readonly (readonly [string, Partial<Look>])[] = [
    [t('look.theme'), { theme: look.theme === 'light' ? 'dark' : 'light' }],
    [t('look.language'), { language: look.language === 'zh' ? 'en' : 'zh' }],
    [t('look.desk'), { scale: 'desk' }],
    [t('look.touch'), { scale: 'touch' }],
    [t('look.large'), { scale: 'large' }],
  ];
  return (
    <nav className="gallery-nav" aria-label={t('title')}>
      {ways.map(([label, change]) => (
        <a key={label} href={addressFor(look, change)}>
          {label}
        </a>
      ))}
      <a href={addressFor(look, { part: null })}>{t('part.all')}</a>
      {(Object.keys(PARTS) as PartName[]).map((part) => (
        <a key={part} href={addressFor(look, { part })} aria-current={part === look.part ? 'page' : undefined}>
          {t(`part.${part}`)}
        </a>
      ))}
    </nav>
  );
}
