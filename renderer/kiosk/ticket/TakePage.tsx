import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import type { KioskHome } from '#shared/ipc/kiosk-api';
import { Screen } from '../frame/Screen';
import { Scroll } from '../frame/Scroll';
import { Tile } from '../frame/Tile';
import { useKiosk, useKnown } from '../session/kiosk-context';
import { useLabel } from '../use-label';

/** Which line; whoever does not know says what they came for. */
export function TakePage() {
  const { t } = useTranslation('kioskTicket');
  const { go, back } = useKiosk();
  const { home, catalogue } = useKnown();
  const label = useLabel();
  const hasItems = (catalogue?.items.length ?? 0) > 0;
  return (
    <Screen part={t('part')} title={t('take.title')} sub={hasItems ? t('take.sub') : undefined} onBack={back}>
      <Scroll>
        <div className="kiosk-rows">
          {(home?.groups ?? []).map((group) => (
            <Tile
              key={group.letter}
              icon="ticket"
              sub={waitOf(t, group)}
              onPress={() => go({ at: 'priority', wish: { itemNumber: null, group: group.letter } })}
            >
              {label(group.name)}
            </Tile>
          ))}
          {hasItems && (
            <Tile icon="search" sub={t('take.by-item.text')} onPress={() => go({ at: 'items', purpose: 'take' })}>
              {t('take.by-item')}
            </Tile>
          )}
        </div>
      </Scroll>
    </Screen>
  );
}

function waitOf(t: TFunction, { waiting, expectedMs }: KioskHome['groups'][number]): string {
  if (expectedMs === null) return waiting === 0 ? t('group.no-window') : t('group.waiting', { count: waiting });
  if (waiting === 0) return t('group.nobody');
  return t('group.wait', { count: waiting, minutes: Math.max(1, Math.round(expectedMs / 60_000)) });
}
