/** The shapes that carry a status: 12 px, hidden from readers because a word always stands beside them. */
export type Shape =
  'alert' | 'due' | 'progress' | 'idle' | 'done' | 'paused' | 'offline' | 'conflict' | 'outgoing' | 'note';

const BODIES: Readonly<Record<Shape, React.ReactNode>> = {
  alert: (
    <>
      <path
        d="M5.1 1.4a1.04 1.04 0 0 1 1.8 0l4.5 7.9a1.04 1.04 0 0 1-.9 1.55h-9A1.04 1.04 0 0 1 .6 9.3z"
        fill="var(--crit-fill)"
      />
      <path d="M6 4.2v2.7M6 8.9v.1" stroke="var(--on-crit)" strokeWidth="1.3" strokeLinecap="round" />
    </>
  ),
  due: <rect x="2" y="2" width="8" height="8" rx="1.2" transform="rotate(45 6 6)" fill="var(--warn-fill)" />,
  progress: (
    <>
      <circle cx="6" cy="6" r="4.7" fill="none" stroke="var(--accent)" strokeWidth="1.4" />
      <path d="M6 1.3a4.7 4.7 0 0 1 0 9.4z" fill="var(--accent)" />
    </>
  ),
  idle: <circle cx="6" cy="6" r="4.7" fill="none" stroke="var(--line2)" strokeWidth="1.4" />,
  done: (
    <>
      <circle cx="6" cy="6" r="5.3" fill="var(--ok-fill)" />
      <path
        d="M3.7 6.2 5.3 7.8l3.1-3.3"
        fill="none"
        stroke="var(--surface)"
        strokeWidth="1.4"
        strokeLinecap="round"
        strokeLinejoin="round"
      />
    </>
  ),
  paused: (
    <>
      <rect x="1.3" y="1.3" width="9.4" height="9.4" rx="2" fill="none" stroke="currentColor" strokeWidth="1.2" />
      <path d="M4.7 4v4M7.3 4v4" stroke="currentColor" strokeWidth="1.4" strokeLinecap="round" />
    </>
  ),
  offline: (
    <circle cx="6" cy="6" r="4.7" fill="none" stroke="currentColor" strokeWidth="1.4" strokeDasharray="2.2 1.5" />
  ),
  conflict: (
    <>
      <rect x="1" y="1" width="6.6" height="6.6" rx="1" fill="none" stroke="var(--warn-fill)" strokeWidth="1.4" />
      <rect x="4.4" y="4.4" width="6.6" height="6.6" rx="1" fill="var(--warn-fill)" />
    </>
  ),
  outgoing: (
    <>
      <circle cx="6" cy="6" r="4.7" fill="none" stroke="var(--accent)" strokeWidth="1.4" />
      <path
        d="M6 8.5v-5M3.9 5.3 6 3.3l2.1 2"
        fill="none"
        stroke="var(--accent)"
        strokeWidth="1.3"
        strokeLinecap="round"
        strokeLinejoin="round"
      />
    </>
  ),
  note: (
    <>
      <circle cx="6" cy="6" r="4.7" fill="none" stroke="var(--accent)" strokeWidth="1.4" />
      <path d="M6 5.6v2.8M6 3.6v.1" stroke="var(--accent)" strokeWidth="1.4" strokeLinecap="round" />
    </>
  ),
};

/** One status shape. */
export function StatusShape({ shape, size = 12 }: { readonly shape: Shape; readonly size?: number }) {
  return (
    <svg className="shape" viewBox="0 0 12 12" width={size} height={size} aria-hidden="true" focusable="false">
      {BODIES[shape]}
    </svg>
  );
}
