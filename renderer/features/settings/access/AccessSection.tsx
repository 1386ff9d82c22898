import { useTranslation } from 'react-i18next';
import { accessOf } from '#shared/domain/access/access';
import type { AccountView } from '#shared/ipc/admin-api';
import { FUNCTIONS } from '#shared/schema/types/place';
import { useSession, useStation } from '#renderer/data/index';
import { Card, Field, goTo, Pill, usePlace, Select } from '#renderer/ui/index';
import { Asked } from '../components/Asked';
import { settingsPlace } from '../places';
import { useLoaded } from '../use-loaded';
import { useGridsText } from '../words';
import { AreaTable } from './AreaTable';
import { overviewOf, type ClassReach } from './overview';

/** For a person that is chosen, everything the access table grants, in words. */
export function AccessSection() {
  const { admin } = useStation();
  const loaded = useLoaded('staff', () => admin.staff());
  return <Asked loaded={loaded}>{(accounts) => <Chosen accounts={accounts} />}</Asked>;
}

function Chosen({ accounts }: { readonly accounts: readonly AccountView[] }) {
  const { t } = useTranslation(['access', 'sign-in']);
  const { staff } = useSession();
  const wanted = usePlace().query['person'] ?? staff.uid;
  const account = accounts.find(({ uid }) => uid === wanted) ?? accounts[0];
  if (!account) return null;
  return (
    <div className="access-page">
      <Field label={t('who')}>
        {(ties) => (
          <Select
            {...ties}
            value={account.uid}
            onChange={(person) => goTo(settingsPlace('access', { person }), { replace: true })}
          >
            {accounts.map(({ uid, name, code, post, active }) => (
              <option key={uid} value={uid}>
                {t(active ? 'option' : 'option.closed', { name, code, post: t(`post.${post}`, { ns: 'sign-in' }) })}
              </option>
            ))}
          </Select>
        )}
      </Field>
      {account.active ? <Overview account={account} /> : <p className="quiet-note">{t('closed')}</p>}
    </div>
  );
}

function Overview({ account }: { readonly account: AccountView }) {
  const { t } = useTranslation(['access', 'settings', 'sign-in']);
  const { stationGrids } = useSession();
  const gridsText = useGridsText();
  const { post: actor, functions, gridNumbers, name } = account;
  const access = accessOf({ actor, functions, gridNumbers }, stationGrids);
  const { areas, classes } = overviewOf(access, stationGrids);
  const post = t(`post.${actor}`, { ns: 'sign-in' });
  return (
    <>
      <p className="access-lead">
        {gridNumbers.length > 0
          ? t('lead.grids', { name, post, grids: gridsText(gridNumbers) })
          : t('lead', { name, post })}
      </p>
      <Card title={t('areas')}>
        {areas.map((area) => (
          <AreaTable key={`${area.kind} ${area.gridNumbers.join()}`} area={area} />
        ))}
        <ClosedGrids areas={areas} />
      </Card>
      <Card title={t('classes')}>
        <p className="access-text">{t('classes.text')}</p>
        <dl className="access-rows">
          {classes.map((reach) => (
            <ClassRow key={reach.class} reach={reach} />
          ))}
        </dl>
      </Card>
      <Card title={t('functions')}>
        <dl className="access-rows">
          {FUNCTIONS.map((each) => (
            <div key={each}>
              <dt>
                <b>{t(`function.${each}`, { ns: 'settings' })}</b>
                <span>{t(`function.${each}.text`, { ns: 'settings' })}</span>
              </dt>
              <dd>
                <Pill shape={access.functions.includes(each) ? 'done' : 'idle'}>
                  {t(access.functions.includes(each) ? 'function.has' : 'function.has-not')}
                </Pill>
              </dd>
            </div>
          ))}
        </dl>
      </Card>
      <p className="panel-hint">{t('foot')}</p>
    </>
  );
}

/** Grids of which nothing at all is to be seen. */
function ClosedGrids({ areas }: { readonly areas: ReturnType<typeof overviewOf>['areas'] }) {
  const { t } = useTranslation('access');
  const { stationGrids } = useSession();
  const gridsText = useGridsText();
  const open = areas.flatMap(({ gridNumbers }) => gridNumbers);
  const closed = stationGrids.filter((grid) => !open.includes(grid));
  if (closed.length === 0) return null;
  return <p className="access-text">{t('areas.closed', { grids: gridsText(closed) })}</p>;
}

/** One class of sealed values: what it is, and how far it is open in which grids. */
function ClassRow({ reach }: { readonly reach: ClassReach }) {
  const { t } = useTranslation(['access', 'settings']);
  const gridsText = useGridsText();
  const parts = (['all', 'own', 'none'] as const).filter((each) => reach[each].length > 0);
  const shapes = { all: 'done', own: 'progress', none: 'idle' } as const;
  return (
    <div>
      <dt>
        <b>{t(`class.${reach.class}`, { ns: 'settings' })}</b>
        <span>{t(`class.${reach.class}.text`, { ns: 'settings' })}</span>
      </dt>
      <dd>
        {parts.map((each) => (
          <Pill key={each} shape={shapes[each]}>
            {t(`reach.${each}`, { grids: gridsText(reach[each]) })}
          </Pill>
        ))}
      </dd>
    </div>
  );
}
