import { Modal } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { AppError } from '#shared/errors/app-error';
import { useSync } from '#renderer/data/index';
import { useRound } from '#renderer/features/visits/index';
import { ErrorNotice, leavingSettled } from '#renderer/ui/index';

interface SignOutQuestionProps {
  readonly onSignOut: () => Promise<void>;
  readonly onCancel: () => void;
}

/** Asks once, with what stays behind in words. */
export function SignOutQuestion({ onSignOut, onCancel }: SignOutQuestionProps) {
  const { t } = useTranslation('staff');
  const unsent = useSync()?.outbox.length ?? 0;
  const drafts = useRound().drafts.size;
  const [isLeaving, setIsLeaving] = useState(false);
  const [failure, setFailure] = useState<{ readonly error: unknown } | null>(null);
  const leave = async () => {
    setIsLeaving(true);
    try {
      if (!(await leavingSettled())) throw new AppError('device.storage-full', 'a draft is not on disk');
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
      <p>{t('sign-out.stays')}</p>
      {unsent > 0 && <p>{t('sign-out.unsent', { count: unsent })}</p>}
      {drafts > 0 && <p>{t('sign-out.drafts', { count: drafts })}</p>}
      {failure && <ErrorNotice error={failure.error} />}
    </Modal>
  );
}
