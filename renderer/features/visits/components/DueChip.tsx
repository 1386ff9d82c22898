import { useTranslation } from 'react-i18next';
import { daysBetween } from '#shared/domain/calendar/date';
import { KEY_KINDS } from '#shared/domain/people/key-people';
import { DeadlineChip, dayText, useLanguage } from '#renderer/ui/index';
import { useRound, type PersonDue } from '../queries';

/** How long a visit is overdue, or how long there is still; hovering tells the date and the rule. */
export function DueChip({ due }: { readonly due: PersonDue }) {
  const { t } = useTranslation('visits');
  const rule = useDueRule()(due);
  const { overdueDays, dueOn, lastMetOn } = due;
  if (overdueDays > 0) {
    return (
      <DeadlineChip passed={null} tone="crit" title={rule}>
        {t('due.overdue', { count: overdueDays })}
      </DeadlineChip>
    );
  }
  const interval = lastMetOn === null ? 1 : Math.max(1, daysBetween(lastMetOn, dueOn));
  const left = -overdueDays;
  return (
    <DeadlineChip passed={1 - left / interval} tone={left * 4 <= interval ? 'warn' : 'plain'} title={rule}>
      {left === 0 ? t('due.today') : t('due.left', { count: left })}
    </DeadlineChip>
  );
}

/** Says when a visit is due and by which rule. */
export function useDueRule(): (due: PersonDue) => string {
  const { t } = useTranslation(['visits', 'people']);
  const language = useLanguage();
  const { today } = useRound();
  return ({ dueOn, reason, lastMetOn }) => {
    const day = dayText(dueOn, today, language);
    if (reason === 'agreed' || reason === 'never-met') return t(`due.rule.${reason}`, { day });
    const count = lastMetOn === null ? 0 : daysBetween(lastMetOn, dueOn);
    const isOfKind = KEY_KINDS.some((kind) => kind === reason);
    const why = isOfKind ? t(`kind.${reason}`, { ns: 'people' }) : t(`due.${reason}`);
    return t('due.rule.interval', { day, count, kind: why });
  };
}
