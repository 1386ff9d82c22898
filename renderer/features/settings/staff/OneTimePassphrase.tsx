import { Button } from 'antd';
import { Copy, Printer } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { NewAccountAnswer } from '#shared/ipc/admin-api';
import { useSession } from '#renderer/data/index';

interface OneTimePassphraseProps {
  readonly answer: NewAccountAnswer;
  readonly onDone: () => void;
}

/** The passphrase that the host made, shown this once: to be copied, printed, or read out. */
export function OneTimePassphrase({ answer: { account, passphrase }, onDone }: OneTimePassphraseProps) {
  const { t } = useTranslation('accounts');
  const { station } = useSession();
  const [isCopied, setIsCopied] = useState(false);
  const copy = () => void navigator.clipboard.writeText(passphrase).then(() => setIsCopied(true));
  return (
    <div className="one-time" role="status">
      <div className="one-time-slip">
        <p>{station.name}</p>
        <dl>
          <dt>{t('one-time.name')}</dt>
          <dd>{account.name}</dd>
          <dt>{t('code')}</dt>
          <dd>{account.code}</dd>
          <dt>{t('one-time.passphrase')}</dt>
          <dd className="one-time-word">{passphrase}</dd>
        </dl>
        <p>{t('one-time.slip')}</p>
      </div>
      <p>{t('one-time.text')}</p>
      <div className="form-actions">
        <Button icon={<Copy size={16} aria-hidden="true" />} onClick={copy}>
          {t(isCopied ? 'one-time.copied' : 'one-time.copy')}
        </Button>
        <Button icon={<Printer size={16} aria-hidden="true" />} onClick={() => print()}>
          {t('one-time.print')}
        </Button>
        <Button type="primary" onClick={onDone}>
          {t('one-time.done')}
        </Button>
      </div>
    </div>
  );
}
