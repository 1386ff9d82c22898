import { openPouch } from './pouch';
import { openShelf, type Shelf } from './shelf';

/** The shelf in the PouchDB of that name. */
export const openPouchShelf = (name: string): Promise<Shelf> => openShelf(openPouch(name));
