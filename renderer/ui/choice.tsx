import { Check } from 'lucide-react';
import { useId, type ReactNode } from 'react';

export interface ChoiceOption<T extends string> {
  readonly value: T;
  readonly label: ReactNode;
}

interface ChoiceProps<T extends string> {
  readonly label: string;
  readonly options: readonly ChoiceOption<T>[];
  readonly value: T | null;
  readonly onChange: (value: T | null) => void;
  /** Pressing the chosen one again takes it back. */
  readonly canClear?: boolean;
  /** Id of the sentence that says what is wrong. */
  readonly errorId?: string | undefined;
}

/** One of a few, as large buttons side by side; arrows move between them as between any radio buttons. */
export function Choice<T extends string>({
  label,
  options,
  value,
  onChange,
  canClear = false,
  errorId,
}: ChoiceProps<T>) {
  const name = useId();
  return (
    <fieldset
      className={`choice${errorId ? ' has-error' : ''}`}
      role="radiogroup"
      aria-label={label}
      aria-describedby={errorId}
      aria-invalid={errorId ? true : undefined}
    >
      {options.map((option) => {
        const isOn = option.value === value;
        return (
          <label key={option.value} className={isOn ? 'is-on' : ''}>
            <input
              className="visually-hidden"
              type="radio"
              name={name}
              checked={isOn}
              onChange={() => onChange(option.value)}
              onClick={() => {
                if (isOn && canClear) onChange(null);
              }}
            />
            {isOn && <Check size={20} strokeWidth={1.8} aria-hidden="true" />}
            <span>{option.label}</span>
          </label>
        );
      })}
    </fieldset>
  );
}

interface ChipsProps<T extends string> {
  readonly label: string;
  readonly options: readonly ChoiceOption<T>[];
  readonly value: readonly T[];
  readonly onChange: (value: readonly T[]) => void;
}

/** Any of a few, as chips to press. */
export function Chips<T extends string>({ label, options, value, onChange }: ChipsProps<T>) {
  const chosen = new Set(value);
  const toggle = (each: T) =>
    onChange(
      options
        .map((option) => option.value)
        .filter((known) => (known === each ? !chosen.has(known) : chosen.has(known))),
    );
  return (
    <div className="chips" role="group" aria-label={label}>
      {options.map((option) => {
        const isOn = chosen.has(option.value);
        return (
          <label key={option.value} className={isOn ? 'is-on' : ''}>
            <input className="visually-hidden" type="checkbox" checked={isOn} onChange={() => toggle(option.value)} />
            {isOn && <Check size={16} strokeWidth={2} aria-hidden="true" />}
            <span>{option.label}</span>
          </label>
        );
      })}
    </div>
  );
}
