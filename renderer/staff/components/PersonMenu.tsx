import { Button, Popover } from 'antd';
import { GraduationCap, KeyRound, Lock, LogOut } from 'lucide-react';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useSession } from '#renderer/data/index';
import { ChangePassphrase } from '#renderer/features/sign-in/index';
import { ErrorNotice, leavingSettled, useLayout } from '#renderer/ui/index';
import { useTraining } from '../training';
import { SignOutQuestion } from './SignOutQuestion';

interface PersonMenuProps {
  readonly onLock: () => void;
  readonly onSignOut: () => Promise<void>;
}

/** Who is signed in; the own passphrase, the lock, and the way out. */
export function PersonMenu({ onLock, onSignOut }: PersonMenuProps) {
  const { t } = useTranslation(['staff', 'sign-in']);
  const { staff } = useSession();
  const training = useTraining();
  const isTablet = useLayout() === 'tablet';
  const [isOpen, setIsOpen] = useState(false);
  const [trainingError, setTrainingError] = useState<unknown>(null);
  const [asked, setAsked] = useState<'passphrase' | 'sign-out' | null>(null);
  const post = t(`post.${staff.post}`, { ns: 'sign-in' });
  const ask = (what: 'passphrase' | 'sign-out') => {
    setIsOpen(false);
    setAsked(what);
  };
  const goTraining = () => {
    setTrainingError(null);
    training.open?.().then(async (origin) => {
      // What could not be saved is only on this page: then nobody leaves it.
      if (await leavingSettled()) location.assign(origin);
    }, setTrainingError);
  };
  const menu = (
    <div className="person-menu">
      <b>{staff.name}</b>
      <span>
        {post}
        <i aria-hidden="true" />
        {staff.code}
      </span>
      <Action icon={<KeyRound size={16} aria-hidden="true" />} onClick={() => ask('passphrase')}>
        {t('passphrase')}
      </Action>
      <Action icon={<Lock size={16} aria-hidden="true" />} keys={isTablet ? null : 'Ctrl+Shift+L'} onClick={onLock}>
        {t('lock')}
      </Action>
      {training.open && (
        <Action icon={<GraduationCap size={16} aria-hidden="true" />} onClick={goTraining}>
          {t('training')}
        </Action>
      )}
      {trainingError !== null && <ErrorNotice error={trainingError} />}
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
