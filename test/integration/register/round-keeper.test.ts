import { BehaviorSubject } from 'rxjs';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { USUAL_VISIT_TABLE } from '#shared/domain/visits/plan-table';
import type { RegisterState, RoundQuestion, RoundRow } from '#renderer/data/index';
import { BUILDING_MS, createRoundKeeper } from '#renderer/features/visits/round-keeper';

const question = (today: string): RoundQuestion => ({
  today,
  intervals: { elderly: 90, child: 180, disabled: 60, livingAlone: 30 },
  levelDays: USUAL_VISIT_TABLE.levelDays,
});
const rowsOf = (...names: readonly string[]) =>
  names.map((name) => ({ person: { name } })) as unknown as readonly RoundRow[];

/** A register whose answers come when the test lets them. */
function slowRegister(kind: RegisterState['kind']) {
  const state$ = new BehaviorSubject<RegisterState>({ kind, records: 0 });
  const version$ = new BehaviorSubject(0);
  const held: { answer(rows: readonly RoundRow[]): Promise<void>; fail(): Promise<void> }[] = [];
  const asked: string[] = [];
  const settled = () => new Promise<void>((resolve) => queueMicrotask(() => queueMicrotask(resolve)));
  return {
    state$,
    asked,
    held,
    change: () => version$.next(version$.value + 1),
    round: ({ today }: RoundQuestion) =>
      new Promise<readonly RoundRow[]>((resolve, reject) => {
        asked.push(today);
        held.push({
          answer: (rows) => (resolve(rows), settled()),
          fail: () => (reject(new Error('gone')), settled()),
        });
      }),
    version$,
  };
}

describe('the round on the screen', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it('is asked for once at a time, and again when the register has changed meanwhile', async () => {
    const register = slowRegister('ready');
    const keeper = createRoundKeeper(register);
    const stop = keeper.follow();
    expect(register.asked).toEqual([]);
    keeper.ask(question('2026-11-23'));
    register.change();
    register.change();
    expect([register.asked.length, keeper.read().rows]).toEqual([1, undefined]);
    await register.held.shift()?.answer(rowsOf('何秀兰'));
    expect(keeper.read().rows).toHaveLength(1);
    expect(register.asked).toHaveLength(2);
    await register.held.shift()?.answer(rowsOf('何秀兰', '沈桂英'));
    expect(keeper.read().rows).toHaveLength(2);
    expect(register.asked).toHaveLength(2);
    stop();
    register.change();
    expect(register.asked).toHaveLength(2);
  });

  it('grows once a second while a first sync brings people, and at once after that', async () => {
    const register = slowRegister('building');
    const keeper = createRoundKeeper(register);
    keeper.follow();
    keeper.ask(question('2026-11-23'));
    await register.held.shift()?.answer(rowsOf());
    // Nobody yet is not nobody.
    expect(keeper.read().rows).toBeUndefined();
    for (let n = 0; n < 5; n += 1) register.change();
    expect(register.asked).toHaveLength(1);
    vi.advanceTimersByTime(BUILDING_MS);
    expect(register.asked).toHaveLength(2);
    await register.held.shift()?.answer(rowsOf('何秀兰'));
    expect(keeper.read().rows).toHaveLength(1);
    register.change();
    expect(register.asked).toHaveLength(2);
    register.state$.next({ kind: 'ready', records: 1 });
    register.change();
    expect(register.asked).toHaveLength(3);
  });

  it('says that nobody has to be visited when everything has been read', async () => {
    const register = slowRegister('building');
    const keeper = createRoundKeeper(register);
    keeper.follow();
    keeper.ask(question('2026-11-23'));
    const nobody = rowsOf();
    await register.held.shift()?.answer(nobody);
    register.state$.next({ kind: 'ready', records: 0 });
    register.change();
    await register.held.shift()?.answer(nobody);
    expect(keeper.read().rows).toEqual([]);
  });

  it('keeps what it had when an answer fails, says so, and is all right again after another try', async () => {
    const register = slowRegister('ready');
    const keeper = createRoundKeeper(register);
    const told = vi.fn();
    keeper.subscribe(told);
    keeper.follow();
    keeper.ask(question('2026-11-23'));
    await register.held.shift()?.answer(rowsOf('何秀兰'));
    keeper.ask(question('2026-11-24'));
    await register.held.shift()?.fail();
    expect(keeper.read().rows).toHaveLength(1);
    expect(keeper.read().failure).toBeInstanceOf(Error);
    expect(register.asked).toHaveLength(2);
    keeper.retry();
    expect(register.asked).toEqual(['2026-11-23', '2026-11-24', '2026-11-24']);
    await register.held.shift()?.answer(rowsOf('沈桂英'));
    expect(keeper.read()).toMatchObject({ failure: null, rows: [{ person: { name: '沈桂英' } }] });
    expect(told).toHaveBeenCalledTimes(3);
  });
});
