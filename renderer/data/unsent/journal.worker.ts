import { expose } from 'comlink';
import { opfsJournalPlace } from './journal-place';
import { createJournalFolder } from './journal-service';

/** The journals' own thread: files of the origin can be written in place nowhere else. */
expose(createJournalFolder(opfsJournalPlace()));
