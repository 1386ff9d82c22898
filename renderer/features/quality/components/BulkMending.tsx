import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { isMendable } from '../commands';
import type { FoundRow } from '../queries';
import { useRuleText } from '../words';
import type { MendingState } from './use-mending';

interface BulkMendingProps {
  readonly ruleId: string;
  /** Absent for all that the person sees. */
  readonly grids: readonly number[] | undefined;
  readonly mending: MendingState;
  /** The first of the list: whether a press mends it says whether there is anything to offer. */
  readonly first: FoundRow | undefined;
}

/** Above the list of one rule: why it matters, and all of it at once where one press can mend it. */
export function BulkMending({ ruleId, grids, mending, first }: BulkMendingProps) {
  const { t } = useTranslation('quality');
  const { why } = useRuleText();
  const isOffered = first !== undefined && first.ruleId === ruleId && isMendable(first) && mending.mayMend(first);
  return (
    <div className="quality-rule">
      <p>{why(ruleId)}</p>
      {isOffered && (
        <Button disabled={mending.isBusy} onClick={() => mending.ask(ruleId, grids)}>
          {t('bulk.open')}
        </Button>
      )}
    </div>
  );
}
