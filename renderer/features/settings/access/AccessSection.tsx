import { useTranslation } from 'react-i18next';
import type { AccountView } from '#shared/ipc/admin-api';
import { useSession, useStation } from '#renderer/data/index';
import { Choice, Field, goTo, Select, usePlace } from '#renderer/ui/index';
import { Asked } from '../components/Asked';
import { settingsPlace } from '../places';
import { useLoaded } from '../use-loaded';
import { useGridsText } from '../words';
import { AccessOverview } from './AccessOverview';
import { Supposed } from './Supposed';

const MODES = ['person', 'suppose'] as const;

/** What somebody can see and do, by the table that the program really uses: for a colleague, or for a post that nobody has yet. */
export function AccessSection() {
  const { t } = useTranslation('access');
  const { suppose = '' } = usePlace().query;
  const mode = suppose === '' ? 'person' : 'suppose';
  return (
    <div className="access-page">
      <Choice
        label={t('mode')}
        options={MODES.map((each) => ({ value: each, label: t(`mode.${each}`) }))}
        value={mode}
        onChange={(next) =>
          goTo(settingsPlace('access', next === 'suppose' ? { suppose: 'grid-worker' } : {}), { replace: true })
        }
      />
      {mode === 'person' ? <Colleague /> : <Supposed />}
    </div>
  );
}

function Colleague() {
  const { admin } = useStation();
  const loaded = useLoaded('staff', () => admin.staff());
  return <Asked loaded={loaded}>{(accounts) => <Chosen accounts={accounts} />}</Asked>;
}

function Chosen({ accounts }: { readonly accounts: readonly AccountView[] }) {
  const { t } = useTranslation(['access', 'sign-in']);
  const { staff } = useSession();
  const gridsText = useGridsText();
  const wanted = usePlace().query['person'] ?? staff.uid;
  const account = accounts.find(({ uid }) => uid === wanted) ?? accounts[0];
  if (!account) return null;
  const { name, functions, gridNumbers } = account;
  const post = t(`post.${account.post}`, { ns: 'sign-in' });
  const lead =
    gridNumbers.length > 0 ? t('lead.grids', { name, post, grids: gridsText(gridNumbers) }) : t('lead', { name, post });
  return (
    <>
      <Field label={t('who')}>
        {(ties) => (
          <Select
            {...ties}
            value={account.uid}
            onChange={(person) => goTo(settingsPlace('access', { person }), { replace: true })}
          >
            {accounts.map((each) => (
              <option key={each.uid} value={each.uid}>
                {t(each.active ? 'option' : 'option.closed', {
                  name: each.name,
                  code: each.code,
                  post: t(`post.${each.post}`, { ns: 'sign-in' }),
                })}
              </option>
            ))}
          </Select>
        )}
      </Field>
      {account.active ? (
        <AccessOverview subject={{ actor: account.post, functions, gridNumbers }} lead={lead} />
      ) : (
        <p className="quiet-note">{t('closed')}</p>
      )}
    </>
  );
}
