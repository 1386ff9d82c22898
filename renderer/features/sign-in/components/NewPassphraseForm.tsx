import { Button, Input } from 'antd';
import { useState, type FormEvent, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { toAppError, type ErrorCode } from '#shared/errors/app-error';
import { useStation } from '#renderer/data/index';
import { ErrorNotice, Field } from '#renderer/ui/index';
import { strengthOf } from '../strength';

interface NewPassphraseFormProps {
  /** What the present passphrase is called here: one's own, or the one-time one from the manager. */
  readonly currentLabel: string;
  readonly submitText: string;
  /** Stands before the button that saves. */
  readonly aside: ReactNode;
  readonly onDone: () => void;
}

/** Failures that stand beside a field; all others stand above the form. */
const BESIDE: Partial<Readonly<Record<ErrorCode, 'current' | 'next'>>> = {
  'auth.wrong': 'current',
  'auth.weak': 'next',
};

/** One's own new passphrase, typed twice. How strong it is stands below it while it is typed. */
export function NewPassphraseForm({ currentLabel, submitText, aside, onDone }: NewPassphraseFormProps) {
  const { t } = useTranslation('sign-in');
  const station = useStation();
  const [current, setCurrent] = useState('');
  const [next, setNext] = useState('');
  const [again, setAgain] = useState('');
  const [isBusy, setIsBusy] = useState(false);
  const [wasSubmitted, setWasSubmitted] = useState(false);
  const [failure, setFailure] = useState<{ readonly error: unknown; readonly code: ErrorCode } | null>(null);
  const strength = strengthOf(next, station.session.staff);
  const beside = failure && BESIDE[failure.code];

  const errorOf = {
    current: beside === 'current' ? t('change.wrong') : wasSubmitted && current === '' ? t('passphrase.missing') : null,
    next:
      beside === 'next'
        ? t('strength.easy')
        : wasSubmitted && strength.kind === 'weak'
          ? t(next === '' ? 'change.missing' : 'strength.refused')
          : null,
    again: again !== '' || wasSubmitted ? (again === next ? null : t('change.differ')) : null,
  };
  const submit = async () => {
    setWasSubmitted(true);
    if (isBusy || current === '' || strength.kind === 'weak' || again !== next) return;
    setIsBusy(true);
    setFailure(null);
    try {
      await station.changePassphrase(current, next);
      onDone();
    } catch (error) {
      setFailure({ error, code: toAppError(error).code });
      setIsBusy(false);
    }
  };
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    void submit();
  };
  const forget = () => setFailure(null);

  return (
    <form className="sign-in-form" autoComplete="off" onSubmit={onSubmit} noValidate>
      {failure && !beside && <ErrorNotice error={failure.error} />}
      <Secret
        label={currentLabel}
        error={errorOf.current}
        isNew={false}
        value={current}
        onChange={(value) => (setCurrent(value), forget())}
      />
      <Secret
        label={t('change.next')}
        error={errorOf.next}
        hint={<Strength strength={strength} />}
        value={next}
        onChange={(value) => (setNext(value), forget())}
      />
      <Secret label={t('change.again')} error={errorOf.again} value={again} onChange={setAgain} />
      <div className="form-actions">
        {aside}
        <Button type="primary" htmlType="submit" loading={isBusy}>
          {submitText}
        </Button>
      </div>
    </form>
  );
}

interface SecretProps {
  readonly label: string;
  readonly error: string | null;
  readonly hint?: ReactNode;
  readonly isNew?: boolean;
  readonly value: string;
  readonly onChange: (value: string) => void;
}

function Secret({ label, error, hint, isNew = true, value, onChange }: SecretProps) {
  return (
    <Field label={label} error={error} hint={hint}>
      {(ties) => (
        <Input.Password
          {...ties}
          autoFocus={!isNew}
          autoComplete={isNew ? 'new-password' : 'current-password'}
          maxLength={256}
          value={value}
          onChange={(event) => onChange(event.target.value)}
        />
      )}
    </Field>
  );
}

const STEPS = { weak: 1, fair: 2, good: 3 } as const;

/** A bar of three steps and words; the words alone say all. */
function Strength({ strength }: { readonly strength: ReturnType<typeof strengthOf> }) {
  const { t } = useTranslation('sign-in');
  const isShort = strength.kind === 'weak' && strength.missing !== null;
  const steps = isShort ? 0 : STEPS[strength.kind];
  return (
    <span className={`strength is-${strength.kind}`}>
      <span className="strength-bar" aria-hidden="true">
        {[1, 2, 3].map((step) => (
          <i key={step} className={step <= steps ? 'is-on' : ''} />
        ))}
      </span>
      {strength.kind !== 'weak'
        ? t(`strength.${strength.kind}`)
        : strength.missing === null
          ? t('strength.easy')
          : t('strength.short', { count: strength.missing })}
    </span>
  );
}
