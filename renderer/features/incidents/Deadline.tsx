import { useTranslation } from 'react-i18next';
import { DeadlineChip, momentText, Pill, useLanguage, useWords } from '#renderer/ui/index';
import { useNow, useToday } from '../people/index';
import { deadlineOf } from './deadline';
import { timeParts } from './time-parts';
import type { ShownIncident } from './view';
import { useSpanText } from './spans';

/** How long there is still for the next thing, or how far it is over; hovering tells the time and the rule. */
export function IncidentDeadline({ incident }: { readonly incident: ShownIncident }) {
  useWords(timeParts);
  const { t } = useTranslation('incidentTime');
  const language = useLanguage();
  const today = useToday();
  const nowMs = useNow();
  const spanText = useSpanText();
  const deadline = deadlineOf(incident, nowMs);
  switch (deadline.kind) {
    case 'none':
      return <span className="quiet">{t('deadline.none')}</span>;
    case 'over':
      return <span className="quiet">{t(`deadline.over.${deadline.how}`)}</span>;
    case 'paused':
      return <Pill shape="paused">{t('deadline.paused')}</Pill>;
    case 'due': {
      const { leftMs, dueAtMs, passed, clock } = deadline;
      const title = t(`deadline.rule.${clock}`, { moment: momentText(dueAtMs, today, language) });
      if (leftMs < 0) {
        return (
          <DeadlineChip passed={null} tone="crit" title={title}>
            {t('deadline.late', { span: spanText(leftMs) })}
          </DeadlineChip>
        );
      }
      return (
        <DeadlineChip passed={passed} tone={deadline.isSoon ? 'warn' : 'plain'} title={title}>
          {t('deadline.left', { span: spanText(leftMs) })}
        </DeadlineChip>
      );
    }
  }
}
