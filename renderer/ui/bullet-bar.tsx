import './bullet-bar.css';

interface BulletProps {
  /** 0 to 1. */
  readonly share: number;
  /** Where the tick stands, 0 to 1; absent without a target. */
  readonly target?: number;
}

/**
 * How much of the way there: a bar with a dark tick at the target. It stands beside its figure and the gap in words, which say the same,
 * so readers pass it over.
 */
export function Bullet({ share, target }: BulletProps) {
  return (
    <span className="bullet" aria-hidden="true">
      <i style={{ width: percent(share) }} />
      {target !== undefined && <b style={{ insetInlineStart: percent(target) }} />}
    </span>
  );
}

const percent = (share: number): string => `${(Math.min(1, Math.max(0, share)) * 100).toFixed(2)}%`;
