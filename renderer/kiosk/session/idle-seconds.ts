import { createContext } from 'react';

/** Seconds left until the screen forgets, null while the clock stands still; apart from everything else, since it changes every second. */
export const IdleSeconds = createContext<number | null>(60);
