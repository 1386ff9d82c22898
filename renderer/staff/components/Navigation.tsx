import {
  Building2,
  ClipboardCheck,
  Database,
  Ellipsis,
  RefreshCw,
  SlidersHorizontal,
  Users,
  type LucideIcon,
} from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { isOverdue } from '#shared/domain/visits/due';
import { useSession } from '#renderer/data/index';
import { HOMES_PATH } from '#renderer/features/homes/index';
import { PERSON_PATH } from '#renderer/features/person/index';
import { RESIDENTS_PATH } from '#renderer/features/residents/index';
import { Mark } from '#renderer/features/sign-in/index';
import { isSettingsPath, sectionsFor, settingsPlace } from '#renderer/features/settings/index';
import { SYNC_PATH, SYNC_PLACE } from '#renderer/features/sync/index';
import { useRound, visitsPlace } from '#renderer/features/visits/index';
import { addressOf, PopoverButton, useLayout, usePlace, type Place } from '#renderer/ui/index';
import { DATA_PATH } from '../DataPages';

/** The pages there are: beside the content with words, as a rail, or at the foot of a tablet with the rest behind "more". */
export function Navigation() {
  const { t } = useTranslation('staff');
  const { station } = useSession();
  const isTablet = useLayout() === 'tablet';
  const ways = useWays();
  // A thumb at the foot of a tablet reaches four.
  const [shown, more] = isTablet ? [ways.slice(0, 3), ways.slice(3)] : [ways, []];
  return (
    <nav className="shell-nav" aria-label={t('nav.label')}>
      <div className="brand">
        <Mark />
        <span>{t('product')}</span>
      </div>
      {shown.map((way) => (
        <WayLink key={way.label} way={way} />
      ))}
      {more.length > 0 && <More ways={more} />}
      <p className="shell-foot">{station.name}</p>
    </nav>
  );
}

interface Way {
  readonly place: Place;
  readonly icon: LucideIcon;
  readonly label: string;
  readonly isOn: boolean;
  /** Behind the name: how many are overdue. */
  readonly aside?: ReactNode;
}

/** The ways to the pages that are open to the signed-in person, those used most first. */
function useWays(): readonly Way[] {
  const { t } = useTranslation(['staff', 'visits', 'residents', 'homes', 'sync', 'settings']);
  const { path } = usePlace();
  const [settings] = sectionsFor(useSession().staff.functions);
  const isOn = (...tops: readonly string[]) => tops.some((top) => path === top || path.startsWith(`${top}/`));
  const others: readonly Way[] = [
    {
      place: { path: RESIDENTS_PATH, query: {} },
      icon: Users,
      label: t('nav', { ns: 'residents' }),
      isOn: isOn(RESIDENTS_PATH, PERSON_PATH),
    },
    {
      place: { path: HOMES_PATH, query: {} },
      icon: Building2,
      label: t('nav', { ns: 'homes' }),
      isOn: isOn(HOMES_PATH),
    },
    { place: { path: DATA_PATH, query: {} }, icon: Database, label: t('nav.data'), isOn: isOn(DATA_PATH) },
    { place: SYNC_PLACE, icon: RefreshCw, label: t('nav', { ns: 'sync' }), isOn: path === SYNC_PATH },
    ...(settings === undefined
      ? []
      : [
          {
            place: settingsPlace(settings),
            icon: SlidersHorizontal,
            label: t('nav', { ns: 'settings' }),
            isOn: isSettingsPath(path),
          },
        ]),
  ];
  const visits: Way = {
    place: visitsPlace(),
    icon: ClipboardCheck,
    label: t('nav', { ns: 'visits' }),
    // Whatever is no page leads to the visits.
    isOn: !others.some((way) => way.isOn),
    aside: <Overdue />,
  };
  return [visits, ...others];
}

/** How many visits are overdue; nothing for none. */
function Overdue() {
  const { t } = useTranslation('staff');
  const { due } = useRound();
  const isWide = useLayout() === 'wide';
  const overdue = due?.filter(isOverdue).length ?? 0;
  if (overdue === 0) return null;
  return (
    <>
      {isWide && <span className="count">{overdue}</span>}
      <span className="visually-hidden">{t(isWide ? 'nav.overdue' : 'nav.count', { count: overdue })}</span>
    </>
  );
}

function WayLink({ way, onGo }: { readonly way: Way; readonly onGo?: () => void }) {
  const { place, icon: Icon, label, isOn, aside } = way;
  return (
    <a href={addressOf(place)} aria-current={isOn ? 'page' : undefined} onClick={onGo}>
      <Icon size={18} strokeWidth={1.7} aria-hidden="true" />
      <span>{label}</span>
      {aside}
    </a>
  );
}

/** The ways that have no room at the foot. */
function More({ ways }: { readonly ways: readonly Way[] }) {
  const { t } = useTranslation('staff');
  return (
    <PopoverButton
      label={t('nav.more')}
      className={`nav-more${ways.some(({ isOn }) => isOn) ? ' is-on' : ''}`}
      placement="topRight"
      face={
        <>
          <Ellipsis size={18} strokeWidth={1.7} aria-hidden="true" />
          <span>{t('nav.more')}</span>
        </>
      }
    >
      {(close) => (
        <div className="more-ways">
          {ways.map((way) => (
            <WayLink key={way.label} way={way} onGo={close} />
          ))}
        </div>
      )}
    </PopoverButton>
  );
}
