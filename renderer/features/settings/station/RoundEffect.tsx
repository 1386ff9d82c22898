import { useDeferredValue } from 'react';
import { useTranslation } from 'react-i18next';
import { isOverdue, type VisitIntervals } from '#shared/domain/visits/due';
import { useRegisterAnswer } from '#renderer/data/index';
import { StatusShape } from '#renderer/ui/index';
import { useToday } from '../../people/index';
import { useRound } from '../../visits/index';
import { isSameIntervals } from './entry';

interface RoundEffectProps {
  readonly current: VisitIntervals;
  /** As typed; null while that is no set of intervals. */
  readonly draft: VisitIntervals | null;
}

/** How many visits are overdue today, and how many would be under the intervals that are typed in. */
export function RoundEffect({ current, draft }: RoundEffectProps) {
  const { t } = useTranslation('stationSettings');
  const today = useToday();
  const { levelDays } = useRound().table;
  // Typing comes before counting.
  const wanted = useDeferredValue(draft);
  const counted = useRegisterAnswer(
    async (register) => {
      const overdue = async (intervals: VisitIntervals) =>
        (await register.round({ today, intervals, levelDays })).filter(isOverdue).length;
      const before = await overdue(current);
      const after = wanted && !isSameIntervals(wanted, current) ? await overdue(wanted) : null;
      return { before, after, wanted };
    },
    [today, JSON.stringify([current, wanted, levelDays])],
  );
  const isCounted = counted !== undefined && counted.wanted === draft;
  const change = counted?.after == null ? 0 : counted.after - counted.before;
  return (
    <p className="interval-effect" role="status">
      {!isCounted || counted.after === null ? (
        counted && <span>{t('overdue.now', { count: counted.before })}</span>
      ) : (
        <>
          <StatusShape shape={change > 0 ? 'due' : change < 0 ? 'done' : 'note'} />
          <b>{t('overdue.change', { before: counted.before, after: counted.after })}</b>
          <span>{t(change > 0 ? 'overdue.more' : change < 0 ? 'overdue.fewer' : 'overdue.same')}</span>
        </>
      )}
    </p>
  );
}
