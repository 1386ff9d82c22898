import { useCallback } from 'react';
import { useScanner } from '../use-scanner';
import { useLookUp } from './use-look-up';

/** Opens whatever a receipt or ticket leads to that is held before the scanner. */
export function useReceiptScanner(isOn: boolean): void {
  const { lookUp } = useLookUp('go');
  useScanner(
    isOn,
    useCallback((text) => void lookUp(text), [lookUp]),
  );
}
