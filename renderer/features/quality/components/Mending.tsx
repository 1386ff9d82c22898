import { Button, Modal } from 'antd';
import { useTranslation } from 'react-i18next';
import { ErrorNotice, NoticeBar } from '#renderer/ui/index';
import type { MendOutcome, UndoOutcome } from '../commands';
import { useRuleText } from '../words';
import type { MendingState } from './use-mending';

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
