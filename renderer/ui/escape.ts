import { useEffect } from 'react';

/** What floats above a page and takes the key for itself, though it does not say so. */
const FLOATING = '.ant-popover:not(.ant-popover-hidden), .ant-dropdown:not(.ant-dropdown-hidden)';

/** Escape closes what stands beside a list or a page, unless something above it took the key. */
export function useEscape(onClose: () => void): void {
  useEffect(() => {
    let isUnderneath = false;
    // Before what floats has closed itself.
    const look = () => {
      isUnderneath = document.querySelector(FLOATING) !== null;
    };
    const onKey = (event: KeyboardEvent) => {
      const isAbove = event.target instanceof Element && event.target.closest('.ant-modal, dialog') !== null;
      if (event.key === 'Escape' && !event.defaultPrevented && !isAbove && !isUnderneath) onClose();
    };
    addEventListener('keydown', look, true);
    addEventListener('keydown', onKey);
    return () => {
      removeEventListener('keydown', look, true);
      removeEventListener('keydown', onKey);
    };
  }, [onClose]);
}
