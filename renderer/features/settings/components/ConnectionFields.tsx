import { Input } from 'antd';
import { Field } from '#renderer/ui/index';

interface ConnectionFieldProps {
  readonly label: string;
  readonly hint: string;
  /** What is wrong with it, once somebody tried. */
  readonly error?: string | null;
  readonly value: string;
  readonly onChange: (value: string) => void;
  /** Longest value, characters. */
  readonly maxLength?: number;
}

/** Where another system is reached. */
export function AddressField({ label, hint, error = null, value, onChange, maxLength = 300 }: ConnectionFieldProps) {
  return (
    <Field label={label} hint={hint} error={error}>
      {(ties) => (
        <Input
          {...ties}
          inputMode="url"
          maxLength={maxLength}
          value={value}
          onChange={({ target }) => onChange(target.value)}
        />
      )}
    </Field>
  );
}

/** A password or key: shown as it is typed to nobody, and offered to no password manager. */
export function SecretField({ label, hint, error = null, value, onChange, maxLength = 200 }: ConnectionFieldProps) {
  return (
    <Field label={label} hint={hint} error={error}>
      {(ties) => (
        <Input
          {...ties}
          type="password"
          autoComplete="new-password"
          maxLength={maxLength}
          value={value}
          onChange={({ target }) => onChange(target.value)}
        />
      )}
    </Field>
  );
}

/** The certificate of an authority that the system's own is signed by, as PEM; empty where a public one signed it. */
export function AuthorityField({
  label,
  hint,
  error = null,
  value,
  onChange,
  maxLength = 20_000,
}: ConnectionFieldProps) {
  return (
    <Field label={label} hint={hint} error={error}>
      {(ties) => (
        <Input.TextArea
          {...ties}
          rows={2}
          spellCheck={false}
          maxLength={maxLength}
          value={value}
          onChange={({ target }) => onChange(target.value)}
        />
      )}
    </Field>
  );
}
