import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { openJournal, type Journal } from '#renderer/data/unsent/journal';
import { openJournalLog, type JournalEntry, type JournalFile } from '#renderer/data/unsent/journal-log';
import { memoryFile, memoryJournals, type MemoryJournals } from '#test/support/memory-journals';

const entry = (id: string, vectorKey = 'r:1', size = 20): JournalEntry => ({
  id,
  vectorKey,
  parcel: `box of ${id} ${vectorKey} ${'x'.repeat(size)}`,
});
const ids = (entries: readonly JournalEntry[]) => entries.map(({ id }) => id).sort();

describe('the file of a journal', () => {
  const pair = (journals: MemoryJournals): [JournalFile, JournalFile] => [
    memoryFile(journals, 'a'),
    memoryFile(journals, 'b'),
  ];
  const reopen = (journals: MemoryJournals) => openJournalLog(pair(journals));
  const bytesOf = (journals: MemoryJournals) =>
    [...journals.files.values()].reduce((sum, { length }) => sum + length, 0);

  it('holds what was put and not dropped, also after the page went away', () => {
    const journals = memoryJournals();
    const log = reopen(journals);
    log.write([entry('1'), entry('2'), entry('3', 'r:3,沈:1')], []);
    log.write([entry('4')], [entry('2')]);
    expect(ids(log.entries())).toEqual(['1', '3', '4']);
    expect(reopen(journals).entries()).toEqual(log.entries());
  });

  it('is empty, and takes no room, when nothing waits any more', () => {
    const journals = memoryJournals();
    const log = reopen(journals);
    log.write([entry('1'), entry('2')], []);
    log.write([], [entry('1'), entry('2')]);
    expect([bytesOf(journals), reopen(journals).entries()]).toEqual([0, []]);
    log.write([entry('3')], []);
    expect(ids(reopen(journals).entries())).toEqual(['3']);
  });

  it('passes over a line that the disk has spoilt, and reads the others', () => {
    const journals = memoryJournals();
    const log = reopen(journals);
    for (const id of ['1', '2', '3']) log.write([entry(id)], []);
    const [name, bytes] = [...journals.files].find(([, content]) => content.length > 0) ?? ['', new Uint8Array()];
    const at = Buffer.from(bytes).indexOf('box of 2');
    bytes[at] = (bytes[at] ?? 0) ^ 1;
    journals.files.set(name, bytes);
    const again = reopen(journals);
    expect(ids(again.entries())).toEqual(['1', '3']);
    again.write([entry('4')], []);
    expect(ids(reopen(journals).entries())).toEqual(['1', '3', '4']);
  });

  it('begins anew behind the last whole line when a crash cut one off, wherever it did', () => {
    const whole = memoryJournals();
    const log = reopen(whole);
    log.write([entry('1')], []);
    const [name = '', before] = [...whole.files].find(([, content]) => content.length > 0) ?? [];
    const size = before?.length ?? 0;
    log.write([entry('2')], []);
    const full = whole.files.get(name) ?? new Uint8Array();
    for (let cut = size; cut < full.length; cut += 1) {
      const journals = memoryJournals();
      journals.files.set(name, full.slice(0, cut));
      const again = reopen(journals);
      expect(ids(again.entries())).toEqual(['1']);
      again.write([entry('3')], []);
      expect(ids(reopen(journals).entries())).toEqual(['1', '3']);
    }
  });

  it('stays small while rows come and go beside one that waits for weeks', () => {
    const journals = memoryJournals();
    const log = reopen(journals);
    log.write([entry('waits')], []);
    for (let n = 0; n < 400; n += 1) {
      log.write([entry(`${n}`, 'r:1', 10_000)], []);
      log.write([], [entry(`${n}`, 'r:1', 10_000)]);
    }
    expect(bytesOf(journals)).toBeLessThan(700_000);
    expect(ids(reopen(journals).entries())).toEqual(['waits']);
  });

  it('loses nothing when a compaction is cut short at any byte', () => {
    const journals = memoryJournals();
    const log = reopen(journals);
    const named = (n: number) => entry(String(n).padStart(2, '0'), 'r:1', 9000);
    for (let n = 0; n < 90; n += 1) log.write([named(n)], []);
    const sizes = () => new Map([...journals.files].map(([name, bytes]) => [name, bytes.slice()]));
    let before = sizes();
    let dropped = 0;
    const emptyIn = (files: ReadonlyMap<string, Uint8Array>) =>
      [...files].flatMap(([name, bytes]) => (bytes.length === 0 ? [name] : []))[0] ?? '';
    const spare = emptyIn(before);
    while (emptyIn(journals.files) === spare) {
      before = sizes();
      log.write([], [named(dropped)]);
      dropped += 1;
    }
    const used = emptyIn(journals.files);
    const compacted = journals.files.get(spare) ?? new Uint8Array();
    const wanted = Array.from({ length: 90 - dropped }, (_, n) => named(n + dropped).id);
    for (let cut = 0; cut <= compacted.length; cut += 20_011) {
      const crashed = memoryJournals();
      crashed.files.set(used, new Uint8Array(before.get(used) ?? []));
      crashed.files.set(spare, compacted.slice(0, cut));
      const again = reopen(crashed);
      // The last drop was on its way: it is in neither file as they stood before.
      expect(ids(again.entries()).slice(-wanted.length)).toEqual(wanted);
      expect(again.entries().length).toBeLessThanOrEqual(wanted.length + 1);
      again.write([entry('zz')], [named(dropped)]);
      expect(ids(reopen(crashed).entries()).slice(-wanted.length)).toEqual([...wanted.slice(1), 'zz']);
    }
  });

  it('holds what it held when the disk is full', () => {
    const journals = memoryJournals();
    const log = reopen(journals);
    log.write([entry('1')], []);
    journals.quota = bytesOf(journals) + 50;
    expect(() => log.write([entry('2')], [entry('1')])).toThrow('full');
    expect(ids(log.entries())).toEqual(['1']);
    journals.quota = Infinity;
    log.write([entry('3')], []);
    expect(ids(reopen(journals).entries())).toEqual(['1', '3']);
  });

  it('agrees with a plain list after any history of puts, drops and reopenings', () => {
    const step = fc.oneof(
      fc.record({ kind: fc.constant('put' as const), id: fc.integer({ min: 0, max: 8 }), state: fc.nat(3) }),
      fc.record({ kind: fc.constant('drop' as const), id: fc.integer({ min: 0, max: 8 }), state: fc.nat(3) }),
      fc.record({ kind: fc.constant('reopen' as const) }),
    );
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
        const journals = memoryJournals();
        let log = reopen(journals);
        const wanted = new Map<string, JournalEntry>();
        for (const each of steps) {
          if (each.kind === 'reopen') log = reopen(journals);
          else {
            const one = entry(`${each.id}`, `r:${each.state}`, 60_000);
            const key = `${one.id} ${one.vectorKey}`;
            if (each.kind === 'put') log.write([one], []);
            else log.write([], [one]);
            if (each.kind === 'put') wanted.set(key, one);
            else wanted.delete(key);
          }
        }
        const sorted = (entries: Iterable<JournalEntry>) => [...entries].map((each) => each.parcel).sort();
        expect(sorted(reopen(journals).entries())).toEqual(sorted(wanted.values()));
      }),
      { numRuns: 60 },
    );
  });
});

describe('a journal that follows the outbox', () => {
  const NAME = 'linli2-qinghe-one';
  const openFor = (
    journals: MemoryJournals,
    queued: readonly JournalEntry[] = [],
    mostCharacters = 1_000_000,
  ): Journal & { end(): Promise<void> } => {
    const folder = journals.folder();
    const parcels = async (wanted: readonly string[]) => queued.filter(({ id }) => wanted.includes(id));
    const journal = openJournal({ folder, name: NAME, queued, parcels, mostCharacters });
    return {
      ...journal,
      async end() {
        await journal.close();
        await folder.end();
      },
    };
  };
  const inside = async (journals: MemoryJournals) => {
    const folder = journals.folder();
    const entries = await folder.open(NAME);
    await folder.end();
    return entries.map(({ id, vectorKey }) => `${id} ${vectorKey}`).sort();
  };

  it('holds the newest state of what waits and nothing of what was sent', async () => {
    const journals = memoryJournals();
    const journal = openFor(journals);
    journal.follow([entry('1'), entry('2')], []);
    journal.follow([entry('1', 'r:2')], []);
    await journal.idle();
    journal.follow([entry('1', 'r:3')], ['2']);
    await journal.end();
    expect(await inside(journals)).toEqual(['1 r:3']);
  });

  it('keeps a row that is queued again in the very state that was acknowledged a moment before', async () => {
    const journals = memoryJournals();
    const journal = openFor(journals);
    journal.follow([entry('1')], []);
    await journal.idle();
    journal.follow([], ['1']);
    journal.follow([entry('1')], []);
    await journal.end();
    expect(await inside(journals)).toEqual(['1 r:1']);
  });

  it('takes in at the opening what it missed, and lets go of what the outbox has moved past', async () => {
    const journals = memoryJournals();
    const first = openFor(journals);
    first.follow([entry('1'), entry('2')], []);
    await first.end();
    const again = openFor(journals, [entry('1', 'r:2'), entry('2'), entry('3')]);
    expect(await again.orphans()).toEqual([]);
    await again.end();
    expect(await inside(journals)).toEqual(['1 r:2', '2 r:1', '3 r:1']);
  });

  it('knows what the outbox has lost: rows that are gone, and states that are newer than the outbox’s own', async () => {
    const journals = memoryJournals();
    const first = openFor(journals);
    first.follow([entry('1'), entry('2', 'r:5'), entry('3', 'r:1')], []);
    await first.end();
    const again = openFor(journals, [entry('2', 'r:4'), entry('3', 'q:1')]);
    expect((await again.orphans()).map(({ id, vectorKey }) => `${id} ${vectorKey}`).sort()).toEqual([
      '1 r:1',
      '2 r:5',
      '3 r:1',
    ]);
    await again.settle([entry('1'), entry('2', 'r:5')]);
    await again.end();
    // What was not settled is asked for again; the outbox’s own states are in there too.
    expect(await inside(journals)).toEqual(['2 r:4', '3 q:1', '3 r:1']);
  });

  it('has forgotten what is given up before anybody drops it, and for good', async () => {
    const journals = memoryJournals();
    const journal = openFor(journals);
    journal.follow([entry('1'), entry('2')], []);
    await journal.forget([entry('1')]);
    expect(journals.files.size).toBeGreaterThan(0);
    const bytes = [...journals.files.values()].map((content) => Buffer.from(content).toString()).join('');
    expect(bytes).toContain('"d":[["1","r:1"]]');
    await journal.end();
    const again = openFor(journals, [entry('2')]);
    expect(await again.orphans()).toEqual([]);
    await again.end();
  });

  it('does not hold anybody up on a full disk, and is level again when there is room', async () => {
    const journals = memoryJournals();
    const journal = openFor(journals);
    journal.follow([entry('2')], []);
    await journal.idle();
    journals.quota = 1;
    journal.follow([entry('1')], []);
    await journal.idle();
    await expect(journal.forget([entry('9')])).rejects.toMatchObject({ code: 'device.storage-full' });
    journals.quota = Infinity;
    journal.follow([entry('3')], []);
    await journal.end();
    expect(await inside(journals)).toEqual(['2 r:1', '3 r:1']);
    const again = openFor(journals, [entry('1'), entry('2'), entry('3')]);
    await again.end();
    expect(await inside(journals)).toEqual(['1 r:1', '2 r:1', '3 r:1']);
  });

  it('says that nothing can be given up for good while it does not open', async () => {
    const journals = memoryJournals();
    const other = openFor(journals);
    other.follow([entry('1')], []);
    await other.idle();
    const folder = { ...journals.folder(), open: () => Promise.reject(new Error('locked')) };
    const journal = openJournal({ folder, name: NAME, queued: [], parcels: async () => [] });
    journal.follow([entry('2')], []);
    await expect(journal.forget([entry('1')])).rejects.toMatchObject({ code: 'device.storage-failed' });
    await journal.close();
    await other.end();
  });

  it('is never what fills the disk: beyond its share it keeps no more, and begins again when some has gone', async () => {
    const journals = memoryJournals();
    const journal = openFor(journals, [], 50_000);
    const large = (id: string) => entry(id, 'r:1', 20_000);
    journal.follow([large('1'), large('2'), large('3')], []);
    await journal.idle();
    journal.follow([], ['1']);
    journal.follow([large('4')], []);
    await journal.end();
    expect(await inside(journals)).toEqual(['2 r:1', '4 r:1']);
  });
});
