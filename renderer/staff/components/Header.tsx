import { useTranslation } from 'react-i18next';
import { SearchButton } from '#renderer/features/search/index';
import { SyncBadge } from '#renderer/features/sync/index';
import { usePreferences } from '#renderer/ui/index';
import { shortcutKeys } from '../shortcuts';
import { toggleSize } from '../switches';
import { Bell } from './Bell';
import { PersonMenu } from './PersonMenu';

interface HeaderProps {
  readonly onLock: () => void;
  readonly onSignOut: () => Promise<void>;
}

/** The search, how far the work has got, what there is to know, larger type, and who is signed in. */
export function Header({ onLock, onSignOut }: HeaderProps) {
  return (
    <header className="shell-head">
      <SearchButton keys={shortcutKeys('search')} />
      <span className="shell-space" />
      <SyncBadge />
      <Bell />
      <SizeButton />
      <PersonMenu onLock={onLock} onSignOut={onSignOut} />
    </header>
  );
}

/** Draws everything large, or at the usual size again. */
function SizeButton() {
  const { t } = useTranslation('staff');
  const { size } = usePreferences();
  const isLarge = size === 'large';
  return (
    <button
      type="button"
      className="size-button"
      aria-pressed={isLarge}
      title={t(isLarge ? 'size.usual' : 'size.large')}
      onClick={toggleSize}
    >
      {t('size')}
    </button>
  );
}
