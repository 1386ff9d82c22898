import { cpSync } from 'node:fs';
import { appendFile, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it, onTestFinished } from 'vitest';
import { USUAL_HALL } from '#shared/domain/queue/hall';
import type { QueueCommand } from '#shared/domain/queue/commands';
import { temporaryFolder } from '#test/support/temporary-folder';
import { CIPHER, MORNING, openHall, type TestHall } from './hall';

const DAY_MS = 86_400_000;

async function opened(folder: string, more: Parameters<typeof openHall>[1] = {}): Promise<TestHall> {
  const hall = await openHall(folder, more);
  onTestFinished(() => hall.queue.stop());
  return hall;
}

describe('the hall’s line', () => {
  it('gives A001, A002 in one group and B001 in another, and calls them in turn', async () => {
    const hall = await opened(await temporaryFolder());
    expect([await hall.take(), await hall.take(), await hall.take('B')]).toEqual(['A001', 'A002', 'B001']);
    await hall.sit(1, '3');
    expect(await hall.told(1, { kind: 'next', counter: '3' })).toBe('A001');
    expect(await hall.told(1, { kind: 'start', counter: '3', number: 'A001' })).toBe('A001');
    expect(await hall.told(1, { kind: 'next', counter: '3' })).toBe('A002');
    const { state } = await hall.queue.view();
    expect(state.waiting.map(({ number }) => number)).toEqual(['B001']);
    expect(state.at).toMatchObject([{ number: 'A002', state: 'called', counter: '3' }]);
    expect(state.counters.find(({ id }) => id === '3')).toMatchObject({ state: 'open', finished: 1 });
  });

  it('calls one number to one of two counters that ask at the same moment', async () => {
    const hall = await opened(await temporaryFolder());
    await Promise.all([hall.take(), hall.take(), hall.sit(1, '1'), hall.sit(3, '3')]);
    const called = await Promise.all([1, 3].map((id) => hall.told(id, { kind: 'next', counter: String(id) })));
    expect([...called].sort()).toEqual(['A001', 'A002']);
  });

  it('does a request once when it comes again, also after a restart', async () => {
    const folder = await temporaryFolder();
    const take = { kind: 'take', itemNumber: 'S017', group: null, priority: null, appointmentAtMs: null } as const;
    const first = await openHall(folder);
    expect(await first.ask(1, take, 'the-same-one')).toMatchObject({ number: 'C001' });
    expect(await first.ask(1, take, 'the-same-one')).toMatchObject({ number: 'C001' });
    await first.queue.stop();
    const again = await opened(folder);
    expect(await again.ask(1, take, 'the-same-one')).toMatchObject({ number: 'C001' });
    expect(await again.ask(2, take, 'the-same-one')).toMatchObject({ number: 'C002' });
  });

  it('lets nobody work at a counter where somebody else sits, until they take over', async () => {
    const hall = await opened(await temporaryFolder());
    await hall.take();
    expect(await hall.told(1, { kind: 'next', counter: '1' })).toBe('counter-closed');
    await hall.sit(1, '1');
    expect(await hall.told(2, { kind: 'next', counter: '1' })).toBe('counter-taken');
    expect(await hall.sit(2, '1')).toEqual({ outcome: 'refused', why: 'counter-taken' });
    expect(await hall.told(2, { kind: 'open', counter: '1', takesOver: true })).toBeNull();
    expect(await hall.told(2, { kind: 'next', counter: '1' })).toBe('A001');
    expect(await hall.told(1, { kind: 'next', counter: '1' })).toBe('counter-taken');
  });

  it('gives a called number up after three calls or a minute and not before, and takes who comes back', async () => {
    let nowMs = MORNING;
    const hall = await opened(await temporaryFolder(), { now: () => nowMs });
    await hall.take();
    await hall.take();
    await hall.sit(1, '1');
    await hall.told(1, { kind: 'next', counter: '1' });
    const miss = { kind: 'miss', counter: '1', number: 'A001' } as const;
    expect(await hall.told(1, miss)).toBe('too-soon');
    expect(await hall.told(1, { kind: 'next', counter: '1' })).toBe('too-soon');
    nowMs += USUAL_HALL.policy.missedAfterMs;
    expect(await hall.told(1, { kind: 'next', counter: '1' })).toBe('A002');
    expect((await hall.queue.board()).missed).toEqual(['A001']);
    expect(await hall.told(1, { kind: 'rejoin', number: 'A001' })).toBe('A001');
    for (const kind of ['recall', 'recall', 'miss'] as const)
      expect(await hall.told(1, { kind, counter: '1', number: 'A002' })).toBe('A002');
    nowMs += USUAL_HALL.policy.rejoinWithinMs + 1;
    expect(await hall.told(1, { kind: 'rejoin', number: 'A002' })).toBe('too-late');
  });

  it('sets a number aside, takes it up again and sends it to another window, where it keeps its place', async () => {
    const hall = await opened(await temporaryFolder());
    await hall.take();
    await hall.take('B');
    await Promise.all([hall.sit(1, '1'), hall.sit(2, '2')]);
    await hall.told(1, { kind: 'next', counter: '1' });
    for (const kind of ['start', 'hold'] as const) await hall.told(1, { kind, counter: '1', number: 'A001' });
    expect(await hall.told(1, { kind: 'close', counter: '1' })).toBeNull();
    await hall.sit(1, '1');
    expect(await hall.told(1, { kind: 'resume', counter: '1', number: 'A001' })).toBe('A001');
    const send = { kind: 'transfer', counter: '1', number: 'A001', group: 'B' } as const;
    expect(await hall.told(1, { ...send, to: '4' })).toBe('unknown-counter');
    expect(await hall.told(1, { ...send, to: null })).toBe('A001');
    expect(await hall.told(2, { kind: 'next', counter: '2' })).toBe('A001');
  });

  it('begins with 001 again after midnight, with every window closed, and keeps the day for the statistics', async () => {
    let nowMs = MORNING;
    const hall = await opened(await temporaryFolder(), { now: () => nowMs });
    await hall.take();
    await hall.sit(1, '1');
    await hall.told(1, { kind: 'next', counter: '1' });
    nowMs += 5 * 60_000;
    await hall.told(1, { kind: 'start', counter: '1', number: 'A001' });
    await hall.told(1, { kind: 'finish', counter: '1', number: 'A001' });
    nowMs += DAY_MS;
    expect(await hall.take()).toBe('A001');
    expect(await hall.told(1, { kind: 'next', counter: '1' })).toBe('counter-closed');
    const { whole, byCounter } = await hall.queue.statistics('2026-11-23', '2026-11-24');
    expect(whole).toMatchObject({ taken: 2, finished: 1, waitMs: 5 * 60_000 });
    expect(byCounter).toMatchObject([{ key: '1', finished: 1 }]);
    // Set back, the clock begins no day again.
    nowMs -= DAY_MS;
    expect(await hall.take()).toBe('A002');
  });

  it('refuses settings that would leave a number of today without a window', async () => {
    const hall = await opened(await temporaryFolder());
    await hall.take('C');
    const without = (letter: string) => ({
      ...USUAL_HALL,
      groups: USUAL_HALL.groups.filter((group) => group.letter !== letter),
    });
    const refused = await hall.queue.setHall('x', without('C'));
    expect(!refused.ok && refused.error.message).toContain('C');
    expect((await hall.queue.setHall('x', without('B'))).ok).toBe(true);
  });
});

describe('what is on the disk', () => {
  it(
    'is what was answered: numbers neither doubled nor left out, wherever the power goes',
    { timeout: 60_000 },
    async () => {
      const kind = fc.constantFrom('take', 'take', 'next', 'start', 'finish', 'hold', 'kill' as const);
      const step = fc.record({ kind, counter: fc.constantFrom('1', '3'), torn: fc.nat(60) });
      await fc.assert(
        fc.asyncProperty(fc.array(step, { minLength: 4, maxLength: 25 }), async (steps) => {
          let folder = await temporaryFolder();
          let hall = await openHall(folder);
          const taken: string[] = [];
          const finished = new Set<string>();
          for (const { kind, counter, torn } of steps) {
            const clerk = Number(counter);
            await hall.sit(clerk, counter);
            const { state } = await hall.queue.view();
            const number = state.at.find((each) => each.counter === counter && each.state !== 'held')?.number ?? 'A999';
            if (kind === 'take') taken.push(...(await Promise.all([hall.take(), hall.take()])));
            else if (kind === 'kill') {
              // Several are on their way when it happens; whoever has no answer asks again.
              const next = await temporaryFolder();
              taken.push(await hall.take());
              const under = [hall.take(), hall.take(), hall.take()];
              cpSync(folder, next, { recursive: true });
              const [file = ''] = await readdir(join(next, 'queue'));
              await appendFile(join(next, 'queue', file), 'x'.repeat(torn));
              await Promise.all(under);
              await hall.queue.stop();
              [folder, hall] = [next, await openHall(next)];
              const after = await hall.queue.statistics('2026-11-23', '2026-11-23');
              expect(after.whole.finished).toBe(finished.size);
              // Numbers of which nobody was told may be given now.
              expect(after.whole.taken).toBeGreaterThanOrEqual(taken.length);
              for (let count = taken.length; count < after.whole.taken; count += 1) taken.push('told to nobody');
            } else if (kind === 'next') {
              const before = number !== 'A999' && state.at.find((each) => each.number === number)?.state === 'serving';
              const answer = await hall.ask(clerk, { kind, counter });
              if (before && answer.outcome === 'done') finished.add(number);
            } else if (
              (await hall.told(clerk, { kind, counter, number } as QueueCommand)) === number &&
              kind === 'finish'
            )
              finished.add(number);
          }
          const numbers = taken.filter((number) => number !== 'told to nobody');
          expect(new Set(numbers).size).toBe(numbers.length);
          expect(Math.max(0, ...numbers.map((number) => Number(number.slice(1))))).toBeLessThanOrEqual(taken.length);
          await hall.queue.stop();
        }),
        { numRuns: 8 },
      );
    },
  );

  it('is refused whole when it cannot be written, and the next number is the one that was not given', async () => {
    let isFull = false;
    const cipher = {
      ...CIPHER,
      seal: (...given: Parameters<typeof CIPHER.seal>) => {
        if (isFull) throw new Error('no space left');
        return CIPHER.seal(...given);
      },
    };
    const hall = await opened(await temporaryFolder(), { cipher });
    expect(await hall.take()).toBe('A001');
    isFull = true;
    const both = await Promise.allSettled([hall.take(), hall.take()]);
    expect(both.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    isFull = false;
    expect(await hall.take()).toBe('A002');
    expect(hall.queue.health().ok).toBe(true);
  });

  it('gives no number twice after somebody has altered a line, and says so', async () => {
    const folder = await temporaryFolder();
    const first = await openHall(folder);
    for (let count = 0; count < 3; count += 1) await first.take();
    await first.queue.stop();
    const path = join(folder, 'queue', '2026-11-23.queue');
    const lines = (await readFile(path, 'utf8')).split('\n');
    expect(lines.join('')).not.toContain('A001');
    await writeFile(path, [lines[0], 'AAAA', lines[2], ''].join('\n'));
    const again = await opened(folder);
    expect(await again.take()).toBe('A102');
    expect(again.queue.health()).toMatchObject({ ok: false, facts: { damaged: 1 } });
  });
});
