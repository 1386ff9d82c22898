import { describe, expect, it } from 'vitest';
import { AppError } from '#shared/errors/app-error';
import type { PhotoPlace, PreparedPhoto } from '#shared/media/photo';
import type { TakingMoment } from '#renderer/data/index';
import { createPhotoAdding, TooManyPhotos } from '#renderer/features/media/adding';

const HERE: PhotoPlace = { latitude: 31.23, longitude: 121.47, accuracyM: 4 };
const file = (name: string) => new File(['x'], name);

/** A queue over a preparer that refuses what is called bad and takes its time. */
function setUp({ room = 30, place = async () => HERE as PhotoPlace | null } = {}) {
  const kept: string[] = [];
  const moments: TakingMoment[] = [];
  let running = 0;
  let most = 0;
  let isOver = false;
  const adding = createPhotoAdding({
    preparer: {
      async prepare(given, moment) {
        running += 1;
        most = Math.max(most, running);
        moments.push(moment);
        await new Promise((resolve) => setTimeout(resolve, 2));
        running -= 1;
        const { name } = given as File;
        if (name.startsWith('bad')) throw new AppError('photo.broken', name);
        return { mime: name } as unknown as PreparedPhoto;
      },
      end: () => void (isOver = true),
    },
    keep: async (photo) => void kept.push(photo.mime),
    place,
    nowMs: () => 1000,
    room: () => room - kept.length,
  });
  return { adding, kept, moments, most: () => most, isOver: () => isOver };
}

describe('adding photos', () => {
  it('goes one by one, and a bad file holds up no other', async () => {
    const { adding, kept, most, moments } = setUp();
    const steps = new Set<string>();
    adding.subscribe(() => adding.state().adding.forEach(({ step }) => steps.add(step)));
    adding.add([file('a'), file('bad'), file('b')]);
    adding.add([file('c')]);
    expect(adding.state().adding.map(({ name, step }) => [name, step])).toEqual(
      ['a', 'bad', 'b', 'c'].map((name) => [name, 'waiting']),
    );
    await adding.settled();
    expect(kept).toEqual(['a', 'b', 'c']);
    expect(most()).toBe(1);
    expect([...steps]).toEqual(['waiting', 'preparing', 'keeping']);
    expect(moments[0]).toEqual({ nowMs: 1000, place: HERE });
    const [refused, ...others] = adding.state().refused;
    expect(others).toEqual([]);
    expect(refused).toMatchObject({ name: 'bad', error: { code: 'photo.broken' } });
    adding.dismiss(refused?.key ?? 0);
    expect(adding.state()).toEqual({ adding: [], refused: [] });
  });

  it('waits for nothing that came while it waited to be done, either', async () => {
    const { adding, kept } = setUp();
    adding.add([file('a')]);
    const settled = adding.settled();
    adding.add([file('b')]);
    await settled;
    expect(kept).toEqual(['a', 'b']);
  });

  it('takes no more than there is room for, and says so of each', async () => {
    const { adding, kept } = setUp({ room: 2 });
    adding.add(['a', 'b', 'c', 'd'].map(file));
    await adding.settled();
    expect(kept).toEqual(['a', 'b']);
    expect(adding.state().refused.map(({ name, error }) => [name, error instanceof TooManyPhotos])).toEqual([
      ['c', true],
      ['d', true],
    ]);
  });

  it('goes on without a place where the device does not say one', async () => {
    const { adding, kept, moments } = setUp({ place: () => Promise.reject(new Error('no')) });
    adding.add([file('a')]);
    await adding.settled();
    expect(kept).toEqual(['a']);
    expect(moments[0]?.place).toBe(null);
  });

  it('keeps nothing after its end', async () => {
    const { adding, kept, isOver } = setUp();
    adding.add([file('a'), file('b')]);
    adding.end();
    await adding.settled();
    expect(kept).toEqual([]);
    expect(isOver()).toBe(true);
    expect(adding.state().refused).toEqual([]);
  });
});
