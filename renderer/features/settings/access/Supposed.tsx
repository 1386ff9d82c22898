import { useTranslation } from 'react-i18next';
import { functionsOf } from '#shared/domain/access/access';
import { ACCESS_TABLE } from '#shared/domain/access/table';
import { FUNCTIONS, POSTS, type Post, type StaffFunction } from '#shared/schema/types/place';
import { useSession } from '#renderer/data/index';
import { Card, Chips, Field, goTo, Select, usePlace } from '#renderer/ui/index';
import { settingsPlace } from '../places';
import { FunctionChoice } from '../staff/FunctionChoice';
import { useGridsText } from '../words';
import { AccessOverview } from './AccessOverview';

/** A post with functions and grids that nobody has to have: what such a person would see. Kept in the address, so that it can be shown to somebody. */
export function Supposed() {
  const { t } = useTranslation(['access', 'accounts', 'settings', 'sign-in']);
  const { stationGrids } = useSession();
  const gridsText = useGridsText();
  const { query } = usePlace();
  const post = POSTS.find((each) => each === query['suppose']) ?? 'grid-worker';
  const { grants, grantable } = ACCESS_TABLE[post];
  const worksInGrids = grants.some(({ grids }) => grids === 'own');
  const chosenGrids = (query['grids'] ?? '').split('.').map(Number);
  const gridNumbers = worksInGrids ? stationGrids.filter((number) => chosenGrids.includes(number)) : [];
  const chosenFunctions = (query['functions'] ?? '').split('.');
  const functions = FUNCTIONS.filter((name) => chosenFunctions.includes(name) && grantable.includes(name));

  const suppose = (change: {
    readonly post?: Post;
    readonly gridNumbers?: readonly number[];
    readonly functions?: readonly StaffFunction[];
  }) => {
    const next = { post, gridNumbers, functions, ...change };
    const place = settingsPlace('access', {
      suppose: next.post,
      grids: next.gridNumbers.join('.'),
      functions: next.functions.join('.'),
    });
    goTo(place, { replace: true });
  };
  const words = { post: t(`post.${post}`, { ns: 'sign-in' }), grids: gridsText(gridNumbers) };
  return (
    <>
      <Card title={t('suppose')} aside={<span className="quiet">{t('suppose.text')}</span>}>
        <div className="access-suppose">
          <Field label={t('post', { ns: 'accounts' })}>
            {(ties) => (
              <Select {...ties} value={post} onChange={(next) => suppose({ post: next as Post })}>
                {POSTS.map((each) => (
                  <option key={each} value={each}>
                    {t(`post.${each}`, { ns: 'sign-in' })}
                  </option>
                ))}
              </Select>
            )}
          </Field>
          {worksInGrids && (
            <div className="field">
              <span className="field-label">{t('grids', { ns: 'accounts' })}</span>
              <Chips
                label={t('grids', { ns: 'accounts' })}
                options={stationGrids.map((number) => ({
                  value: String(number),
                  label: t('grid', { ns: 'settings', number }),
                }))}
                value={gridNumbers.map(String)}
                onChange={(chosen) => suppose({ gridNumbers: chosen.map(Number) })}
              />
            </div>
          )}
          <FunctionChoice
            always={functionsOf({ actor: post, functions: [] })}
            grantable={grantable}
            given={functions}
            onChange={(next) => suppose({ functions: next })}
          />
        </div>
      </Card>
      <AccessOverview
        subject={{ actor: post, functions, gridNumbers }}
        lead={t(worksInGrids ? 'suppose.lead.grids' : 'suppose.lead', words)}
      />
    </>
  );
}
