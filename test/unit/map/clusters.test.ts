import { describe, expect, it } from 'vitest';
import {
  createClusterIndex,
  LAST_CLUSTERED_ZOOM,
  MARK,
  type Extent,
} from '../../../renderer/ui/map/layers/cluster-index';

const WORLD: Extent = [-180, -85, 180, 85];
const COUNT = 5000;

function town() {
  const positions = new Float64Array(COUNT * 2);
  const marks = new Uint8Array(COUNT);
  for (let at = 0; at < COUNT; at += 1) {
    positions[at * 2] = 118.78 + (at % 100) * 0.0002;
    positions[at * 2 + 1] = 32.04 + Math.floor(at / 100) * 0.0002;
    marks[at] = at % 50 === 0 ? MARK.crit : at % 10 === 0 ? MARK.warn : MARK.none;
  }
  return { positions, marks };
}

const sum = (values: Iterable<number>) => [...values].reduce((total, value) => total + value, 0);

describe('clustered points', () => {
  it('are all there at every level, with what is urgent and due among them', () => {
    const index = createClusterIndex();
    index.load(town());
    for (const zoom of [3, 12, 15.5, 17, 18, 20]) {
      const view = index.view(WORLD, zoom);
      expect(sum(view.counts)).toBe(COUNT);
      expect(sum(view.crit)).toBe(COUNT / 50);
      expect(sum(view.warn)).toBe(COUNT / 10 - COUNT / 50);
      expect(view.places.length).toBe(view.counts.length * 2);
    }
  });

  it('stand by themselves beyond the last clustered level, each under its own number', () => {
    const index = createClusterIndex();
    index.load(town());
    const view = index.view(WORLD, LAST_CLUSTERED_ZOOM + 1);
    expect(view.counts.length).toBe(COUNT);
    expect(new Set([...view.ids].map((id) => -1 - id))).toEqual(new Set(Array.from({ length: COUNT }, (_, at) => at)));
  });

  it('open at a level at which there are more than one', () => {
    const index = createClusterIndex();
    index.load(town());
    const view = index.view(WORLD, 10);
    const cluster = view.ids.find((id) => id >= 0) ?? -1;
    const opened = index.opensAt(cluster);
    expect(opened).toBeGreaterThan(10);
    expect(index.view(WORLD, opened).counts.length).toBeGreaterThan(view.counts.length);
  });

  it('hand out only what is seen', () => {
    const index = createClusterIndex();
    index.load(town());
    expect(index.view([0, 0, 1, 1], 18).counts.length).toBe(0);
  });
});
