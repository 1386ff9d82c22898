import { Button, Input } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { TransferKind, TransferRefusal } from '#shared/domain/transfers/transfers';
import type { TransferView } from '#shared/ipc/transfer-api';
import { useStation, useSync } from '#renderer/data/index';
import { ErrorNotice, Field, PrivateForm, StatusShape } from '#renderer/ui/index';
import { gridNumberOf } from '../people/index';
import { useWhatGoes } from './queries';
import { TargetFields, type HomePicker, type Target } from './TargetFields';
import { TransferProgress } from './TransferProgress';
import { useCountWords } from './use-count-words';
import './transfer.css';

interface TransferFormProps {
  readonly kind: TransferKind;
  readonly record: { readonly _id: string; readonly uid: string };
  /** Whom it is about, for who does not see the form. */
  readonly name: string;
  /** Whether it is somebody of a household who is to leave it. */
  readonly leavesHousehold: boolean;
  readonly Picker: HomePicker;
  readonly onClose: () => void;
}

const REASON_LENGTH = 200;

/** Sends a person or a household to another grid, and stays until the host has done it. */
export function TransferForm({ kind, record, name, leavesHousehold, Picker, onClose }: TransferFormProps) {
  const { t } = useTranslation('transfer');
  const { admin } = useStation();
  const from = gridNumberOf(record._id);
  const isOnline = useSync()?.status.link.kind === 'live';
  const countWords = useCountWords();
  const goes = useWhatGoes(kind, record.uid);
  const [target, setTarget] = useState<Target>({ grid: null, home: null });
  const [reason, setReason] = useState('');
  const [wasTried, setWasTried] = useState(false);
  const [isBusy, setIsBusy] = useState(false);
  const [problem, setProblem] = useState<{ readonly refusal: TransferRefusal } | { readonly error: unknown } | null>(
    null,
  );
  const [begun, setBegun] = useState<TransferView | null>(null);
  if (begun) return <TransferProgress begun={begun} onClose={onClose} />;
  const isHomeMissing = kind === 'household' && target.home === null;

  const start = async (form: HTMLFormElement) => {
    setWasTried(true);
    setProblem(null);
    if (target.grid === null || isHomeMissing || from === null) {
      // The fields draw what is wrong first; the cursor goes to the first of them.
      requestAnimationFrame(() => form.querySelector<HTMLElement>('[aria-invalid=true]')?.focus());
      return;
    }
    setIsBusy(true);
    try {
      const { grid: to, home } = target;
      const wanted = { kind, uid: record.uid, from, to, dwellingUid: home?.uid ?? null, reason };
      const answer = await admin.transfer(wanted);
      if (answer.outcome === 'started') return setBegun(answer.transfer);
      setProblem({ refusal: answer.reason });
    } catch (error) {
      setProblem({ error });
    }
    setIsBusy(false);
  };

  return (
    <PrivateForm
      className="small-form transfer-form"
      aria-label={t('title.named', { name })}
      onSubmit={(event) => void start(event.currentTarget)}
    >
      <p>
        {t(`takes.${kind}`)}
        {goes && <b>{countWords(goes)}</b>}
      </p>
      {leavesHousehold && <p className="field-hint">{t('leaves')}</p>}
      <TargetFields
        kind={kind}
        record={record}
        target={target}
        onChange={setTarget}
        problems={wasTried ? { grid: target.grid === null, home: isHomeMissing } : { grid: false, home: false }}
        Picker={Picker}
      />
      <Field label={t('reason')} hint={t('reason.hint')}>
        {(ties) => (
          <Input
            {...ties}
            maxLength={REASON_LENGTH}
            value={reason}
            onChange={(event) => setReason(event.target.value)}
          />
        )}
      </Field>
      <p className="field-hint">{t('takes.note')}</p>
      {!isOnline && (
        <p className="transfer-note" role="status">
          <StatusShape shape="paused" size={16} />
          {t('offline')}
        </p>
      )}
      {problem && 'refusal' in problem && (
        <p className="transfer-note" role="alert">
          <StatusShape shape="alert" size={16} />
          {t(`refused.${problem.refusal}`)}
        </p>
      )}
      {problem && 'error' in problem && <ErrorNotice error={problem.error} />}
      <div className="form-actions">
        <Button onClick={onClose}>{t('cancel')}</Button>
        <Button type="primary" htmlType="submit" loading={isBusy} disabled={!isOnline}>
          {t('start')}
        </Button>
      </div>
    </PrivateForm>
  );
}
