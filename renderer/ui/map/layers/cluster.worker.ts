import { expose } from 'comlink';
import { createClusterIndex } from './cluster-index';

/** The thread in which points are clustered: 100,000 of them take it some hundred milliseconds, and the map goes on moving. */
expose(createClusterIndex());
