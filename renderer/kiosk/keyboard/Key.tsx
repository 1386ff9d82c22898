import type { ReactNode } from 'react';
import { SAME_KEY_MS, steadily } from '../frame/press-guard';

interface KeyProps {
  readonly onPress: () => void;
  readonly children: ReactNode;
  readonly look?: 'plain' | 'soft' | 'main';
  readonly label?: string;
  readonly className?: string;
  readonly disabled?: boolean;
}

/** A key on the screen. The field keeps the caret while it is pressed. */
export function Key({ onPress, children, look = 'plain', label, className = '', disabled = false }: KeyProps) {
  return (
    <button
      type="button"
      className={`kiosk-key is-${look} ${className}`}
      aria-label={label}
      disabled={disabled}
      onPointerDown={(event) => event.preventDefault()}
      onMouseDown={(event) => event.preventDefault()}
      onClick={steadily(onPress, SAME_KEY_MS)}
    >
      {children}
    </button>
  );
}
