import { useTranslation } from 'react-i18next';
import { useObservable, useStation, useSync } from '#renderer/data/index';
import { addressOf, StatusShape } from '#renderer/ui/index';
import { badgeOf } from '../badge';
import { SYNC_PLACE } from '../places';
import { useReach } from '../reach';
import { BADGE_SHAPES, useBadgeWords } from '../words';

/** How far this device's work has got, in every header; opens the page that explains. */
export function SyncBadge() {
  const { t } = useTranslation('sync');
  const sync = useSync();
  const contested = useObservable(useStation().contested.open$)?.length ?? 0;
  const words = useBadgeWords();
  const reach = useReach();
  if (!sync) return null;
  const badge = badgeOf({ ...sync, contested, reach });
  const state = words(badge, 'badge');
  return (
    <a className={`sync-badge is-${badge.kind}`} href={addressOf(SYNC_PLACE)} aria-label={t('badge.label', { state })}>
      <StatusShape shape={BADGE_SHAPES[badge.kind]} size={13} />
      <span>{state}</span>
    </a>
  );
}
