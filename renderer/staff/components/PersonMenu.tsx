import { Button, Modal, Popover } from 'antd';
import { LogOut } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useStation, useSync } from '#renderer/data/index';
import { useRound } from '#renderer/features/visits/index';
import { ErrorNotice, leavingSettled, useLayout } from '#renderer/ui/index';

interface PersonMenuProps {
  readonly onSignOut: () => Promise<void>;
}

/** Who is signed in, and the way out. */
export function PersonMenu({ onSignOut }: PersonMenuProps) {
  const { t } = useTranslation(['staff', 'sign-in']);
  const { staff } = useStation().session;
  const isTablet = useLayout() === 'tablet';
  const [isOpen, setIsOpen] = useState(false);
  const [isAsking, setIsAsking] = useState(false);
  const post = t(`post.${staff.post}`, { ns: 'sign-in' });
  const menu = (
    <div className="person-menu">
      <b>{staff.name}</b>
      <span>{post}</span>
      <Button
        icon={<LogOut size={16} aria-hidden="true" />}
        onClick={() => {
          setIsOpen(false);
          setIsAsking(true);
        }}
      >
        {t('sign-out')}
      </Button>
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
      {isAsking && <SignOutQuestion onSignOut={onSignOut} onCancel={() => setIsAsking(false)} />}
    </>
  );
}

/** Asks once, with what stays behind in words. */
function SignOutQuestion({ onSignOut, onCancel }: PersonMenuProps & { readonly onCancel: () => void }) {
  const { t } = useTranslation('staff');
  const unsent = useSync()?.outbox.length ?? 0;
  const drafts = useRound().drafts.size;
  const [isLeaving, setIsLeaving] = useState(false);
  const [failure, setFailure] = useState<{ readonly error: unknown } | null>(null);
  const leave = async () => {
    setIsLeaving(true);
    try {
      await leavingSettled();
      await onSignOut();
    } catch (error) {
      setFailure({ error });
      setIsLeaving(false);
    }
  };
  return (
    <Modal
      open
      title={t('sign-out.title')}
      width={440}
      okText={t('sign-out.confirm')}
      cancelText={t('sign-out.cancel')}
      confirmLoading={isLeaving}
      onOk={() => void leave()}
      onCancel={onCancel}
    >
      <p>{unsent > 0 ? t('sign-out.unsent', { count: unsent }) : t('sign-out.none')}</p>
      {drafts > 0 && <p>{t('sign-out.drafts', { count: drafts })}</p>}
      {failure && <ErrorNotice error={failure.error} />}
    </Modal>
  );
}
