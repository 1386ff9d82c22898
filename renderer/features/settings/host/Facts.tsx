import type { ReactNode } from 'react';

interface HostFactsProps {
  /** Label and value; what is null is left out. */
  readonly facts: readonly (readonly [string, ReactNode] | null)[];
}

/** Short facts of a card, label before value. */
export function HostFacts({ facts }: HostFactsProps) {
  return (
    <dl className="host-facts">
      {facts
        .filter((fact) => fact !== null)
        .map(([label, value]) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{value}</dd>
          </div>
        ))}
    </dl>
  );
}
