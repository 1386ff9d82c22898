import { Button, Input, Modal } from 'antd';
import { useId, useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { useStation } from '#renderer/data/index';
import { ErrorNotice } from '#renderer/ui/index';

interface SignInAgainProps {
  readonly open: boolean;
  readonly onClose: () => void;
}

/** Asks for the passphrase after a token ran out. Work goes on offline for whoever puts it off. */
export function SignInAgain({ open, onClose }: SignInAgainProps) {
  const { t } = useTranslation('sign-in');
  return (
    <Modal open={open} title={t('again.title')} footer={null} onCancel={onClose} destroyOnHidden width={440}>
      <AgainForm onClose={onClose} />
    </Modal>
  );
}

function AgainForm({ onClose }: Pick<SignInAgainProps, 'onClose'>) {
  const { t } = useTranslation('sign-in');
  const station = useStation();
  const id = useId();
  const [passphrase, setPassphrase] = useState('');
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<{ readonly error: unknown } | null>(null);

  const submit = async () => {
    if (passphrase === '' || busy) return;
    setBusy(true);
    setFailure(null);
    try {
      await station.signInAgain(passphrase);
      onClose();
    } catch (error) {
      setFailure({ error });
    } finally {
      setBusy(false);
    }
  };
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    void submit();
  };

  return (
    <form className="sign-in-form" autoComplete="off" onSubmit={onSubmit} noValidate>
      <p>{t('again.text', { name: station.session.staff.name })}</p>
      {failure && <ErrorNotice error={failure.error} />}
      <div className="field">
        <label htmlFor={id}>{t('passphrase')}</label>
        <Input.Password
          id={id}
          autoFocus
          autoComplete="current-password"
          value={passphrase}
          onChange={(event) => setPassphrase(event.target.value)}
        />
      </div>
      <div className="form-actions">
        <Button onClick={onClose}>{t('again.later')}</Button>
        <Button type="primary" htmlType="submit" loading={busy}>
          {t('again.submit')}
        </Button>
      </div>
    </form>
  );
}
