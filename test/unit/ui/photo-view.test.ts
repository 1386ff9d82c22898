import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { drawnSize, moved, MOST_ZOOM, turned, WHOLE, zoomed, type View } from '#renderer/features/media/view';

const FRAME = { width: 800, height: 600 };
const PICTURE = { width: 2560, height: 1920 };
const MIDDLE = { x: 0, y: 0 };

describe('looking at a photo', () => {
  it('begins with all of it, never larger than it is', () => {
    expect(drawnSize(WHOLE, FRAME, PICTURE)).toEqual({ width: 800, height: 600 });
    expect(drawnSize(WHOLE, FRAME, { width: 320, height: 240 })).toEqual({ width: 320, height: 240 });
    expect(drawnSize(turned(WHOLE, 1), FRAME, PICTURE)).toEqual({ width: 600, height: 450 });
  });

  it('keeps what is under the finger where it is', () => {
    const view = zoomed(WHOLE, 2, { x: 100, y: -50 }, FRAME, PICTURE);
    expect(view).toEqual({ zoom: 2, x: -100, y: 50, turns: 0 });
  });

  it('goes no further than the edge, and back to the middle with the zoom', () => {
    const close = zoomed(WHOLE, 2, MIDDLE, FRAME, PICTURE);
    const aside = moved(close, { x: 5000, y: -5000 }, FRAME, PICTURE);
    expect([aside.x, aside.y]).toEqual([400, -300]);
    expect(zoomed(aside, 0.1, MIDDLE, FRAME, PICTURE)).toEqual(WHOLE);
    expect(moved(WHOLE, { x: 50, y: 50 }, FRAME, PICTURE)).toEqual(WHOLE);
  });

  it('turns all the way round, whole again each time', () => {
    let view: View = zoomed(WHOLE, 3, { x: 10, y: 10 }, FRAME, PICTURE);
    const seen = [1, 2, 3, 4].map(() => (view = turned(view, 1)).turns);
    expect(seen).toEqual([1, 2, 3, 0]);
    expect(view).toEqual(WHOLE);
    expect(turned(WHOLE, -1).turns).toBe(3);
  });

  it('stays within bounds whatever somebody does', () => {
    const step = fc.record({
      factor: fc.double({ min: 0.05, max: 20, noNaN: true }),
      x: fc.integer(),
      y: fc.integer(),
    });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 30 }), (all) => {
        let view: View = WHOLE;
        for (const { factor, x, y } of all) {
          view = moved(zoomed(view, factor, { x: x % 400, y: y % 300 }, FRAME, PICTURE), { x, y }, FRAME, PICTURE);
        }
        expect(view.zoom >= 1 && view.zoom <= MOST_ZOOM).toBe(true);
        expect(Math.abs(view.x) <= (800 * view.zoom - 800) / 2 + 0.001).toBe(true);
        expect(Math.abs(view.y) <= (600 * view.zoom - 600) / 2 + 0.001).toBe(true);
      }),
    );
  });
});
