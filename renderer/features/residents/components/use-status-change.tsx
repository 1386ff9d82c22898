import { Button, Modal } from 'antd';
import { useEffect, useRef, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useStation } from '#renderer/data/index';
import { ErrorNotice, NoticeBar, type Selection } from '#renderer/ui/index';
import { changeStatus, undoStatus, type BulkOutcome, type ResidentStatusName, type UndoOutcome } from '../commands';

/** From here on it is asked once more. */
const ASK_ABOVE = 50;

/** How long the way back is offered. */
const UNDO_MS = 30_000;

type State =
  | { readonly kind: 'idle' }
  | { readonly kind: 'asking'; readonly next: ResidentStatusName; readonly ids: readonly string[] }
  | { readonly kind: 'working'; readonly done: number; readonly total: number }
  | { readonly kind: 'done'; readonly outcome: BulkOutcome }
  | { readonly kind: 'undone'; readonly outcome: UndoOutcome }
  | { readonly kind: 'failed'; readonly error: unknown };

export interface StatusChanges {
  /** The buttons for what is selected. */
  readonly actions: ReactNode;
  /** What was done and the way back, and the question before; null for neither. */
  readonly notice: ReactNode;
}

/** Gives the selected people another status, asks before it does so to many, and takes it back for half a minute. */
export function useStatusChange(selection: Selection): StatusChanges {
  const { t } = useTranslation('residents');
  const station = useStation();
  const [state, setState] = useState<State>({ kind: 'idle' });
  useEndOf(state, () => setState({ kind: 'idle' }));

  const apply = async (next: ResidentStatusName, ids: readonly string[]) => {
    setState({ kind: 'working', done: 0, total: ids.length });
    const outcome = await changeStatus(station, ids, next, (done) =>
      setState({ kind: 'working', done, total: ids.length }),
    );
    if (outcome.error === null) selection.clear();
    setState(
      outcome.error !== null && outcome.changed.length === 0
        ? { kind: 'failed', error: outcome.error }
        : { kind: 'done', outcome },
    );
  };
  const begin = (next: ResidentStatusName) => {
    const ids = [...selection.ids];
    // A death is never set by one press that went wrong.
    if (ids.length > ASK_ABOVE || next === 'deceased') setState({ kind: 'asking', next, ids });
    else void apply(next, ids);
  };
  const undo = (outcome: BulkOutcome) => {
    setState({ kind: 'working', done: 0, total: outcome.people });
    undoStatus(station, outcome).then(
      (undone) => setState({ kind: 'undone', outcome: undone }),
      (error: unknown) => setState({ kind: 'failed', error }),
    );
  };
  const close = () => setState({ kind: 'idle' });

  const isBusy = state.kind === 'working';
  const actions = (
    <>
      <Button disabled={isBusy} onClick={() => begin('moved-out')}>
        {t('bulk.moved-out')}
      </Button>
      <Button disabled={isBusy} onClick={() => begin('living-here')}>
        {t('bulk.living-here')}
      </Button>
      {selection.count === 1 && (
        <Button disabled={isBusy} onClick={() => begin('deceased')}>
          {t('bulk.deceased')}
        </Button>
      )}
    </>
  );
  return { actions, notice: <StatusNotice state={state} onApply={apply} onUndo={undo} onClose={close} /> };
}

/** The way back is offered for a while; what is said stays as long. */
function useEndOf(state: State, onEnd: () => void): void {
  const end = useRef(onEnd);
  useEffect(() => {
    end.current = onEnd;
  });
  useEffect(() => {
    if (state.kind !== 'done' && state.kind !== 'undone') return;
    const timer = setTimeout(() => end.current(), UNDO_MS);
    return () => clearTimeout(timer);
  }, [state]);
}

interface StatusNoticeProps {
  readonly state: State;
  readonly onApply: (next: ResidentStatusName, ids: readonly string[]) => Promise<void>;
  readonly onUndo: (outcome: BulkOutcome) => void;
  readonly onClose: () => void;
}

function StatusNotice({ state, onApply, onUndo, onClose }: StatusNoticeProps) {
  const { t } = useTranslation('residents');
  switch (state.kind) {
    case 'idle':
      return null;
    case 'asking':
      return (
        <Modal
          open
          width={440}
          title={t(`bulk.ask.${state.next}`, { count: state.ids.length })}
          okText={t(`bulk.${state.next}`)}
          cancelText={t('bulk.cancel')}
          onOk={() => void onApply(state.next, state.ids)}
          onCancel={onClose}
        >
          <p>{t(`bulk.consequence.${state.next}`)}</p>
        </Modal>
      );
    case 'working':
      return (
        <p className="foot-bar" role="status">
          {t('bulk.working', { count: state.total, done: state.done })}
        </p>
      );
    case 'failed':
      return (
        <div className="foot-bar">
          <ErrorNotice error={state.error} />
          <Button onClick={onClose}>{t('bulk.close')}</Button>
        </div>
      );
    case 'undone': {
      const { restored, kept } = state.outcome;
      const text = t('bulk.undone', { count: restored });
      return <NoticeBar text={kept === 0 ? text : t('bulk.undone-kept', { text, count: kept })} onClose={onClose} />;
    }
    case 'done': {
      const { outcome } = state;
      return (
        <>
          {outcome.error !== null && (
            <div className="foot-bar">
              <ErrorNotice error={outcome.error} />
            </div>
          )}
          <NoticeBar
            text={doneText(outcome, t)}
            {...(outcome.people > 0 && {
              action: { label: t('bulk.undo'), onPress: () => onUndo(outcome) },
            })}
            onClose={onClose}
          />
        </>
      );
    }
  }
}

function doneText(
  { next, people, skipped }: BulkOutcome,
  t: (key: string, values: Readonly<Record<string, unknown>>) => string,
): string {
  const text = t(`bulk.done.${next}`, { count: people });
  return skipped === 0 ? text : t('bulk.done-skipped', { text, count: skipped });
}
