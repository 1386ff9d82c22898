import { Input } from 'antd';

interface NumberFieldProps {
  /** Names it for readers; `text` stands before it where they differ. */
  readonly label: string;
  readonly text?: string;
  readonly value: string;
  readonly isWrong: boolean;
  readonly onChange: (text: string) => void;
}

/** A short field for one figure. */
export function NumberField({ label, text = label, value, isWrong, onChange }: NumberFieldProps) {
  return (
    <label className="risk-number">
      <span>{text}</span>
      <Input
        aria-label={label}
        aria-invalid={isWrong || undefined}
        status={isWrong ? 'error' : ''}
        inputMode="decimal"
        value={value}
        onChange={({ target }) => onChange(target.value)}
      />
    </label>
  );
}
