import { useTranslation } from 'react-i18next';
import type { Shape } from '#renderer/ui/index';
import type { Badge } from './badge';

/** The badge in words, for the header (`badge`) or as the page's first sentence (`lead`). */
export function useBadgeWords(): (badge: Badge, place: 'badge' | 'lead') => string {
  const { t } = useTranslation('sync');
  return (badge, place) => {
    switch (badge.kind) {
      case 'act':
        return t(`${place}.act`, { count: badge.count });
      case 'offline':
        return badge.waiting > 0 ? t(`${place}.offline.waiting`, { count: badge.waiting }) : t(`${place}.offline`);
      case 'pending':
        return t(`${place}.pending`, { count: badge.waiting });
      case 'at-station':
        return place === 'lead' && badge.left > 0
          ? t('lead.at-station.left', { count: badge.left })
          : t(`${place}.at-station`);
      case 'synced':
        return place === 'lead' && badge.far === 'district' ? t('lead.synced.district') : t(`${place}.synced`);
      case 'sign-in':
      case 'connecting':
      case 'receiving':
        return t(`${place}.${badge.kind}`);
    }
  };
}

export const BADGE_SHAPES: Readonly<Record<Badge['kind'], Shape>> = {
  act: 'conflict',
  'sign-in': 'conflict',
  offline: 'offline',
  pending: 'outgoing',
  connecting: 'progress',
  receiving: 'progress',
  'at-station': 'done',
  synced: 'done',
};
