interface ProgressLineProps {
  readonly label: string;
  readonly done: number;
  /** Null while nobody knows. */
  readonly total: number | null;
}

/** A line that fills. */
export function ProgressLine({ label, done, total }: ProgressLineProps) {
  const share = total === null || total === 0 ? null : Math.min(1, done / total);
  return (
    <div
      className={`progress-line${share === null ? ' is-open' : ''}`}
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={share === null ? undefined : Math.floor(share * 100)}
    >
      <i style={share === null ? undefined : { transform: `scaleX(${share})` }} />
    </div>
  );
}
