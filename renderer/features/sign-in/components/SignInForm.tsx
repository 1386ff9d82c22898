import { Button, Input } from 'antd';
import { useId, useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';

interface SignInFormProps {
  readonly busy: boolean;
  readonly onSubmit: (code: string, passphrase: string) => void;
}

/** Staff code and passphrase; what is missing is said beside its field. */
export function SignInForm({ busy, onSubmit }: SignInFormProps) {
  const { t } = useTranslation('sign-in');
  const [code, setCode] = useState('');
  const [passphrase, setPassphrase] = useState('');
  const [wasSubmitted, setWasSubmitted] = useState(false);
  const codeId = useId();
  const passphraseId = useId();
  const isCodeMissing = wasSubmitted && code.trim() === '';
  const isPassphraseMissing = wasSubmitted && passphrase === '';

  const submit = (event: FormEvent) => {
    event.preventDefault();
    setWasSubmitted(true);
    if (busy || code.trim() === '' || passphrase === '') return;
    onSubmit(code.trim().toLowerCase(), passphrase);
  };

  return (
    <form className="sign-in-form" onSubmit={submit} noValidate>
      <div className="field">
        <label htmlFor={codeId}>{t('code')}</label>
        <Input
          id={codeId}
          size="large"
          autoFocus
          autoComplete="username"
          autoCapitalize="none"
          spellCheck={false}
          maxLength={32}
          value={code}
          onChange={(event) => setCode(event.target.value)}
          {...invalid(isCodeMissing, codeId)}
        />
        {isCodeMissing && <FieldError id={codeId} text={t('code.missing')} />}
      </div>
      <div className="field">
        <label htmlFor={passphraseId}>{t('passphrase')}</label>
        <Input.Password
          id={passphraseId}
          size="large"
          autoComplete="current-password"
          maxLength={256}
          value={passphrase}
          onChange={(event) => setPassphrase(event.target.value)}
          {...invalid(isPassphraseMissing, passphraseId)}
        />
        {isPassphraseMissing && <FieldError id={passphraseId} text={t('passphrase.missing')} />}
      </div>
      <Button type="primary" htmlType="submit" size="large" block loading={busy}>
        {t(busy ? 'submitting' : 'submit')}
      </Button>
    </form>
  );
}

function FieldError({ id, text }: { readonly id: string; readonly text: string }) {
  return (
    <p className="field-error" id={`${id}-error`}>
      {text}
    </p>
  );
}

const invalid = (isInvalid: boolean, id: string) =>
  isInvalid ? ({ status: 'error', 'aria-invalid': true, 'aria-describedby': `${id}-error` } as const) : {};
