import { Button } from 'antd';
import { Eye } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AccountView, NewAccountAnswer } from '#shared/ipc/admin-api';
import { goTo, Pill } from '#renderer/ui/index';
import { SidePanel } from '../components/SidePanel';
import { settingsPlace } from '../places';
import { AccountForm } from './AccountForm';
import { AccountSteps } from './AccountSteps';
import { OneTimePassphrase } from './OneTimePassphrase';

interface AccountPanelProps {
  /** Null for one that is being made. */
  readonly account: AccountView | null;
  readonly accounts: readonly AccountView[];
  readonly onChanged: () => void;
  readonly onClose: () => void;
}

/** One account: what it is, the rights that can be changed, the passphrase, and its end. */
export function AccountPanel({ account, accounts, onChanged, onClose }: AccountPanelProps) {
  const { t } = useTranslation(['accounts', 'settings']);
  const [issued, setIssued] = useState<NewAccountAnswer | null>(null);
  const [isSaved, setIsSaved] = useState(false);
  const issue = (answer: NewAccountAnswer) => {
    setIssued(answer);
    onChanged();
  };

  if (issued) {
    return (
      <SidePanel title={issued.account.name} subtitle={<p>{issued.account.code}</p>} onClose={onClose}>
        <OneTimePassphrase answer={issued} onDone={() => (account ? setIssued(null) : onClose())} />
      </SidePanel>
    );
  }
  if (!account) {
    return (
      <SidePanel title={t('new.title')} subtitle={<p>{t('new.text')}</p>} onClose={onClose}>
        <AccountForm account={null} accounts={accounts} onIssued={issue} onSaved={onChanged} onCancel={onClose} />
      </SidePanel>
    );
  }
  return (
    <SidePanel
      title={account.name}
      subtitle={
        <p className="panel-facts">
          <span>{account.code}</span>
          {!account.active && <Pill shape="paused">{t('state.closed')}</Pill>}
          {account.active && account.mustChangePassphrase && <Pill shape="due">{t('state.must-change')}</Pill>}
        </p>
      }
      onClose={onClose}
    >
      {account.active && (
        <AccountForm
          account={account}
          accounts={accounts}
          onIssued={issue}
          onSaved={() => (setIsSaved(true), onChanged())}
          onCancel={onClose}
          onTouched={() => setIsSaved(false)}
        />
      )}
      <p className="panel-saved" role="status">
        {isSaved && <Pill shape="done">{t('saved')}</Pill>}
      </p>
      <div className="panel-part">
        <Button
          icon={<Eye size={16} aria-hidden="true" />}
          onClick={() => goTo(settingsPlace('access', { person: account.uid }))}
        >
          {t('see-access')}
        </Button>
      </div>
      <AccountSteps account={account} onIssued={issue} onChanged={onChanged} />
    </SidePanel>
  );
}
