import { ClipboardCheck, RefreshCw, SlidersHorizontal } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { isOverdue } from '#shared/domain/visits/due';
import { useSession } from '#renderer/data/index';
import { Mark } from '#renderer/features/sign-in/index';
import { isSettingsPath, sectionsFor, settingsPlace } from '#renderer/features/settings/index';
import { SYNC_PATH, SYNC_PLACE } from '#renderer/features/sync/index';
import { useRound, visitsPlace } from '#renderer/features/visits/index';
import { addressOf, useLayout, usePlace } from '#renderer/ui/index';

/** The pages there are: beside the content with words, as a rail, or at the foot of a tablet. */
export function Navigation() {
  const { t } = useTranslation(['staff', 'visits', 'sync', 'settings']);
  const { station, staff } = useSession();
  const { path } = usePlace();
  const { due } = useRound();
  const isWide = useLayout() === 'wide';
  const overdue = due?.filter(isOverdue).length ?? 0;
  const isOnSync = path === SYNC_PATH;
  const isOnSettings = isSettingsPath(path);
  const [settings] = sectionsFor(staff.functions);
  const visits = t('nav', { ns: 'visits' });
  return (
    <nav className="shell-nav" aria-label={t('nav.label')}>
      <div className="brand">
        <Mark />
        <span>{t('product')}</span>
      </div>
      <a href={addressOf(visitsPlace())} aria-current={isOnSync || isOnSettings ? undefined : 'page'}>
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
      {settings !== undefined && (
        <a href={addressOf(settingsPlace(settings))} aria-current={isOnSettings ? 'page' : undefined}>
          <SlidersHorizontal size={18} strokeWidth={1.7} aria-hidden="true" />
          <span>{t('nav', { ns: 'settings' })}</span>
        </a>
      )}
      <p className="shell-foot">{station.name}</p>
    </nav>
  );
}
