import { Button, Input, type InputRef } from 'antd';
import { useRef, useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { Field } from '#renderer/ui/index';
import '../practice.css';

interface SignInFormProps {
  readonly busy: boolean;
  /** Who was here last: the code is filled in. */
  readonly last: string | null;
  /** Codes to choose from with one press. */
  readonly known: readonly string[];
  readonly onSubmit: (code: string, passphrase: string) => void;
}

/** Staff code and passphrase; what is missing is said beside its field. */
export function SignInForm({ busy, last, known, onSubmit }: SignInFormProps) {
  const { t } = useTranslation('sign-in');
  const [code, setCode] = useState(last ?? '');
  const [passphrase, setPassphrase] = useState('');
  const [wasSubmitted, setWasSubmitted] = useState(false);
  const passphraseInput = useRef<InputRef>(null);

  const submit = (event: FormEvent) => {
    event.preventDefault();
    setWasSubmitted(true);
    if (busy || code.trim() === '' || passphrase === '') return;
    onSubmit(code.trim().toLowerCase(), passphrase);
  };
  const choose = (each: string) => {
    setCode(each);
    // What was typed was somebody else's.
    setPassphrase('');
    passphraseInput.current?.focus();
  };

  return (
    <form className="sign-in-form" autoComplete="off" onSubmit={submit} noValidate>
      {known.length > 0 && (
        <div className="known-codes" role="group" aria-label={t('known')}>
          {known.map((each) => (
            <button key={each} type="button" aria-pressed={each === code} onClick={() => choose(each)}>
              {each}
            </button>
          ))}
        </div>
      )}
      <Field label={t('code')} error={wasSubmitted && code.trim() === '' ? t('code.missing') : null}>
        {(ties) => (
          <Input
            {...ties}
            size="large"
            autoFocus={last === null}
            autoComplete="username"
            autoCapitalize="none"
            spellCheck={false}
            maxLength={32}
            value={code}
            onChange={(event) => setCode(event.target.value)}
          />
        )}
      </Field>
      <Field label={t('passphrase')} error={wasSubmitted && passphrase === '' ? t('passphrase.missing') : null}>
        {(ties) => (
          <Input.Password
            {...ties}
            ref={passphraseInput}
            size="large"
            autoFocus={last !== null}
            autoComplete="current-password"
            maxLength={256}
            value={passphrase}
            onChange={(event) => setPassphrase(event.target.value)}
          />
        )}
      </Field>
      <Button type="primary" htmlType="submit" size="large" block loading={busy}>
        {t(busy ? 'submitting' : 'submit')}
      </Button>
    </form>
  );
}
