import { useTranslation } from 'react-i18next';
import type { AccountView } from '#shared/ipc/admin-api';
import { functionsOf } from '#shared/domain/access/access';
import { Dot, momentText, Pill, useLanguage } from '#renderer/ui/index';
import { useToday } from '../../people/index';
import { SettingsRows, useRowScale, type RowScale } from '../components/SettingsRows';
import { useOpenGridsText } from '../words';

interface AccountListProps {
  readonly rows: readonly AccountView[];
  readonly selected: string;
  readonly onOpen: (account: AccountView) => void;
}

const COLUMNS = ['name', 'post', 'grids', 'functions', 'last', 'state'] as const;

/** Accounts as rows: who, which post, which grids and functions, when last here. */
export function AccountList({ rows, selected, onOpen }: AccountListProps) {
  const { t } = useTranslation('accounts');
  const scale = useRowScale();
  const cells = useCells(scale);
  return (
    <SettingsRows
      noun="account"
      columns={COLUMNS.map((name) => ({ name, title: t(`col.${name}`) }))}
      label={t('list')}
      rows={rows}
      keyOf={({ uid }) => uid}
      selected={selected}
      onOpen={onOpen}
      scale={scale}
      cells={cells}
    />
  );
}

function useCells(scale: RowScale): (account: AccountView) => React.ReactNode {
  const { t } = useTranslation(['accounts', 'settings', 'sign-in']);
  const language = useLanguage();
  const today = useToday();
  const gridsText = useOpenGridsText();
  const post = (account: AccountView) => t(`post.${account.post}`, { ns: 'sign-in' });
  const functions = ({ post: actor, functions: given }: AccountView) => {
    const names = functionsOf({ actor, functions: given }).map((name) => t(`function.${name}`, { ns: 'settings' }));
    return names.length > 3
      ? t('functions.many', { first: names[0], count: names.length })
      : names.join(t('join', { ns: 'settings' }));
  };
  const last = ({ lastSignInMs }: AccountView) =>
    lastSignInMs === null ? t('last.never') : momentText(lastSignInMs, today, language);
  const state = ({ active, mustChangePassphrase }: AccountView) => {
    if (!active) return <Pill shape="paused">{t('state.closed')}</Pill>;
    return mustChangePassphrase ? (
      <Pill shape="due">{t('state.must-change')}</Pill>
    ) : (
      <Pill shape="done">{t('state.active')}</Pill>
    );
  };

  if (scale === 'touch') {
    return (account) => (
      <div role="gridcell" className="settings-touch-row">
        <div>
          <b>{account.name}</b>
          <span>{account.code}</span>
          <span className="end">{state(account)}</span>
        </div>
        <div>
          <span>
            {post(account)}
            <Dot />
            {gridsText(account)}
            {functions(account) !== '' && (
              <>
                <Dot />
                {functions(account)}
              </>
            )}
          </span>
        </div>
      </div>
    );
  }
  return (account) => (
    <>
      <span role="gridcell" className="account-name">
        <b title={account.name}>{account.name}</b> <span>{account.code}</span>
      </span>
      <span role="gridcell" className="account-post">
        {post(account)}
      </span>
      <span role="gridcell" className="account-grids">
        {gridsText(account)}
      </span>
      <span role="gridcell" className="account-functions" title={functions(account)}>
        {functions(account) || t('none', { ns: 'settings' })}
      </span>
      <span role="gridcell" className="account-last">
        {last(account)}
      </span>
      <span role="gridcell" className="account-state">
        {state(account)}
      </span>
    </>
  );
}
