import { expose } from 'comlink';
import { createBoundaryService } from './boundary-service';

/** The thread in which boundaries are checked while somebody draws: grids of 10,000 corners take longer than a frame. */
expose(createBoundaryService());
