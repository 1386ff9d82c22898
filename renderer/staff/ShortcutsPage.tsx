import { Fragment } from 'react';
import { useTranslation } from 'react-i18next';
import { Card, useLayout } from '#renderer/ui/index';
import { isMacKeyboard, keyNames, type Chord } from './keys';
import { SHORTCUTS, type ShortcutId } from './shortcuts';
import { useWays } from './ways';

/** Every key there is to know. */
export const SHORTCUTS_PATH = '/shortcuts';

/** The shortcuts by what they are for, with the keys of this device's keyboard; pages by their place in the navigation. */
export function ShortcutsPage() {
  const { t } = useTranslation('staff');
  const isTablet = useLayout() === 'tablet';
  const ways = useWays().flatMap((group) => group.ways);
  const pages = SHORTCUTS.flatMap(({ id, chord }) => {
    const way = id.startsWith('page-') ? ways[Number(id.slice(5)) - 1] : undefined;
    return way ? [{ id, chord, label: way.label }] : [];
  });
  const tasks = SHORTCUTS.flatMap(({ id, chord }) =>
    id.startsWith('page-') ? [] : [{ id, chord, label: t(`key.${id as TaskId}`) }],
  );
  return (
    // Nothing in it takes the focus, and it may be longer than the screen: arrows scroll it.
    <div className="page shortcuts" role="region" aria-label={t('keys')} tabIndex={0}>
      <header className="page-head">
        <div>
          <h1>{t('keys')}</h1>
          <p>{t(isTablet ? 'keys.tablet' : 'keys.text')}</p>
        </div>
      </header>
      <Keys title={t('keys.tasks')} keys={tasks} />
      <Keys title={t('keys.pages')} keys={pages} />
    </div>
  );
}

type TaskId = Exclude<ShortcutId, `page-${number}`>;

interface KeysProps {
  readonly title: string;
  readonly keys: readonly { readonly id: string; readonly chord: Chord; readonly label: string }[];
}

function Keys({ title, keys }: KeysProps) {
  const isMac = isMacKeyboard();
  return (
    <Card title={title}>
      <dl>
        {keys.map(({ id, chord, label }) => (
          <div key={id}>
            <dt>{label}</dt>
            <dd>
              {keyNames(chord, isMac).map((name, index) => (
                <Fragment key={name}>
                  {index > 0 && !isMac && <span aria-hidden="true">+</span>}
                  <kbd>{name}</kbd>
                </Fragment>
              ))}
            </dd>
          </div>
        ))}
      </dl>
    </Card>
  );
}
