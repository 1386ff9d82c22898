import type { LucideIcon } from 'lucide-react';

interface ToolProps {
  readonly icon: LucideIcon;
  readonly label: string;
  readonly onPress: () => void;
  /** At a side of the picture. */
  readonly at?: 'start' | 'end';
}

/** A button of the viewer that shows a picture of what it does; its words are read out and shown on hovering. */
export function Tool({ icon: Icon, label, onPress, at }: ToolProps) {
  return (
    <button
      type="button"
      className={`photo-tool${at ? ` is-${at}` : ''}`}
      aria-label={label}
      title={label}
      onClick={onPress}
    >
      <Icon size={at ? 24 : 20} strokeWidth={1.7} aria-hidden="true" />
    </button>
  );
}
