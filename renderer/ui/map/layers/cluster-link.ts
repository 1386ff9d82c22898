import { transfer, wrap } from 'comlink';
import type { ClusterIndex, ClusterPoints, ClusterView, Extent } from './cluster-index';

/** The clustered points, in a thread of their own. */
export interface Clusters {
  /** Resolves when they are there; what `points` holds is given away. */
  load(points: ClusterPoints): Promise<void>;
  view(extent: Extent, zoom: number): Promise<ClusterView>;
  opensAt(clusterId: number): Promise<number>;
  close(): void;
}

/** Starts the thread. */
export function startClusters(): Clusters {
  const worker = new Worker(new URL('./cluster.worker.ts', import.meta.url), { type: 'module', name: 'clusters' });
  const index = wrap<ClusterIndex>(worker);
  return {
    load: (points) => index.load(transfer(points, [points.positions.buffer, points.marks.buffer])),
    view: (extent, zoom) => index.view(extent, zoom),
    opensAt: (clusterId) => index.opensAt(clusterId),
    close: () => worker.terminate(),
  };
}
