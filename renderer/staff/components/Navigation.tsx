import { ClipboardCheck, RefreshCw } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { isOverdue } from '#shared/domain/visits/due';
import { useStation } from '#renderer/data/index';
import { Mark } from '#renderer/features/sign-in/index';
import { SYNC_PATH, SYNC_PLACE } from '#renderer/features/sync/index';
import { useRound, visitsPlace } from '#renderer/features/visits/index';
import { addressOf, useLayout, usePlace } from '#renderer/ui/index';

/** The pages there are: beside the content with words, as a rail, or at the foot of a tablet. */
export function Navigation() {
  const { t } = useTranslation(['staff', 'visits', 'sync']);
  const { session } = useStation();
  const { path } = usePlace();
  const { due } = useRound();
  const isWide = useLayout() === 'wide';
  const overdue = due?.filter(isOverdue).length ?? 0;
  const isOnSync = path === SYNC_PATH;
  const visits = t('nav', { ns: 'visits' });
  return (
    <nav className="shell-nav" aria-label={t('nav.label')}>
      <div className="brand">
        <Mark />
        <span>{t('product')}</span>
      </div>
      <a href={addressOf(visitsPlace())} aria-current={isOnSync ? undefined : 'page'}>
        <ClipboardCheck size={18} strokeWidth={1.7} aria-hidden="true" />
        <span>{visits}</span>
        {overdue > 0 && (
          <>
            {isWide && <span className="count">{overdue}</span>}
            <span className="visually-hidden">{t(isWide ? 'nav.overdue' : 'nav.count', { count: overdue })}</span>
          </>
        )}
      </a>
      <a href={addressOf(SYNC_PLACE)} aria-current={isOnSync ? 'page' : undefined}>
        <RefreshCw size={18} strokeWidth={1.7} aria-hidden="true" />
        <span>{t('nav', { ns: 'sync' })}</span>
      </a>
      <p className="shell-foot">{session.station.name}</p>
    </nav>
  );
}
