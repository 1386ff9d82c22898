import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { BigButton } from '../frame/BigButton';
import { Screen } from '../frame/Screen';
import { Scroll } from '../frame/Scroll';
import { useDictionary } from '../keyboard/dictionary';
import { readingsOf, soundsLike } from '../keyboard/pinyin';
import { TypePage } from '../keyboard/typing';
import { useKiosk, useKnown } from '../session/kiosk-context';
import type { Purpose } from '../session/pages';
import { ItemTiles } from './ItemsPage';

const LONGEST = 20;

/** Items by a piece of their name, or by its sound. */
export function SearchPage({ purpose }: { readonly purpose: Purpose }) {
  const { t, i18n } = useTranslation('kioskGuide');
  const { back } = useKiosk();
  const { catalogue } = useKnown();
  const dictionary = useDictionary();
  const readings = useMemo(() => readingsOf(dictionary ?? new Map()), [dictionary]);
  const [typed, setTyped] = useState('');
  const [isShown, setShown] = useState(false);
  if (!isShown)
    return (
      <TypePage
        part={t(`part.${purpose}`)}
        title={t('search.title')}
        sub={t('search.sub')}
        kind="words"
        takesLetters
        maxLength={LONGEST}
        value={typed}
        onChange={setTyped}
        done={t('search.do')}
        onDone={() => typed.trim() !== '' && setShown(true)}
        onBack={back}
      />
    );
  const wanted = typed.trim().toLowerCase();
  const found = (catalogue?.items ?? []).filter(
    ({ name, family, english }) =>
      soundsLike(name + family, typed, readings) ||
      (i18n.language === 'en' && english?.toLowerCase().includes(wanted) === true),
  );
  return (
    <Screen
      part={t(`part.${purpose}`)}
      title={found.length === 0 ? t('found.none') : t('found.title', { count: found.length })}
      sub={found.length === 0 ? t('found.none.text') : undefined}
      onBack={() => setShown(false)}
    >
      {found.length === 0 ? (
        <div className="kiosk-one">
          <BigButton look="main" icon="search" onPress={() => setShown(false)}>
            {t('found.again')}
          </BigButton>
        </div>
      ) : (
        <Scroll>
          <ItemTiles items={found} purpose={purpose} />
        </Scroll>
      )}
    </Screen>
  );
}
