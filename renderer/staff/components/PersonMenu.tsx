import { Button, Popover } from 'antd';
import { GraduationCap, KeyRound, Keyboard, Languages, Lock, LogOut, Monitor, Moon, Sun } from 'lucide-react';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useSession } from '#renderer/data/index';
import { ChangePassphrase } from '#renderer/features/sign-in/index';
import { ErrorNotice, goTo, useLayout, usePreferences } from '#renderer/ui/index';
import { shortcutKeys } from '../shortcuts';
import { SHORTCUTS_PATH } from '../ShortcutsPage';
import { nextLanguage, nextTheme } from '../switches';
import { useThisDevice } from '../this-device';
import { useGoTraining } from '../training';
import { SignOutQuestion } from './SignOutQuestion';

interface PersonMenuProps {
  readonly onLock: () => void;
  readonly onSignOut: () => Promise<void>;
}

const THEME_ICONS = { system: Monitor, light: Sun, dark: Moon } as const;

/** Who is signed in where; language and look, the own passphrase, the lock, and the way out. */
export function PersonMenu({ onLock, onSignOut }: PersonMenuProps) {
  const { t } = useTranslation(['staff', 'sign-in']);
  const { staff, station } = useSession();
  const device = useThisDevice();
  const { language, theme } = usePreferences();
  const training = useGoTraining();
  const isTablet = useLayout() === 'tablet';
  const [isOpen, setIsOpen] = useState(false);
  const [asked, setAsked] = useState<'passphrase' | 'sign-out' | null>(null);
  const post = t(`post.${staff.post}`, { ns: 'sign-in' });
  const ask = (what: 'passphrase' | 'sign-out') => {
    setIsOpen(false);
    setAsked(what);
  };
  const ThemeIcon = THEME_ICONS[theme];
  const menu = (
    <div className="person-menu">
      <b>{staff.name}</b>
      <span>
        {post}
        <i aria-hidden="true" />
        {staff.code}
      </span>
      <span>
        {station.name}
        {device !== '' && <i aria-hidden="true" />}
        {device}
      </span>
      <Action icon={<KeyRound size={16} aria-hidden="true" />} onClick={() => ask('passphrase')}>
        {t('passphrase')}
      </Action>
      <Action
        icon={<Lock size={16} aria-hidden="true" />}
        keys={isTablet ? null : shortcutKeys('lock')}
        onClick={onLock}
      >
        {t('lock')}
      </Action>
      <Action icon={<Languages size={16} aria-hidden="true" />} onClick={nextLanguage}>
        <span lang={language === 'zh' ? 'en' : 'zh-CN'}>{t('language.switch', { ns: 'sign-in' })}</span>
      </Action>
      <Action icon={<ThemeIcon size={16} aria-hidden="true" />} onClick={nextTheme}>
        {t('theme.label', { name: t(`theme.${theme}`) })}
      </Action>
      <Action
        icon={<Keyboard size={16} aria-hidden="true" />}
        keys={isTablet ? null : shortcutKeys('shortcuts')}
        onClick={() => {
          setIsOpen(false);
          goTo({ path: SHORTCUTS_PATH, query: {} });
        }}
      >
        {t('keys')}
      </Action>
      {training.go && (
        <Action icon={<GraduationCap size={16} aria-hidden="true" />} onClick={training.go}>
          {t('training')}
        </Action>
      )}
      {training.error !== null && <ErrorNotice error={training.error} />}
      <Action icon={<LogOut size={16} aria-hidden="true" />} onClick={() => ask('sign-out')}>
        {t('sign-out')}
      </Action>
    </div>
  );
  return (
    <>
      <Popover
        content={menu}
        trigger="click"
        placement="bottomRight"
        arrow={false}
        open={isOpen}
        onOpenChange={setIsOpen}
      >
        <button type="button" className="person-button" aria-haspopup="dialog" aria-expanded={isOpen}>
          <span className="avatar" aria-hidden="true">
            {staff.name.slice(0, 1)}
          </span>
          <span className={isTablet ? 'visually-hidden' : undefined}>
            {staff.name}
            <i aria-hidden="true" />
            {post}
          </span>
          <span className="visually-hidden">{t('person.menu')}</span>
        </button>
      </Popover>
      {asked === 'passphrase' && <ChangePassphrase onClose={() => setAsked(null)} />}
      {asked === 'sign-out' && <SignOutQuestion onSignOut={onSignOut} onCancel={() => setAsked(null)} />}
    </>
  );
}

interface ActionProps {
  readonly icon: ReactNode;
  /** The keys that do the same. */
  readonly keys?: string | null;
  readonly onClick: () => void;
  readonly children: ReactNode;
}

function Action({ icon, keys = null, onClick, children }: ActionProps) {
  return (
    <Button type="text" icon={icon} onClick={onClick}>
      <span>{children}</span>
      {keys !== null && <kbd aria-hidden="true">{keys}</kbd>}
    </Button>
  );
}
