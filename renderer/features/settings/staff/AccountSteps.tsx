import { Button, Modal } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AccountView, NewAccountAnswer } from '#shared/ipc/admin-api';
import { useSession, useStation } from '#renderer/data/index';
import { ErrorNotice } from '#renderer/ui/index';

interface AccountStepsProps {
  readonly account: AccountView;
  readonly onIssued: (answer: NewAccountAnswer) => void;
  readonly onChanged: () => void;
}

type Step = 'reset' | 'close' | 'open';

/** What ends or renews an account: a new passphrase, closing, opening again. Each asks once, with what follows. */
export function AccountSteps({ account, onIssued, onChanged }: AccountStepsProps) {
  const { t } = useTranslation('accounts');
  const { staff } = useSession();
  const [asked, setAsked] = useState<Step | null>(null);
  const isOwn = staff.uid === account.uid;
  const step = account.active ? 'close' : 'open';
  return (
    <div className="panel-part">
      {account.active && (
        <div className="panel-step">
          <p>{t(isOwn ? 'reset.own' : 'reset.text')}</p>
          {!isOwn && <Button onClick={() => setAsked('reset')}>{t('reset')}</Button>}
        </div>
      )}
      <div className="panel-step">
        <p>{t(`${step}.text`)}</p>
        <Button danger={account.active} onClick={() => setAsked(step)}>
          {t(step)}
        </Button>
      </div>
      {asked && (
        <Question
          step={asked}
          account={account}
          onIssued={onIssued}
          onChanged={onChanged}
          onClose={() => setAsked(null)}
        />
      )}
    </div>
  );
}

/** Asks once; a refusal is told where it was asked. */
function Question({
  step,
  account,
  onIssued,
  onChanged,
  onClose,
}: AccountStepsProps & { readonly step: Step; readonly onClose: () => void }) {
  const { t } = useTranslation(['accounts', 'settings']);
  const { admin } = useStation();
  const [isBusy, setIsBusy] = useState(false);
  const [failure, setFailure] = useState<{ readonly error: unknown } | null>(null);
  const run = async () => {
    setIsBusy(true);
    try {
      if (step === 'reset') onIssued(await admin.resetPassphrase(account.uid));
      else {
        await admin.changeStaff(account.uid, { active: step === 'open' });
        onChanged();
      }
      onClose();
    } catch (error) {
      setFailure({ error });
      setIsBusy(false);
    }
  };
  return (
    <Modal
      open
      width={440}
      title={t(`${step}.title`, { name: account.name })}
      okText={t(step)}
      okButtonProps={{ danger: step === 'close' }}
      cancelText={t('cancel', { ns: 'settings' })}
      confirmLoading={isBusy}
      onOk={() => void run()}
      onCancel={onClose}
    >
      <p>{t(`${step}.consequence`)}</p>
      {failure && <ErrorNotice error={failure.error} />}
    </Modal>
  );
}
