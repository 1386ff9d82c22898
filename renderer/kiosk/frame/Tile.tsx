import { BigButton, type BigButtonProps } from './BigButton';

/** One of several ways on. */
export function Tile({ className = '', ...props }: Omit<BigButtonProps, 'look'>) {
  return <BigButton {...props} className={`kiosk-tile ${className}`} />;
}
