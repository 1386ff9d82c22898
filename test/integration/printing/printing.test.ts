import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { widthOf } from '#shared/domain/paper/letters';
import { trialPaper } from '#shared/domain/paper/papers';
import {
  kioskPrintSchema,
  printSchema,
  setPrinterSchema,
  type KioskPrintWish,
  type SetPrinter,
} from '#shared/ipc/printing-api';
import { uid } from '#test/support/builders';
import { startTicketPrinter, type PrintedRow, type PrinterSimulator } from '#test/support/ticket-printer';
import { temporaryFolder } from '#test/support/temporary-folder';
import { AT_MS, DAY, KIOSK, LIN, LINKS, openHall, printerAt, WANG } from './hall';

const stops: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const stop of stops.splice(0).reverse()) await stop();
});

const PAPER = trialPaper({ station: '和平社区', printer: '窗口', width: 80, atMs: AT_MS }, 'zh');

async function printer(columns = 48): Promise<PrinterSimulator> {
  const made = await startTicketPrinter(columns);
  stops.push(made.stop);
  return made;
}

async function hallWith(settings: SetPrinter | null = null, folder?: string) {
  const hall = await openHall(folder);
  stops.push(hall.stop);
  if (settings) await hall.printing.set(LIN, settings);
  const [set] = (await hall.printing.list(LIN)).printers;
  const kiosk = (wish: KioskPrintWish) => hall.printing.atKiosk(KIOSK, kioskPrintSchema.parse(wish), LINKS);
  let request = 0;
  const desk = (staff = LIN, id = set?.id ?? null) =>
    hall.printing.atCounter(staff, { request: `press-${(request += 1)}000`, printer: id, paper: PAPER });
  const ask = (command: Parameters<typeof hall.queue.ask>[2], by = LIN) =>
    hall.queue.ask({ kind: 'staff', uid: by }, `ask-${(request += 1)}000`, command);
  return { ...hall, kiosk, desk, ask, id: set?.id ?? '' };
}

const texts = (rows: readonly PrintedRow[]) =>
  rows.map((row) => (row.kind === 'line' ? row.text : row.kind === 'qr' ? `[${row.text}]` : '✂'));
/** Before the feed to the knife. */
const written = (rows: readonly PrintedRow[]) => texts(rows).filter((text) => text !== '');

const take = { kind: 'take', group: 'A', itemNumber: 'S001', priority: null, appointmentAtMs: null } as const;

describe('a ticket from a kiosk', () => {
  it.each([
    [58, 32],
    [80, 48],
  ] as const)(
    'comes out of a printer for %d mm with number, place, wait, materials and code, and is cut',
    async (width, columns) => {
      const simulator = await printer(columns);
      const { kiosk, ask } = await hallWith(printerAt(simulator.port, { width }));
      await ask({ kind: 'open', counter: '1', takesOver: false });
      await ask({ ...take, itemNumber: null });
      await ask(take);
      expect(await kiosk({ what: 'ticket', number: 'A002', day: DAY })).toEqual({ outcome: 'printed', state: 'ready' });

      const rows = simulator.printed;
      const lines = written(rows).map((text) => text.trim());
      expect(lines.slice(0, 5)).toEqual(['和平社区服务中心', '排队号', 'A002', '前面还有 1 人', '大约等 16 分钟']);
      expect(rows).toContainEqual({ kind: 'line', text: expect.stringMatching(/^ +A002$/), size: 4, isBold: true });
      expect(lines).toContain('1. 居民身份证');
      expect(rows).toContainEqual({
        ...{ kind: 'qr', text: 'https://linli.example/t/A002-7KQ4M2XR', align: 'center' },
        dots: expect.any(Number),
      });
      expect(texts(rows).lastIndexOf('✂')).toBeGreaterThan(
        texts(rows).indexOf('[https://linli.example/t/A002-7KQ4M2XR]'),
      );
      expect(simulator.unknown).toEqual([]);
      expect(simulator.tooWide).toEqual([]);
      for (const row of rows)
        if (row.kind === 'line') expect(widthOf(row.text) * row.size).toBeLessThanOrEqual(columns);
    },
  );

  it('is for a number of today alone', async () => {
    const simulator = await printer();
    const { kiosk, ask } = await hallWith(printerAt(simulator.port));
    await ask(take);
    expect(await kiosk({ what: 'ticket', number: 'A009', day: DAY })).toBeNull();
    expect(await kiosk({ what: 'ticket', number: 'A001', day: '2026-11-25' })).toBeNull();
    expect(simulator.printed).toEqual([]);
  });

  it('comes in English where the kiosk speaks it', async () => {
    const simulator = await printer();
    const { kiosk, ask } = await hallWith(printerAt(simulator.port));
    await ask(take);
    await kiosk({ what: 'ticket', number: 'A001', day: DAY, locale: 'en' });
    expect(written(simulator.printed).map((text) => text.trim())).toContain('Your number');
  });
});

describe('other papers of a kiosk', () => {
  it('are the materials of an item and the receipt of an application, without a name', async () => {
    const simulator = await printer();
    const { kiosk } = await hallWith(printerAt(simulator.port));
    expect(await kiosk({ what: 'materials', itemNumber: 'S001' })).toMatchObject({ outcome: 'printed' });
    expect(await kiosk({ what: 'materials', itemNumber: 'S999' })).toBeNull();
    expect(await kiosk({ what: 'receipt', receipt: 'AB12CD34' })).toMatchObject({ outcome: 'printed' });
    expect(await kiosk({ what: 'receipt', receipt: 'ZZZZZZZZ' })).toBeNull();
    const lines = written(simulator.printed).map((text) => text.trim());
    expect(lines.filter((text) => text === '✂')).toHaveLength(2);
    expect(lines).toContain('办事材料清单');
    expect(lines).toContain('AB12-CD34');
    expect(lines).toContain('[https://linli.example/p/AB12CD34]');
  });

  it('come out once for a press, however often it is sent', async () => {
    const simulator = await printer();
    const { kiosk } = await hallWith(printerAt(simulator.port));
    const wish = { what: 'materials', itemNumber: 'S001', request: 'press-0001' } as const;
    const both = await Promise.all([kiosk(wish), kiosk(wish)]);
    expect([...both, await kiosk(wish)].map((each) => each?.outcome)).toEqual(['printed', 'printed', 'printed']);
    expect(simulator.printed.filter(({ kind }) => kind === 'cut')).toHaveLength(1);
  });
});

describe('a printer that cannot print', () => {
  it.each([
    ['no paper', { paper: 'out' }, { outcome: 'no-paper', state: 'no-paper' }],
    ['an open cover', { isOpen: true }, { outcome: 'cover-open', state: 'cover-open' }],
  ] as const)('says %s, and nothing is sent', async (_what, mood, answer) => {
    const simulator = await printer();
    simulator.be(mood);
    const { desk, printing } = await hallWith(printerAt(simulator.port));
    expect(await desk()).toMatchObject(answer);
    expect((await printing.list(LIN)).printers[0]).toMatchObject({ state: answer.state, atMs: AT_MS, waiting: 0 });
    // Put right, it prints: and the paper before is not among it.
    simulator.be({ paper: 'full', isOpen: false });
    expect(await desk()).toMatchObject({ outcome: 'printed', state: 'ready' });
    expect(simulator.printed.filter(({ kind }) => kind === 'cut')).toHaveLength(1);
  });

  it('is away where nobody answers, after it was tried twice', async () => {
    const simulator = await printer();
    await simulator.stop();
    const { desk, log } = await hallWith(printerAt(simulator.port));
    expect(await desk()).toMatchObject({ outcome: 'away', printer: '大厅取号机', state: 'away' });
    expect(log.lines).toContainEqual(expect.objectContaining({ level: 'warn', event: 'printing.away' }));
  });

  it('that comes back between the two tries prints', async () => {
    const before = await printer();
    await before.stop();
    const { desk } = await hallWith(printerAt(before.port));
    const asked = desk();
    const back = await startTicketPrinter(48, before.port);
    stops.push(back.stop);
    expect(await asked).toMatchObject({ outcome: 'printed' });
  });

  it('that breaks off while it prints is unsure, and nothing is sent again', async () => {
    const simulator = await printer();
    simulator.be({ breaksAfterBytes: 200 });
    const { desk } = await hallWith(printerAt(simulator.port));
    expect(await desk()).toMatchObject({ outcome: 'unsure', state: 'away' });
    expect(simulator.connections).toBe(1);
    expect(simulator.printed.length).toBeGreaterThan(0);
  });

  it('whose roll ends while it prints is unsure too, and says why', async () => {
    const simulator = await printer();
    simulator.be({ endsAfterRows: 4 });
    const { desk } = await hallWith(printerAt(simulator.port));
    expect(await desk()).toMatchObject({ outcome: 'unsure', state: 'no-paper' });
    expect(simulator.connections).toBe(1);
  });

  it('that says nothing about itself prints all the same', async () => {
    const simulator = await printer();
    simulator.be({ isSilent: true });
    const { desk } = await hallWith(printerAt(simulator.port));
    expect(await desk()).toMatchObject({ outcome: 'printed', state: 'unknown' });
    expect(simulator.printed.at(-2)).toEqual({ kind: 'cut' });
  });

  it('tells when the roll is nearly used up', async () => {
    const simulator = await printer();
    simulator.be({ paper: 'low' });
    const { desk, printing, id } = await hallWith(printerAt(simulator.port));
    expect(await desk()).toMatchObject({ outcome: 'printed', state: 'paper-low' });
    expect(await printing.state(id)).toEqual({ ok: true, value: { state: 'paper-low' } });
  });

  it('lets no more than twenty papers wait', async () => {
    const simulator = await printer();
    simulator.be({ delayMs: 30 });
    const { desk } = await hallWith(printerAt(simulator.port));
    const answers = await Promise.all(Array.from({ length: 24 }, () => desk()));
    expect(answers.filter(({ outcome }) => outcome === 'busy')).toHaveLength(4);
    expect(simulator.printed.filter(({ kind }) => kind === 'cut')).toHaveLength(20);
  });
});

describe('at the counter', () => {
  it('prints at the window where somebody sits', async () => {
    const [first, second] = [await printer(), await printer()];
    const { printing, ask, desk } = await hallWith(printerAt(first.port));
    await printing.set(LIN, printerAt(second.port, { name: '3号窗口', counters: ['3'], kiosks: [] }));
    expect(await desk(WANG, null)).toEqual({ outcome: 'no-printer', printer: null, state: 'unknown' });
    await ask({ kind: 'open', counter: '3', takesOver: false }, WANG);
    expect(await desk(WANG, null)).toMatchObject({ outcome: 'printed', printer: '3号窗口' });
    const seen = await printing.list(WANG);
    expect(seen.own).toBe(seen.printers[1]?.id);
    expect((await printing.list(LIN)).own).toBeNull();
    expect([first.printed.length, second.printed.length > 0]).toEqual([0, true]);
  });

  it('prints at this machine’s own port, as far as it can be heard', async () => {
    const device = path.join(await temporaryFolder(), 'lp0');
    await writeFile(device, '');
    const { printing, desk } = await hallWith();
    // The path is checked where it comes in; here it leads to a file, which takes bytes and says nothing.
    const set = await printing.set(
      LIN,
      printerAt(1, { way: { kind: 'device', path: device }, width: 58, cuts: false }),
    );
    const id = set.ok ? (set.value.printers[0]?.id ?? '') : '';
    expect(await desk(LIN, id)).toMatchObject({ outcome: 'printed', state: 'unknown' });
    const bytes = await readFile(device);
    expect(bytes.subarray(0, 2).toString('hex')).toBe('1b40');
    expect(new TextDecoder('gb18030').decode(new Uint8Array(bytes))).toContain('邻里工作站');
    expect(await desk(LIN, uid(77))).toMatchObject({ outcome: 'no-printer' });
  });
});

describe('the settings', () => {
  it('stay when the host goes, are audited, and give a kiosk or window one printer', async () => {
    const folder = await temporaryFolder();
    const first = await hallWith(printerAt(9100), folder);
    const added = await first.printing.set(LIN, printerAt(9101, { name: '2号窗口', counters: ['1', '2'] }));
    expect(added.ok && added.value.printers.map(({ name, kiosks, counters }) => [name, kiosks, counters])).toEqual([
      ['大厅取号机', [], []],
      ['2号窗口', [KIOSK], ['1', '2']],
    ]);
    expect(first.printing.serves(KIOSK)).toBe(true);
    await first.printing.remove(LIN, first.id);
    expect(await first.printing.remove(LIN, first.id)).toMatchObject({ ok: false });
    expect(first.audited.map(({ kind, by, detail }) => [kind, by, detail])).toEqual([
      ['printer-set', LIN, 'network 80'],
      ['printer-set', LIN, 'network 80'],
      ['printer-removed', LIN, null],
    ]);
    const again = await hallWith(null, folder);
    expect((await again.printing.list(LIN)).printers).toMatchObject([
      { name: '2号窗口', state: 'unknown', atMs: null },
    ]);
  });

  it('take a printer’s device and nothing else of the machine', () => {
    const device = (to: string) =>
      setPrinterSchema.safeParse(printerAt(1, { way: { kind: 'device', path: to } })).success;
    for (const path of ['/dev/usb/lp0', '/dev/lp1', 'LPT1', '\\\\PC-1\\小票']) expect(device(path), path).toBe(true);
    for (const path of ['/etc/passwd', '/dev/sda', '/dev/usb/../sda', '\\\\PC\\a\\b', 'C:\\x', '/dev/usb/lp0\n', ''])
      expect(device(path), path).toBe(false);
    const host = (name: string) =>
      setPrinterSchema.safeParse(printerAt(1, { way: { kind: 'network', host: name, port: 9100 } })).success;
    for (const name of ['192.168.1.50', 'printer-1.lan']) expect(host(name), name).toBe(true);
    for (const name of ['', '-x', 'a b', 'a/b', 'http://a']) expect(host(name), name).toBe(false);
  });

  it('take no paper with commands in it', () => {
    const paper = (text: string) => ({ parts: [{ kind: 'text', text, size: 1, align: 'left', isBold: false }] });
    const fits = (text: string) =>
      printSchema.safeParse({ request: 'press-0001', printer: null, paper: paper(text) }).success;
    expect(fits('前面还有 3 人')).toBe(true);
    for (const text of ['\u001b@', '\u001dV0', 'a\nb', '\u0010\u0004\u0001', '\ud800']) expect(fits(text)).toBe(false);
  });
});
