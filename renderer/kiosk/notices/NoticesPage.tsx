import { useTranslation } from 'react-i18next';
import type { KioskAnnouncements } from '#shared/ipc/kiosk-api';
import { useDates } from '../dates';
import { Screen } from '../frame/Screen';
import { Scroll } from '../frame/Scroll';
import { Tile } from '../frame/Tile';
import { useKiosk, useKnown } from '../session/kiosk-context';

type Announcement = KioskAnnouncements['announcements'][number];

/** What the station tells everybody, the most urgent first. */
export function NoticesPage() {
  const { t } = useTranslation('kioskNotices');
  const { back, go } = useKiosk();
  const { announcements } = useKnown();
  const when = useWhen();
  return (
    <Screen part={t('part')} title={t(announcements.length === 0 ? 'none' : 'title')} onBack={back}>
      <Scroll>
        <div className="kiosk-rows">
          {announcements.map((each) => (
            <Tile
              key={each.uid}
              icon="board"
              sub={(each.importance === 'important' ? `${t('important')} · ` : '') + when(each)}
              onPress={() => go({ at: 'notice', uid: each.uid })}
            >
              {each.title}
            </Tile>
          ))}
        </div>
      </Scroll>
    </Screen>
  );
}

/** One of them, whole. */
export function NoticePage({ uid }: { readonly uid: string }) {
  const { t } = useTranslation('kioskNotices');
  const { back } = useKiosk();
  const { announcements } = useKnown();
  const when = useWhen();
  const found = announcements.find((each) => each.uid === uid);
  return (
    <Screen part={t('part')} title={found?.title ?? t('none')} sub={found && when(found)} onBack={back}>
      <Scroll>
        <div className="kiosk-text">
          {(found?.body ?? '').split(/\n+/).map((paragraph, index) => (
            <p key={index}>{paragraph}</p>
          ))}
        </div>
      </Scroll>
    </Screen>
  );
}

function useWhen(): (announcement: Announcement) => string {
  const { t } = useTranslation('kioskNotices');
  const { date } = useDates();
  return ({ from, until }) =>
    until === null ? t('from', { from: date(from) }) : t('until', { from: date(from), until: date(until) });
}
