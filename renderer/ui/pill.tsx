import type { ReactNode } from 'react';
import { StatusShape, type Shape } from './status-shape';

export type Tone = 'plain' | 'crit' | 'warn' | 'ok' | 'accent';

const TONES: Readonly<Record<Shape, Tone>> = {
  alert: 'crit',
  due: 'warn',
  progress: 'accent',
  idle: 'plain',
  done: 'ok',
  paused: 'plain',
  offline: 'plain',
  conflict: 'warn',
  outgoing: 'accent',
  note: 'accent',
};

interface PillProps {
  readonly shape: Shape;
  /** A soft fill, for titles; at most one a row. */
  readonly filled?: boolean;
  readonly children: ReactNode;
}

/** A status: shape, word, colour, in that order. */
export function Pill({ shape, filled = false, children }: PillProps) {
  return (
    <span className={`pill tone-${TONES[shape]}${filled ? ' pill-filled' : ''}`}>
      <StatusShape shape={shape} />
      <span>{children}</span>
    </span>
  );
}

interface DeadlineProps {
  /** Share of the time that has passed, 0 to 1; null past the deadline. */
  readonly passed: number | null;
  readonly tone: 'plain' | 'warn' | 'crit';
  /** The absolute date and the rule, for whoever hovers. */
  readonly title?: string;
  readonly children: ReactNode;
}

/** A deadline: a pie of the time left and words, or a triangle when it has passed. */
export function DeadlineChip({ passed, tone, title, children }: DeadlineProps) {
  return (
    <span className={`deadline tone-${tone}`} title={title}>
      {passed === null ? <StatusShape shape="alert" /> : <Pie passed={passed} />}
      <span>{children}</span>
    </span>
  );
}

function Pie({ passed }: { readonly passed: number }) {
  const left = Math.min(0.999, Math.max(0.02, 1 - passed));
  // From twelve o'clock, the time left; the part that has passed is empty.
  const angle = (1 - left) * 2 * Math.PI;
  const x = 6 + 4 * Math.sin(angle);
  const y = 6 - 4 * Math.cos(angle);
  return (
    <svg className="shape" viewBox="0 0 12 12" width="12" height="12" aria-hidden="true" focusable="false">
      <circle cx="6" cy="6" r="5" fill="none" stroke="currentColor" strokeWidth="1.2" />
      <path d={`M6 6 ${x.toFixed(2)} ${y.toFixed(2)}A4 4 0 ${left > 0.5 ? 1 : 0} 1 6 2z`} fill="currentColor" />
    </svg>
  );
}

/** A quiet word about a person or thing: 独居, 65 岁以上. */
export function Tag({ children }: { readonly children: ReactNode }) {
  return <span className="tag">{children}</span>;
}

/** The small dot between two short facts on one line; readers hear a pause. */
export function Dot() {
  return (
    <span className="dot" aria-hidden="true">
      ·
    </span>
  );
}
