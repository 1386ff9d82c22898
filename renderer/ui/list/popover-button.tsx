import { Popover } from 'antd';
import { useEffect, useRef, useState, type KeyboardEvent, type ReactNode } from 'react';
import './popover.css';

interface PopoverButtonProps {
  /** What readers call the panel that opens. */
  readonly label: string;
  /** What the button shows, words among it; `label` when absent. */
  readonly face?: ReactNode;
  readonly className?: string;
  readonly placement?: 'bottomLeft' | 'bottomRight' | 'topRight';
  /** What opens; gets the way to close it. */
  readonly children: (close: () => void) => ReactNode;
}

const REACHABLE = 'input:not(:disabled), button:not(:disabled), select, a[href]';

/** A button that opens a small panel below it. The focus goes into it, Escape and the last Tab bring it back. */
export function PopoverButton({
  label,
  face = label,
  className = 'tool-button',
  placement = 'bottomLeft',
  children,
}: PopoverButtonProps) {
  const [isOpen, setIsOpen] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const close = () => {
    setIsOpen(false);
    button.current?.focus();
  };
  return (
    <Popover
      content={<Panel label={label} onClose={close} content={children} />}
      trigger="click"
      placement={placement}
      arrow={false}
      destroyOnHidden
      open={isOpen}
      onOpenChange={setIsOpen}
    >
      <button ref={button} type="button" className={className} aria-haspopup="dialog" aria-expanded={isOpen}>
        {face}
      </button>
    </Popover>
  );
}

interface PanelProps {
  readonly label: string;
  readonly onClose: () => void;
  readonly content: (close: () => void) => ReactNode;
}

function Panel({ label, onClose, content }: PanelProps) {
  const panel = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const frame = requestAnimationFrame(() => panel.current?.querySelector<HTMLElement>(REACHABLE)?.focus());
    return () => cancelAnimationFrame(frame);
  }, []);
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Escape') {
      event.preventDefault();
      event.stopPropagation();
      onClose();
      return;
    }
    if (event.key !== 'Tab') return;
    // The panel lies at the end of the page: Tab past its ends would leave the page.
    const reachable = [...(panel.current?.querySelectorAll<HTMLElement>(REACHABLE) ?? [])];
    const end = event.shiftKey ? reachable[0] : reachable.at(-1);
    if (document.activeElement !== end) return;
    event.preventDefault();
    onClose();
  };
  return (
    <div ref={panel} className="popover-panel" role="dialog" aria-label={label} onKeyDown={onKeyDown}>
      {content(onClose)}
    </div>
  );
}
