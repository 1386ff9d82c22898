import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Practice } from '#shared/ipc/station-api';
import type { Device, OpenStation } from '#renderer/data/index';
import { ErrorNotice, Tag } from '#renderer/ui/index';
import { PracticeAccounts } from './components/PracticeAccounts';
import { SignInForm } from './components/SignInForm';
import { Mark } from './components/Mark';
import './sign-in.css';

interface SignInPageProps {
  readonly device: Device;
  /** Accounts of a practice station; null on a real one. */
  readonly practice: Practice | null;
  /** Null while the hub is away. */
  readonly stationName: string | null;
  readonly onOpen: (station: OpenStation) => void;
}

/** The way in: staff code and passphrase, or one press on a practice account. */
export function SignInPage({ device, practice, stationName, onOpen }: SignInPageProps) {
  const { t } = useTranslation('sign-in');
  const [isBusy, setIsBusy] = useState(false);
  const [failure, setFailure] = useState<{ readonly error: unknown } | null>(null);

  const signIn = async (code: string, passphrase: string) => {
    setIsBusy(true);
    setFailure(null);
    try {
      onOpen(await device.signIn(code, passphrase));
    } catch (error) {
      setFailure({ error });
      setIsBusy(false);
    }
  };

  return (
    <main className="sign-in">
      <div className="sign-in-card card">
        <header>
          <Mark size={40} />
          <div>
            <h1>{t('product')}</h1>
            <p>
              {stationName}
              {practice && <Tag>{t('practice')}</Tag>}
            </p>
          </div>
        </header>
        {failure ? (
          <ErrorNotice error={failure.error} />
        ) : (
          stationName === null && <p className="quiet-note">{t('offline')}</p>
        )}
        <SignInForm busy={isBusy} onSubmit={(code, passphrase) => void signIn(code, passphrase)} />
        {practice && (
          <PracticeAccounts
            accounts={practice.accounts}
            busy={isBusy}
            onChoose={(account) => void signIn(account.code, account.passphrase)}
          />
        )}
      </div>
    </main>
  );
}
