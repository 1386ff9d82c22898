import { useTranslation } from 'react-i18next';
import type { PublicItem } from '#shared/ipc/kiosk-api';
import { Screen } from '../frame/Screen';
import { Scroll } from '../frame/Scroll';
import { Tile } from '../frame/Tile';
import { groupBy } from '../group-by';
import { useKiosk, useKnown } from '../session/kiosk-context';
import type { Page, Purpose } from '../session/pages';
import { useItemName } from '../use-item-name';
import './guide.css';

/** Where an item leads, by what the list was opened for. */
export const pageOfItem = ({ number, group }: PublicItem, purpose: Purpose): Page => {
  if (purpose === 'take') return { at: 'priority', wish: { itemNumber: number, group } };
  return purpose === 'apply' ? { at: 'apply', number } : { at: 'item', number };
};

/** Families of items, each a tile, and the search. */
export function ItemsPage({ purpose }: { readonly purpose: Purpose }) {
  const { t } = useTranslation('kioskGuide');
  const { go, back } = useKiosk();
  const { catalogue } = useKnown();
  const families = groupBy(catalogue?.items ?? [], ({ family }) => family);
  return (
    <Screen part={t(`part.${purpose}`)} title={t(`title.${purpose}`)} sub={t('sub')} onBack={back}>
      <Scroll>
        <div className="kiosk-grid">
          <Tile icon="search" sub={t('search.text')} onPress={() => go({ at: 'search', purpose })}>
            {t('search')}
          </Tile>
          {[...families].map(([family, items]) => (
            <Tile
              key={family}
              sub={t('family.count', { count: items.length })}
              onPress={() => go({ at: 'family', purpose, family })}
            >
              {t(`family.${family}`, { defaultValue: family })}
            </Tile>
          ))}
        </div>
      </Scroll>
    </Screen>
  );
}

/** The items of a family. */
export function FamilyPage({ purpose, family }: { readonly purpose: Purpose; readonly family: string }) {
  const { t } = useTranslation('kioskGuide');
  const { back } = useKiosk();
  const { catalogue } = useKnown();
  const items = (catalogue?.items ?? []).filter((item) => item.family === family);
  return (
    <Screen
      part={t(`part.${purpose}`)}
      title={t(`family.${family}`, { defaultValue: family })}
      sub={t('family.count', { count: items.length })}
      onBack={back}
    >
      <Scroll>
        <ItemTiles items={items} purpose={purpose} />
      </Scroll>
    </Screen>
  );
}

export function ItemTiles({ items, purpose }: { readonly items: readonly PublicItem[]; readonly purpose: Purpose }) {
  const { go } = useKiosk();
  const named = useItemName();
  return (
    <div className="kiosk-items">
      {items.map((item) => (
        <Tile
          key={item.number}
          icon="paper"
          sub={named(item) === item.name ? undefined : item.name}
          onPress={() => go(pageOfItem(item, purpose))}
        >
          {named(item)}
        </Tile>
      ))}
    </div>
  );
}
