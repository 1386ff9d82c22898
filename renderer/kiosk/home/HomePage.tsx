import { useTranslation } from 'react-i18next';
import type { KioskHome } from '#shared/ipc/kiosk-api';
import { Icon, Mark, type IconName } from '../frame/Icon';
import { steadily } from '../frame/press-guard';
import { Screen } from '../frame/Screen';
import { Tile } from '../frame/Tile';
import { useReceiptScanner } from '../progress/use-receipt-scanner';
import { useKiosk, useKnown } from '../session/kiosk-context';
import type { Page } from '../session/pages';
import { bookingPage } from '../slots';
import { useLabel } from '../use-label';
import './home.css';

interface Entry {
  readonly name: 'progress' | 'guide' | 'apply' | 'report' | 'booking' | 'notices';
  readonly icon: IconName;
  readonly page: Page;
  readonly count?: number;
}

/** The first page: a number with one press, and what else this station offers. What it does not offer is not shown. */
export function HomePage() {
  const { t } = useTranslation('kioskHome');
  const { t: frame } = useTranslation('kiosk');
  const { go } = useKiosk();
  const { state, home, catalogue, announcements } = useKnown();
  const isAway = state !== 'here';
  useReceiptScanner(!isAway);
  const entries = entriesOf(home, isAway, catalogue?.items.length ?? 0, announcements.length);
  return (
    <Screen part={frame('kiosk')} title={t('title')} sub={t('sub')} onBack={null}>
      <div className="kiosk-home">
        {isAway || !home ? <Away isOpening={state === 'opening'} /> : <TakeNumber home={home} />}
        <div className={`kiosk-tiles has-${entries.length}`}>
          {entries.map(({ name, icon, page, count }) => (
            <Tile
              key={name}
              icon={icon}
              sub={t(`${name}.text`, count === undefined ? {} : { count })}
              onPress={() => go(page)}
            >
              {t(name)}
            </Tile>
          ))}
        </div>
      </div>
    </Screen>
  );
}

function TakeNumber({ home }: { readonly home: KioskHome }) {
  const { t } = useTranslation('kioskHome');
  const { go } = useKiosk();
  const label = useLabel();
  // The longest line is the one that people wonder about.
  const busiest = home.groups.toSorted((a, b) => b.waiting - a.waiting)[0];
  const name = busiest ? label(busiest.name) : '';
  if (!home.isOpen)
    return (
      <div className="kiosk-take is-closed">
        <Mark tone="care" />
        <p>
          <b>{t('take')}</b>
          <span>{t('take.closed', { from: home.opensAt, until: home.closesAt })}</span>
        </p>
      </div>
    );
  const first = home.groups[0];
  const alone = home.groups.length === 1 && first ? { itemNumber: null, group: first.letter } : null;
  return (
    <button
      type="button"
      className="kiosk-take"
      onClick={steadily(() => go(alone ? { at: 'priority', wish: alone } : { at: 'take' }))}
    >
      <span className="kiosk-take-sign">
        <Icon name="ticket" />
      </span>
      <span className="kiosk-take-words">
        <b>{t('take')}</b>
        {busiest && <span>{waitWords(t, name, busiest)}</span>}
        <span>{t('take.priority')}</span>
      </span>
      <Icon name="next" />
    </button>
  );
}

function waitWords(
  t: (key: string, values: Record<string, unknown>) => string,
  name: string,
  { waiting, expectedMs }: KioskHome['groups'][number],
): string {
  if (waiting === 0) return t(expectedMs === null ? 'take.no-window' : 'take.nobody', { name });
  if (expectedMs === null) return t('take.waiting.unknown', { name, count: waiting });
  return t('take.waiting', { name, count: waiting, minutes: Math.max(1, Math.round(expectedMs / 60_000)) });
}

function Away({ isOpening }: { readonly isOpening: boolean }) {
  const { t } = useTranslation('kioskHome');
  const { t: frame } = useTranslation('kiosk');
  return (
    <div className="kiosk-take is-away" role="status">
      <Mark tone="care" />
      <p>
        <b>{isOpening ? frame('opening') : t('away')}</b>
        {!isOpening && <span>{t('away.text')}</span>}
      </p>
    </div>
  );
}

function entriesOf(home: KioskHome | null, isAway: boolean, items: number, notices: number): readonly Entry[] {
  const offers = isAway ? null : (home?.offers ?? null);
  const entries: (Entry | false)[] = [
    offers !== null && { name: 'progress', icon: 'search', page: { at: 'progress' } },
    items > 0 && { name: 'guide', icon: 'paper', page: { at: 'items', purpose: 'bring' }, count: items },
    offers?.apply === true && { name: 'apply', icon: 'pen', page: { at: 'items', purpose: 'apply' } },
    offers?.report === true && { name: 'report', icon: 'horn', page: { at: 'report' } },
    offers?.book === true &&
      bookingPage !== null && { name: 'booking', icon: 'calendar', page: { at: 'booking', booking: null } },
    notices > 0 && { name: 'notices', icon: 'board', page: { at: 'notices' }, count: notices },
  ];
  return entries.filter((entry) => entry !== false);
}
