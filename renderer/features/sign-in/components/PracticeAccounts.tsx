import { lazy, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import type { Practice } from '#shared/ipc/station-api';
import type { Device } from '#renderer/data/index';
import '../practice.css';

// The sign-in page of a real station has none.
const PracticeHall = lazy(() => import('./PracticeHall'));

type Account = Practice['accounts'][number];

interface PracticeAccountsProps {
  readonly accounts: readonly Account[];
  readonly busy: boolean;
  readonly onChoose: (account: Account) => void;
  readonly openTerminal: Device['openPracticeTerminal'];
}

/** The practice station's people, each one press away. */
export function PracticeAccounts({ accounts, busy, onChoose, openTerminal }: PracticeAccountsProps) {
  const { t } = useTranslation('sign-in');
  return (
    <section className="practice">
      <h2>{t('practice.accounts')}</h2>
      <p>{t('practice.hint')}</p>
      <ul>
        {accounts.map((account) => (
          <li key={account.code}>
            <button type="button" disabled={busy} onClick={() => onChoose(account)}>
              <span className="avatar" aria-hidden="true">
                {account.name.slice(0, 1)}
              </span>
              <span>
                <b>{account.name}</b>
                <small>{t(`post.${account.post}`)}</small>
              </span>
            </button>
          </li>
        ))}
      </ul>
      <Suspense>
        <PracticeHall open={openTerminal} />
      </Suspense>
      <p>{t('practice.text')}</p>
    </section>
  );
}
