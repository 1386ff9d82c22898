import { useTranslation } from 'react-i18next';
import { nearestLimit } from '#shared/domain/applications/view';
import { DeadlineChip, momentText, Pill, useLanguage } from '#renderer/ui/index';
import { useToday } from '../people/index';
import type { ShownApplication } from './view';

const DAY_MS = 86_400_000;

/** By when an application is to be decided, or how that went. */
export function Due({ shown: { view, record } }: { readonly shown: ShownApplication }) {
  const { t } = useTranslation('applications');
  const language = useLanguage();
  const today = useToday();
  const limit = nearestLimit(view);
  if (view.overdueMaterials.length > 0) return <Pill shape="alert">{t('due.material')}</Pill>;
  switch (limit.kind) {
    case 'none':
    case 'waiting':
      return <span className="quiet">{t(view.isOpen ? `due.${limit.kind}` : 'due.none')}</span>;
    case 'paused':
      return <Pill shape="paused">{t('due.paused')}</Pill>;
    case 'met':
      return <span className="quiet">{t(limit.isLate ? 'due.met-late' : 'due.met')}</span>;
    case 'running': {
      const moment = momentText(limit.dueAtMs, today, language);
      if (limit.isLate) {
        return (
          <DeadlineChip passed={null} tone="crit" title={moment}>
            {t('due.late', { moment })}
          </DeadlineChip>
        );
      }
      const wholeMs = Math.max(1, limit.dueAtMs - (view.standing.acceptedAtMs ?? record.startedAtMs));
      const passed = Math.min(1, Math.max(0, 1 - limit.leftMs / wholeMs));
      return (
        <DeadlineChip passed={passed} tone={limit.leftMs < DAY_MS ? 'warn' : 'plain'} title={t('due.rule')}>
          {t('due.by', { moment })}
        </DeadlineChip>
      );
    }
  }
}
