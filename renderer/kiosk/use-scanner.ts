import { useEffect } from 'react';
import { scanAfter, NOTHING_SCANNED } from './scan';

/** Calls back with what a scanner typed: it writes like a keyboard, only faster than hands, and ends with Enter. What is typed into a field stays there. */
export function useScanner(isOn: boolean, onScanned: (text: string) => void): void {
  useEffect(() => {
    if (!isOn) return;
    let scan = NOTHING_SCANNED;
    const heard = (event: KeyboardEvent) => {
      if (event.target instanceof HTMLInputElement || event.target instanceof HTMLTextAreaElement) return;
      const { next, scanned } = scanAfter(scan, event.key, event.timeStamp);
      scan = next;
      if (scanned === null) return;
      // Enter would press whatever button has the focus.
      event.preventDefault();
      onScanned(scanned);
    };
    addEventListener('keydown', heard, true);
    return () => removeEventListener('keydown', heard, true);
  }, [isOn, onScanned]);
}
