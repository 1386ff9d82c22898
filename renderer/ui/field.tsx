import { useId, type ReactNode } from 'react';

interface FieldProps {
  readonly label: string;
  /** What is wrong, beside the field; null or '' when nothing is. */
  readonly error?: string | null | undefined;
  readonly hint?: ReactNode;
  /** Draws the input with what ties it to label, hint and error. */
  readonly children: (props: InputTies) => ReactNode;
}

/** What an input needs so that readers hear its label, hint and error; antd's inputs take it as it is. */
export interface InputTies {
  readonly id: string;
  readonly 'aria-describedby'?: string;
  readonly 'aria-invalid'?: true;
  readonly status?: 'error';
}

/** An input under its label; a hint, and what is wrong, stand below it. */
export function Field({ label, error, hint, children }: FieldProps) {
  const id = useId();
  const described = [hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(' ');
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      {children({
        id,
        ...(described !== '' && { 'aria-describedby': described }),
        ...(error && { 'aria-invalid': true as const, status: 'error' as const }),
      })}
      {hint && (
        <p className="field-hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
      {error && (
        <p className="field-error" id={`${id}-error`}>
          {error}
        </p>
      )}
    </div>
  );
}
