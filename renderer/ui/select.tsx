import { ChevronDown } from 'lucide-react';
import type { ReactNode } from 'react';
import type { InputTies } from './field';

interface SelectProps extends Partial<InputTies> {
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly label?: string;
  /** `option` and `optgroup` elements. */
  readonly children: ReactNode;
}

/** One of many: the browser's own list, with the keyboard and the tablet's picker that people know. */
export function Select({ value, onChange, label, status: _status, children, ...ties }: SelectProps) {
  return (
    <span className="select">
      <select {...ties} aria-label={label} value={value} onChange={(event) => onChange(event.target.value)}>
        {children}
      </select>
      <ChevronDown size={16} aria-hidden="true" />
    </span>
  );
}
