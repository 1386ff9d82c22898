import { createServer, type Server, type Socket } from 'node:net';

/**
 * A simulator of a ticket printer for China at TCP 9100: it takes bytes as the printer's own firmware does (ESC/POS as Epson's reference has it, Chinese in
 * GB 18030 after `FS &`) and keeps what would stand on the paper. It can be out of paper, open, slow, silent, or break off in the middle of a job.
 */
export interface PrinterSimulator {
  readonly port: number;
  /** What came out, in order; `cut` is where the knife fell. */
  readonly printed: readonly PrintedRow[];
  /** Commands that it does not know: a real one would print them as letters. */
  readonly unknown: readonly string[];
  /** Rows that were wider than the roll, which a printer goes on with in the next row. */
  readonly tooWide: readonly string[];
  /** How often somebody connected. */
  readonly connections: number;
  /** Changes how it is from now on. */
  be(change: Partial<PrinterMood>): void;
  stop(): Promise<void>;
}

export type PrintedRow =
  | { readonly kind: 'line'; readonly text: string; readonly size: number; readonly isBold: boolean }
  | { readonly kind: 'qr'; readonly text: string; readonly align: 'left' | 'center' | 'right'; readonly dots: number }
  | { readonly kind: 'cut' };

export interface PrinterMood {
  readonly paper: 'full' | 'low' | 'out';
  readonly isOpen: boolean;
  /** Says nothing about itself, as cheap ones do. */
  readonly isSilent: boolean;
  /** Its paper ends after so many rows. */
  readonly endsAfterRows: number;
  /** The connection breaks after so many bytes of it. */
  readonly breaksAfterBytes: number;
  /** Before it prints what came, ms. */
  readonly delayMs: number;
}

const GOOD: PrinterMood = {
  paper: 'full',
  isOpen: false,
  isSilent: false,
  endsAfterRows: Infinity,
  breaksAfterBytes: Infinity,
  delayMs: 0,
};

/** Starts one for a roll with so many columns. */
export async function startTicketPrinter(columns: number, port = 0): Promise<PrinterSimulator> {
  let mood = GOOD;
  let connections = 0;
  const paper = createPaper(columns);
  const sockets = new Set<Socket>();
  const server: Server = createServer((socket) => {
    connections += 1;
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    socket.on('error', () => undefined);
    const firmware = createFirmware(
      paper,
      () => mood,
      (bytes) => {
        if (!socket.destroyed) socket.write(Uint8Array.from(bytes));
      },
    );
    let came = 0;
    socket.on('data', (bytes) => {
      came += bytes.length;
      if (came > mood.breaksAfterBytes) {
        firmware.take(Uint8Array.from(bytes.subarray(0, Math.max(0, bytes.length - (came - mood.breaksAfterBytes)))));
        socket.resetAndDestroy();
        return;
      }
      firmware.take(Uint8Array.from(bytes));
    });
  });
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return {
    port: address.port,
    printed: paper.rows,
    unknown: paper.unknown,
    tooWide: paper.tooWide,
    get connections() {
      return connections;
    },
    be: (change) => (mood = { ...mood, ...change }),
    stop: () =>
      new Promise((resolve) => {
        for (const socket of sockets) socket.destroy();
        server.close(() => resolve());
      }),
  };
}

interface PaperInside {
  readonly rows: PrintedRow[];
  readonly unknown: string[];
  readonly tooWide: string[];
  readonly columns: number;
}

const createPaper = (columns: number): PaperInside => ({ rows: [], unknown: [], tooWide: [], columns });

/** What takes the bytes of one connection. */
function createFirmware(paper: PaperInside, mood: () => PrinterMood, answer: (bytes: readonly number[]) => void) {
  let buffer: number[] = [];
  let timer: NodeJS.Timeout | null = null;
  let printer = fresh();
  let code = { dots: 3, text: '' };

  function take(bytes: Uint8Array): void {
    // What is asked in real time is answered as it comes, whatever waits in the buffer.
    for (let at = 0; at < bytes.length; at += 1) {
      const isAsked = bytes[at] === 0x10 && bytes[at + 1] === 0x04;
      if (!isAsked) buffer.push(bytes[at] ?? 0);
      else {
        if (!mood().isSilent) answer([stateByte(bytes[at + 2] ?? 0, moodNow())]);
        at += 2;
      }
    }
    const { delayMs } = mood();
    if (delayMs === 0) return run();
    timer ??= setTimeout(() => {
      timer = null;
      run();
    }, delayMs);
  }

  function run(): void {
    for (let used = step(); used > 0; used = step()) buffer = buffer.slice(used);
  }

  /** With the roll as far as it has come by now. */
  const moodNow = (): PrinterMood => {
    const isOver = paper.rows.filter(({ kind }) => kind === 'line').length >= mood().endsAfterRows;
    return isOver ? { ...mood(), paper: 'out' } : mood();
  };
  const canPrint = () => moodNow().paper !== 'out' && !mood().isOpen;

  /** How many bytes of the buffer are done with; 0 where more has to come, or it stands still. */
  function step(): number {
    const [first, second, third] = buffer;
    if (first === undefined || !canPrint()) return 0;
    if (first === 0x0a) {
      endRow();
      return 1;
    }
    if (first === 0x0d) return 1;
    if (first === 0x1b || first === 0x1c || first === 0x1d) {
      if (second === undefined) return 0;
      return command(first, second, third);
    }
    if (first < 0x20) return strange([first], 1);
    if (first < 0x80) {
      put(String.fromCharCode(first), 1);
      return 1;
    }
    if (!printer.isChinese) {
      put('?', 1);
      return 1;
    }
    if (second === undefined) return 0;
    const isLong = second >= 0x30 && second <= 0x39;
    if (isLong && buffer.length < 4) return 0;
    const bytes = Uint8Array.from(buffer.slice(0, isLong ? 4 : 2));
    put(new TextDecoder('gb18030').decode(bytes), 2);
    return bytes.length;
  }

  function command(first: number, second: number, third: number | undefined): number {
    const name = `${String.fromCharCode(second)}`;
    if (first === 0x1b && name === '@') {
      printer = fresh();
      return 2;
    }
    if (first === 0x1c && (name === '&' || name === '.')) {
      printer.isChinese = name === '&';
      return 2;
    }
    if (third === undefined) return 0;
    if (first === 0x1b && name === 'M') return 3;
    if (first === 0x1b && name === 'E') {
      printer.isBold = (third & 1) === 1;
      return 3;
    }
    if (first === 0x1b && name === 'a') {
      printer.align = (['left', 'center', 'right'] as const)[third % 0x30] ?? 'left';
      return 3;
    }
    if (first === 0x1d && name === '!') {
      printer.size = (third & 7) + 1;
      if (third >> 4 !== (third & 7)) paper.unknown.push('letters that are not square');
      return 3;
    }
    if (first === 0x1d && name === 'V') {
      if (printer.row !== '') endRow();
      paper.rows.push({ kind: 'cut' });
      return 3;
    }
    if (first === 0x1d && name === 'r') {
      if (!mood().isSilent) answer([mood().paper === 'low' ? 0x03 : 0x00]);
      return 3;
    }
    if (first === 0x1d && name === '(' && third === 0x6b) return qr();
    return strange([first, second], 2);
  }

  function qr(): number {
    const [, , , low = 0, high = 0] = buffer;
    const length = low + high * 256;
    if (buffer.length < 5 || buffer.length < 5 + length) return 0;
    const [, action, ...parameters] = buffer.slice(5, 5 + length);
    if (action === 0x43) code = { ...code, dots: parameters[0] ?? 0 };
    else if (action === 0x50) code = { ...code, text: String.fromCharCode(...parameters.slice(1)) };
    else if (action === 0x51) paper.rows.push({ kind: 'qr', text: code.text, dots: code.dots, align: printer.align });
    else if (action !== 0x41 && action !== 0x45) paper.unknown.push(`GS ( k ${action}`);
    return 5 + length;
  }

  function put(letter: string, width: number): void {
    printer.row += letter;
    printer.width += width * printer.size;
    printer.largest = Math.max(printer.largest, printer.size);
    printer.wasBold ||= printer.isBold;
  }

  function endRow(): void {
    if (printer.width > paper.columns) paper.tooWide.push(printer.row);
    paper.rows.push({ kind: 'line', text: printer.row, size: printer.largest, isBold: printer.wasBold });
    printer = { ...printer, row: '', width: 0, largest: 1, wasBold: false };
  }

  function strange(bytes: readonly number[], used: number): number {
    paper.unknown.push(bytes.map((byte) => byte.toString(16)).join(' '));
    return used;
  }

  return { take };
}

const fresh = () => ({
  isChinese: false,
  isBold: false,
  size: 1,
  align: 'left' as 'left' | 'center' | 'right',
  row: '',
  width: 0,
  largest: 1,
  wasBold: false,
});

/** The answers to `DLE EOT n`; bits 1 and 4 always stand. */
function stateByte(kind: number, { paper, isOpen }: PrinterMood): number {
  const isOut = paper === 'out';
  if (kind === 1) return 0x12 | (isOut || isOpen ? 0x08 : 0);
  if (kind === 2) return 0x12 | (isOpen ? 0x04 : 0) | (isOut ? 0x20 : 0);
  return 0x12 | (paper === 'low' || isOut ? 0x0c : 0) | (isOut ? 0x60 : 0);
}
