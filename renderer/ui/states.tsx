import type { ReactNode } from 'react';

interface EmptyProps {
  readonly title: string;
  readonly text?: string;
  readonly action?: ReactNode;
}

/** An empty place: a small drawing, what is true, what comes next, at most one button. */
export function Empty({ title, text, action }: EmptyProps) {
  return (
    <div className="empty">
      <svg viewBox="0 0 44 44" width="44" height="44" aria-hidden="true" focusable="false">
        <path d="M4 38h36M7 38V21l9.5-9L26 21v17M26 38V25.5l5.5-5 5.5 5V38M13.5 38v-8.5h6V38" />
      </svg>
      <b>{title}</b>
      {text !== undefined && <p>{text}</p>}
      {action}
    </div>
  );
}

/** Grey lines where content is on its way; readers hear `label`. */
export function Loading({ label, lines = 3 }: { readonly label: string; readonly lines?: number }) {
  return (
    <div className="loading" role="status">
      <span className="visually-hidden">{label}</span>
      {Array.from({ length: lines }, (_, line) => (
        <i key={line} style={{ width: `${88 - ((line * 23) % 41)}%` }} />
      ))}
    </div>
  );
}

/** A card with a title and what belongs beside it. */
export function Card({ title, aside, children, className = '' }: CardProps) {
  return (
    <section className={`card ${className}`}>
      <header className="card-head">
        <h2>{title}</h2>
        {aside}
      </header>
      {children}
    </section>
  );
}

interface CardProps {
  readonly title: ReactNode;
  readonly aside?: ReactNode;
  readonly children: ReactNode;
  readonly className?: string;
}
