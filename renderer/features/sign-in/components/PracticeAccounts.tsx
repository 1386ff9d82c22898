import { useTranslation } from 'react-i18next';
import type { Practice } from '#shared/ipc/station-api';

type Account = Practice['accounts'][number];

interface PracticeAccountsProps {
  readonly accounts: readonly Account[];
  readonly busy: boolean;
  readonly onChoose: (account: Account) => void;
}

/** The practice station's people, each one press away. */
export function PracticeAccounts({ accounts, busy, onChoose }: PracticeAccountsProps) {
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
      <p>{t('practice.text')}</p>
    </section>
  );
}
