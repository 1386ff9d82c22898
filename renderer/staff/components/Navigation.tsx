import { Ellipsis } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { isOverdue } from '#shared/domain/visits/due';
import { useSession } from '#renderer/data/index';
import { useUnreadAnnouncements } from '#renderer/features/announcements/index';
import { Mark } from '#renderer/features/sign-in/index';
import { useRound } from '#renderer/features/visits/index';
import { addressOf, PopoverButton, useLayout } from '#renderer/ui/index';
import { useThisDevice } from '../this-device';
import { useWays, type Way, type WayGroup } from '../ways';

/** What a thumb at the foot of a tablet reaches; the rest lies behind "more". */
const AT_THE_FOOT: readonly Way['id'][] = ['workbench', 'visits', 'residents', 'matters'];

/** The pages there are: beside the content with words, as a rail, or at the foot of a tablet with the rest behind "more". */
export function Navigation() {
  const { t } = useTranslation('staff');
  const groups = useWays();
  const isTablet = useLayout() === 'tablet';
  return (
    <nav className="shell-nav" aria-label={t('nav.label')}>
      {isTablet ? <FootBar groups={groups} /> : <SideBar groups={groups} />}
    </nav>
  );
}

interface GroupsProps {
  readonly groups: readonly WayGroup[];
}

function SideBar({ groups }: GroupsProps) {
  const { t } = useTranslation('staff');
  const { station } = useSession();
  const device = useThisDevice();
  return (
    <>
      <div className="brand">
        <Mark />
        <span>{t('product')}</span>
      </div>
      <div className="nav-groups">
        {groups.map(({ id, name, ways }) => (
          <div key={id} role="group" aria-label={name ?? undefined}>
            {name !== null && (
              <p className="nav-group" aria-hidden="true">
                {name}
              </p>
            )}
            {ways.map((way) => (
              <WayLink key={way.id} way={way} />
            ))}
          </div>
        ))}
      </div>
      <p className="shell-foot">
        <span>{station.name}</span>
        {device !== '' && <span>{t('nav.device', { name: device })}</span>}
      </p>
    </>
  );
}

function FootBar({ groups }: GroupsProps) {
  const ways = groups.flatMap((group) => group.ways);
  const shown = AT_THE_FOOT.flatMap((id) => ways.find((way) => way.id === id) ?? []);
  const more = ways.filter((way) => !shown.includes(way));
  return (
    <>
      {shown.map((way) => (
        <WayLink key={way.id} way={way} />
      ))}
      {more.length > 0 && <More ways={more} />}
    </>
  );
}

function WayLink({ way, onGo }: { readonly way: Way; readonly onGo?: () => void }) {
  const { place, icon: Icon, label, isOn } = way;
  return (
    <a href={addressOf(place)} aria-current={isOn ? 'page' : undefined} onClick={onGo}>
      <Icon size={18} strokeWidth={1.7} aria-hidden="true" />
      <span>{label}</span>
      {way.id === 'visits' && <Overdue />}
      {way.id === 'announcements' && <Unread />}
    </a>
  );
}

/** How many visits are overdue; nothing for none. */
function Overdue() {
  const { t } = useTranslation('staff');
  const { due } = useRound();
  const count = due?.filter(isOverdue).length ?? 0;
  return <Count count={count} beside={t('nav.overdue')} alone={t('nav.count', { count })} />;
}

/** How many announcements are unread; nothing for none. */
function Unread() {
  const { t } = useTranslation('staff');
  const count = useUnreadAnnouncements().length;
  return <Count count={count} beside={t('nav.unread')} alone={t('nav.unread.count', { count })} />;
}

/** A number behind a page's name: seen where there is room for words, heard everywhere. */
function Count({ count, beside, alone }: { readonly count: number; readonly beside: string; readonly alone: string }) {
  const isWide = useLayout() === 'wide';
  if (count === 0) return null;
  return (
    <>
      {isWide && <span className="count">{count}</span>}
      <span className="visually-hidden">{isWide ? beside : alone}</span>
    </>
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
            <WayLink key={way.id} way={way} onGo={close} />
          ))}
        </div>
      )}
    </PopoverButton>
  );
}
