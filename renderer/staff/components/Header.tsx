import { Monitor, Moon, Sun } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useStation } from '#renderer/data/index';
import { LanguageButton } from '#renderer/features/sign-in/index';
import { SearchButton } from '#renderer/features/search/index';
import { SyncBadge } from '#renderer/features/sync/index';
import { prefer, Tag, usePreferences, type ThemeChoice } from '#renderer/ui/index';
import { PersonMenu } from './PersonMenu';

interface HeaderProps {
  readonly onLock: () => void;
  readonly onSignOut: () => Promise<void>;
}

/** The search, which station this is, how far the work has got, language, look, and who is signed in. */
export function Header({ onLock, onSignOut }: HeaderProps) {
  const { t } = useTranslation('staff');
  const { station } = useStation().session;
  return (
    <header className="shell-head">
      <SearchButton />
      <span className="shell-station">
        <b>{station.name}</b>
        {station.practice && (
          <span title={t('practice.title')}>
            <Tag>{t('practice')}</Tag>
          </span>
        )}
      </span>
      <SyncBadge />
      <LanguageButton />
      <ThemeSwitch />
      <PersonMenu onLock={onLock} onSignOut={onSignOut} />
    </header>
  );
}

const NEXT_THEME: Readonly<Record<ThemeChoice, ThemeChoice>> = { system: 'light', light: 'dark', dark: 'system' };
const THEME_ICONS = { system: Monitor, light: Sun, dark: Moon } as const;

function ThemeSwitch() {
  const { t } = useTranslation('staff');
  const { theme } = usePreferences();
  const Icon = THEME_ICONS[theme];
  const label = t('theme.label', { name: t(`theme.${theme}`) });
  return (
    <button
      type="button"
      className="icon-button"
      aria-label={label}
      title={label}
      onClick={() => prefer({ theme: NEXT_THEME[theme] })}
    >
      <Icon size={18} strokeWidth={1.7} aria-hidden="true" />
    </button>
  );
}
