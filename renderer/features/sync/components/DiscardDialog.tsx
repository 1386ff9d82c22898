import { Button, Input, Modal } from 'antd';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { toAppError } from '#shared/errors/app-error';
import type { OutboxRow } from '#shared/sync/ports';
import { useStation, type Confirmation } from '#renderer/data/index';
import { ErrorNotice, Field, PrivateForm, StatusShape } from '#renderer/ui/index';
import { missingIn } from '../commands';
import { useRecordWords } from '../queries';

interface DiscardDialogProps {
  /** One or more; each is named while they are few. */
  readonly rows: readonly OutboxRow[];
  readonly onClose: () => void;
}

/** Asks who confirms that unsent records are dropped here, and why. Nothing is dropped before the host has a copy. */
export function DiscardDialog({ rows, onClose }: DiscardDialogProps) {
  const { t } = useTranslation('sync');
  return (
    <Modal open title={t('discard.title', { count: rows.length })} footer={null} onCancel={onClose} width={480}>
      <DiscardForm rows={rows} onClose={onClose} />
    </Modal>
  );
}

const LONGEST_REASON = 200;
const EMPTY: Confirmation = { staffCode: '', passphrase: '', reason: '' };
const NAMED = 4;

function DiscardForm({ rows, onClose }: DiscardDialogProps) {
  const { t } = useTranslation('sync');
  const station = useStation();
  const form = useRef<HTMLFormElement>(null);
  const [given, setGiven] = useState(EMPTY);
  const [missing, setMissing] = useState<ReadonlySet<keyof Confirmation>>(new Set());
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<{ readonly error: unknown } | null>(null);
  const [left, setLeft] = useState(0);
  const put = (field: keyof Confirmation) => (event: { readonly target: { readonly value: string } }) => {
    setGiven({ ...given, [field]: event.target.value });
    setMissing(new Set([...missing].filter((each) => each !== field)));
  };
  const submit = async () => {
    const open = missingIn(given);
    setMissing(new Set(open));
    if (open[0]) return form.current?.querySelector<HTMLElement>(`[name=${open[0]}]`)?.focus();
    if (busy) return;
    setBusy(true);
    setFailure(null);
    try {
      const outcome = await station.discard(rows, given);
      if (outcome.left === 0) return onClose();
      setLeft(outcome.left);
    } catch (error) {
      setGiven({ ...given, passphrase: '' });
      setFailure({ error });
    }
    setBusy(false);
  };
  const error = (field: keyof Confirmation) => (missing.has(field) ? t(`discard.${field}.missing`) : null);

  if (left > 0) {
    return (
      <div role="status">
        <p>{t('discard.left', { count: left })}</p>
        <div className="form-actions">
          <Button type="primary" autoFocus onClick={onClose}>
            {t('discard.done')}
          </Button>
        </div>
      </div>
    );
  }
  return (
    <PrivateForm ref={form} className="discard-form" onSubmit={() => void submit()}>
      <ul className="discard-rows">
        {rows.slice(0, NAMED).map((row) => (
          <Named key={row.id} row={row} />
        ))}
        {rows.length > NAMED && <li>{t('discard.more', { count: rows.length - NAMED })}</li>}
      </ul>
      <p>{t('discard.text')}</p>
      <Field label={t('discard.staffCode')} hint={t('discard.staffCode.hint')} error={error('staffCode')}>
        {(ties) => (
          <Input
            {...ties}
            name="staffCode"
            autoFocus
            autoComplete="off"
            maxLength={32}
            value={given.staffCode}
            onChange={put('staffCode')}
          />
        )}
      </Field>
      <Field label={t('discard.passphrase')} error={error('passphrase')}>
        {(ties) => (
          <Input.Password
            {...ties}
            name="passphrase"
            autoComplete="off"
            maxLength={256}
            value={given.passphrase}
            onChange={put('passphrase')}
          />
        )}
      </Field>
      <Field label={t('discard.reason')} hint={t('discard.reason.hint')} error={error('reason')}>
        {(ties) => (
          <Input.TextArea
            {...ties}
            name="reason"
            rows={2}
            maxLength={LONGEST_REASON}
            value={given.reason}
            onChange={put('reason')}
          />
        )}
      </Field>
      {failure && <Failure error={failure.error} />}
      <div className="form-actions">
        <Button onClick={onClose}>{t('discard.cancel')}</Button>
        <Button danger type="primary" htmlType="submit" loading={busy}>
          {t('discard.confirm')}
        </Button>
      </div>
    </PrivateForm>
  );
}

function Named({ row }: { readonly row: OutboxRow }) {
  const { t } = useTranslation('sync');
  const { type, name } = useRecordWords(row);
  return <li>{name === null ? type : t('record.of', { type, name })}</li>;
}

/** What went wrong, in the words of this question where it means something particular here. */
function Failure({ error }: { readonly error: unknown }) {
  const { t } = useTranslation('sync');
  const { code } = toAppError(error);
  const own = code === 'access.denied' ? 'denied' : code === 'hub.unreachable' ? 'away' : null;
  if (own === null) return <ErrorNotice error={error} />;
  return (
    <div className="error-notice" role="alert">
      <StatusShape shape="alert" size={18} />
      <div>
        <b>{t(`discard.${own}`)}</b>
        <p>{t(`discard.${own}.text`)}</p>
      </div>
    </div>
  );
}
