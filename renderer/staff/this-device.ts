import { createContext, useContext } from 'react';

/** What this device is called at the station; '' while nobody has said. */
export const ThisDeviceContext = createContext('');

/** See `ThisDeviceContext`. */
export const useThisDevice = (): string => useContext(ThisDeviceContext);
