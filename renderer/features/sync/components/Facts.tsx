import type { ReactNode } from 'react';
import { Pill, type Shape } from '#renderer/ui/index';

interface FactProps {
  readonly name: string;
  readonly shape: Shape;
  /** The state in a word or two. */
  readonly state: string;
  /** What it means, and what to do where something has to be done. */
  readonly text?: ReactNode;
}

/** Facts about a machine, one below the other. */
export function Facts({ children }: { readonly children: ReactNode }) {
  return <dl className="health-facts">{children}</dl>;
}

/** One fact: its name, how it stands, and what that means. */
export function Fact({ name, shape, state, text }: FactProps) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>
        <Pill shape={shape}>{state}</Pill>
        {text !== undefined && <small>{text}</small>}
      </dd>
    </div>
  );
}
