import { useTranslation } from 'react-i18next';
import { momentText, useLanguage } from '#renderer/ui/index';
import { useToday } from '../../people/index';

const SHOWN = 6;

/** When a door was opened by night, the latest first. */
export function NightOpenings({ instants }: { readonly instants: readonly number[] }) {
  const { t } = useTranslation('sensors');
  const language = useLanguage();
  const today = useToday();
  if (instants.length === 0) return <p className="quiet">{t('night.none')}</p>;
  return (
    <div className="night-openings">
      <p>{t('night.count', { count: instants.length })}</p>
      <ul>
        {instants.slice(0, SHOWN).map((atMs) => (
          <li key={atMs}>{momentText(atMs, today, language)}</li>
        ))}
      </ul>
    </div>
  );
}
