import type { ReactNode } from 'react';
import { keyOf, type CounterDeed } from './keys';

interface KeyButtonProps {
  readonly deed: CounterDeed;
  readonly children: ReactNode;
  /** Absent: cannot be done now. */
  readonly onPress: (() => void) | undefined;
  readonly className?: string;
}

/** A deed with its key. */
export function KeyButton({ deed, children, onPress, className = '' }: KeyButtonProps) {
  return (
    <button
      type="button"
      className={`key-button ${className}`}
      aria-keyshortcuts={keyOf(deed)}
      disabled={!onPress}
      onClick={onPress}
    >
      <span>{children}</span>
      <kbd>{keyOf(deed)}</kbd>
    </button>
  );
}
