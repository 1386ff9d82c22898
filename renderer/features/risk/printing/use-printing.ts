import { useEffect, useState } from 'react';

/** A print job of this page. */
export interface Printing {
  /** What is to be printed is to be drawn now. */
  readonly isOn: boolean;
  readonly print: () => void;
}

/**
 * Draws what is printed only while it is printed: the papers stand beside the page and take its place on paper alone (`risk-print.css`). `onDone` is
 * called when the print dialog was closed, whichever way.
 */
export function usePrinting(onDone?: () => void): Printing {
  const [isOn, setOn] = useState(false);
  useEffect(() => {
    if (!isOn) return;
    // A frame later the papers are laid out and their pictures are there.
    const frame = requestAnimationFrame(() => {
      window.print();
      setOn(false);
      onDone?.();
    });
    return () => cancelAnimationFrame(frame);
    // Who prints does so once.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [isOn]);
  return { isOn, print: () => setOn(true) };
}
