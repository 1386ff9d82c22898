import { Button, Modal } from 'antd';
import { useTranslation } from 'react-i18next';
import { ErrorNotice, NoticeBar } from '#renderer/ui/index';
import { isMendable, type MendOutcome, type UndoOutcome } from '../commands';
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

/** At the foot: what is being done, what was done and the way back; the question before many are mended at once. */
export function MendingNotice({ mending }: { readonly mending: MendingState }) {
  const { t } = useTranslation('quality');
  const { title } = useRuleText();
  const { state, clear, undo, mend } = mending;
  const undoing = (ids: readonly string[]) => ({ action: { label: t('done.undo'), onPress: () => undo(ids) } });
  switch (state.kind) {
    case 'idle':
      return null;
    case 'gathering':
    case 'working':
      return (
        <p className="foot-bar" role="status">
          {state.kind === 'gathering'
            ? t('bulk.gathering')
            : t('bulk.working', { count: state.total, done: state.done })}
        </p>
      );
    case 'asking': {
      const count = state.findings.length;
      return (
        <Modal
          open
          width={440}
          title={count === 0 ? t('bulk.none') : t('bulk.ask', { count })}
          okText={t(count === 0 ? 'bulk.close' : 'bulk.open')}
          cancelText={t('bulk.cancel')}
          onOk={() => (count === 0 ? clear() : mend(state.findings))}
          onCancel={clear}
        >
          <p>{count === 0 ? t('bulk.none.text') : t('bulk.ask.text', { rule: title(state.ruleId) })}</p>
        </Modal>
      );
    }
    case 'failed':
      return (
        <div className="foot-bar">
          <ErrorNotice error={state.error} />
          <Button onClick={clear}>{t('bulk.close')}</Button>
        </div>
      );
    case 'accepted':
      return <NoticeBar text={t('done.accepted')} {...undoing([state.decisionId])} onClose={clear} />;
    case 'undone':
      return <NoticeBar text={undoneText(state.outcome, t)} onClose={clear} />;
    case 'mended': {
      const { decisionIds, error } = state.outcome;
      return (
        <>
          {error !== null && (
            <div className="foot-bar">
              <ErrorNotice error={error} />
            </div>
          )}
          <NoticeBar
            text={mendedText(state.outcome, t)}
            {...(decisionIds.length > 0 && undoing(decisionIds))}
            onClose={clear}
          />
        </>
      );
    }
  }
}

type Words = (key: string, values: Readonly<Record<string, unknown>>) => string;

function mendedText({ decisionIds, skipped }: MendOutcome, t: Words): string {
  const text = t('done.fixed', { count: decisionIds.length });
  return skipped === 0 ? text : t('done.skipped', { text, count: skipped });
}

function undoneText({ undone, kept }: UndoOutcome, t: Words): string {
  const text = t('done.undone', { count: undone });
  return kept === 0 ? text : t('done.kept', { text, count: kept });
}
