import { useCallback, useRef, useState } from 'react';
import { useWords } from '#renderer/ui/words';
import { opensPad, pressed } from './corner';
import { LeavePad } from './LeavePad';
import { leaveMessages } from './messages';
import './leave.css';

/**
 * The way out for staff: five presses into the top left corner within four seconds open a code pad. Nothing shows that it is there, and
 * nothing else to press lies so high up.
 */
export function LeaveCorner() {
  useWords({ kioskLeave: leaveMessages });
  const [isOpen, setOpen] = useState(false);
  const presses = useRef<readonly number[]>([]);
  const close = useCallback(() => setOpen(false), []);
  const press = () => {
    presses.current = pressed(presses.current, performance.now());
    if (!opensPad(presses.current)) return;
    presses.current = [];
    setOpen(true);
  };
  return (
    <>
      <div className="kiosk-leave-corner" aria-hidden="true" onPointerDown={press} />
      {isOpen && <LeavePad onClose={close} />}
    </>
  );
}
