import { Button, Input } from 'antd';
import { Plus, Search } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AccountView } from '#shared/ipc/admin-api';
import { useStation } from '#renderer/data/index';
import { Empty, goTo, useLayout, usePlace } from '#renderer/ui/index';
import { Asked } from '../components/Asked';
import { settingsPlace } from '../places';
import { useLoaded } from '../use-loaded';
import { AccountList } from './AccountList';
import { AccountPanel } from './AccountPanel';

/** What the address names for an account that is not there yet. */
const NEW = 'new';

/** Everybody with an account: find, add, change, close. */
export function StaffSection() {
  const { admin } = useStation();
  const loaded = useLoaded('staff', () => admin.staff());
  return <Asked loaded={loaded}>{(accounts) => <Accounts accounts={accounts} onChanged={loaded.reload} />}</Asked>;
}

interface AccountsProps {
  readonly accounts: readonly AccountView[];
  readonly onChanged: () => void;
}

function Accounts({ accounts, onChanged }: AccountsProps) {
  const { t } = useTranslation('accounts');
  const isTablet = useLayout() === 'tablet';
  const { person = '', closed = '' } = usePlace().query;
  const [search, setSearch] = useState('');
  const chosen = accounts.find(({ uid }) => uid === person) ?? null;
  const isPanelOpen = chosen !== null || person === NEW;
  const isActive = closed === '';
  const show = (next: string) => goTo(settingsPlace('staff', { person: next, closed }), { replace: isPanelOpen });
  const close = () => show('');

  const panel = isPanelOpen && (
    <AccountPanel key={person} account={chosen} accounts={accounts} onChanged={onChanged} onClose={close} />
  );
  if (panel && isTablet) return <div className="settings-whole">{panel}</div>;

  const words = search.trim().toLowerCase();
  const rows = accounts.filter(
    ({ active, name, code }) => active === isActive && (name.toLowerCase().includes(words) || code.includes(words)),
  );
  const counted = (active: boolean) => accounts.filter((account) => account.active === active).length;
  return (
    <div className="settings-columns">
      <div className="settings-list card">
        <div className="settings-filters">
          <div className="tabs" role="group" aria-label={t('filter')}>
            {(['active', 'closed'] as const).map((each) => (
              <button
                key={each}
                type="button"
                aria-pressed={(each === 'active') === isActive}
                onClick={() =>
                  goTo(settingsPlace('staff', { closed: each === 'closed' ? 'yes' : '' }), { replace: true })
                }
              >
                {t(`filter.${each}`)} <span>{counted(each === 'active')}</span>
              </button>
            ))}
          </div>
          <Input
            className="settings-search"
            allowClear
            prefix={<Search size={16} aria-hidden="true" />}
            placeholder={t('search')}
            aria-label={t('search')}
            value={search}
            onChange={(event) => setSearch(event.target.value)}
          />
          <Button type="primary" icon={<Plus size={16} aria-hidden="true" />} onClick={() => show(NEW)}>
            {t('add')}
          </Button>
        </div>
        {rows.length === 0 ? (
          <Empty
            title={t(words === '' ? 'empty.closed' : 'empty.search')}
            text={t(words === '' ? 'empty.closed.text' : 'empty.search.text')}
          />
        ) : (
          <AccountList rows={rows} selected={person} onOpen={({ uid }) => show(uid)} />
        )}
      </div>
      {panel}
    </div>
  );
}
