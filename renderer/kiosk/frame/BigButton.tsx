import { useEffect, useRef, useState, type ReactNode } from 'react';
import { Icon, type IconName } from './Icon';
import { pressGuard, SAME_PRESS_MS } from './press-guard';

export interface BigButtonProps {
  /** What is done; while its promise runs the button is not to be pressed again. */
  readonly onPress: () => void | Promise<void>;
  readonly children: ReactNode;
  /** `main`: what most people want here; `plain`: everything else; `quiet`: without an edge. */
  readonly look?: 'main' | 'plain' | 'quiet';
  readonly icon?: IconName;
  /** A second line. */
  readonly sub?: string | undefined;
  readonly className?: string;
  readonly disabled?: boolean;
  /** For those who do not see it, where the words alone do not say it. */
  readonly label?: string;
  readonly isPressed?: boolean;
}

/** Something to press: large, answers once to a hand that shakes, and waits for what it began. */
export function BigButton({
  onPress,
  children,
  look = 'plain',
  icon,
  sub,
  className = '',
  disabled = false,
  label,
  isPressed,
}: BigButtonProps) {
  const [isBusy, setBusy] = useState(false);
  const isThere = useRef(true);
  useEffect(() => {
    isThere.current = true;
    return () => {
      isThere.current = false;
    };
  }, []);
  const press = () => {
    if (isBusy || !pressGuard.take(performance.now(), SAME_PRESS_MS)) return;
    const doing = onPress();
    if (!doing) return;
    setBusy(true);
    void doing.finally(() => {
      if (isThere.current) setBusy(false);
    });
  };
  return (
    <button
      type="button"
      className={`kiosk-button is-${look} ${className}`}
      onClick={press}
      disabled={disabled}
      aria-busy={isBusy}
      aria-label={label}
      aria-pressed={isPressed}
    >
      {icon && <Icon name={icon} />}
      <span className="kiosk-button-words">
        <b>{children}</b>
        {sub !== undefined && <span>{sub}</span>}
      </span>
    </button>
  );
}
