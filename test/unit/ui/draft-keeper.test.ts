import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createDraftKeeper, type SaveState } from '#renderer/data/forms/draft-keeper';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

/** A disk whose saves end when the test says so. */
function setUp() {
  const saves: { readonly value: string; finish(): void; fail(): void }[] = [];
  const states: SaveState[] = [];
  const keeper = createDraftKeeper<string>({
    delayMs: 250,
    onState: (state) => states.push(state),
    save: (value) =>
      new Promise((resolve, reject) => {
        saves.push({ value, finish: () => resolve(saves.length), fail: () => reject(new Error('full')) });
      }),
  });
  return { keeper, saves, states, last: () => states.at(-1) };
}

const settle = () => vi.advanceTimersByTimeAsync(0);

describe('a draft', () => {
  it('is on its way to disk 250 ms after the first letter, also while somebody types on', async () => {
    const { keeper, saves } = setUp();
    for (const text of ['膝', '膝盖', '膝盖疼']) {
      keeper.change(text);
      await vi.advanceTimersByTimeAsync(100);
    }
    expect(saves.map(({ value }) => value)).toEqual(['膝盖疼']);
  });

  it('is called saved only when the disk has it', async () => {
    const { keeper, saves, last } = setUp();
    keeper.change('a');
    await vi.advanceTimersByTimeAsync(250);
    expect(last()).toEqual({ kind: 'saving' });
    saves[0]?.finish();
    await settle();
    expect(last()).toEqual({ kind: 'saved', savedAtMs: 1 });
  });

  it('is not called saved when something newer waits', async () => {
    const { keeper, saves, states } = setUp();
    keeper.change('a');
    const flushed = keeper.flush();
    keeper.change('ab');
    saves[0]?.finish();
    await settle();
    expect(states.some(({ kind }) => kind === 'saved')).toBe(false);
    expect(saves.map(({ value }) => value)).toEqual(['a', 'ab']);
    saves[1]?.finish();
    await flushed;
    expect(states.at(-1)).toEqual({ kind: 'saved', savedAtMs: 2 });
  });

  it('that could not be saved says so and goes out with the next try', async () => {
    const { keeper, saves, last } = setUp();
    keeper.change('a');
    const first = keeper.flush();
    saves[0]?.fail();
    await first;
    expect(last()).toMatchObject({ kind: 'failed' });
    const second = keeper.flush();
    expect(saves[1]?.value).toBe('a');
    saves[1]?.finish();
    await second;
    expect(last()).toMatchObject({ kind: 'saved' });
  });

  it('never comes back once stopped: no save begins after', async () => {
    const { keeper, saves } = setUp();
    keeper.change('a');
    await keeper.stop();
    keeper.change('b');
    await vi.advanceTimersByTimeAsync(1000);
    await keeper.flush();
    expect(saves).toEqual([]);
  });

  it('stops only after the save under way has ended', async () => {
    const { keeper, saves } = setUp();
    keeper.change('a');
    void keeper.flush();
    let isStopped = false;
    const stopping = keeper.stop().then(() => {
      isStopped = true;
    });
    await settle();
    expect(isStopped).toBe(false);
    saves[0]?.finish();
    await stopping;
  });
});
