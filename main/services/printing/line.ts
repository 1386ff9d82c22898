import { constants } from 'node:fs';
import { open, type FileHandle } from 'node:fs/promises';
import { connect, type Socket } from 'node:net';
import type { PrinterWay } from '#shared/ipc/printing-api';

/** An open way to a printer. Reading and writing throw when it breaks or takes too long. */
export interface PrinterLine {
  /** Whether anything can come back. */
  readonly isTwoWay: boolean;
  /** Resolves when the printer, or the machine on its way, has taken all of it. */
  write(bytes: Uint8Array, withinMs: number): Promise<void>;
  /** That many bytes; fewer where no more come within the time. */
  read(count: number, withinMs: number): Promise<Uint8Array>;
  /** Forgets what came unasked, such as the answer to an earlier question. */
  forget(): void;
  /** Hands over what was written and lets go. */
  close(): Promise<void>;
}

/** Opens the way; throws where there is none, before anything was sent. */
export const openLine = (way: PrinterWay, withinMs: number): Promise<PrinterLine> =>
  way.kind === 'network' ? openSocket(way, withinMs) : openDevice(way.path);

/** Time in which a printer takes leave. */
const LEAVE_MS = 2000;

async function openSocket({ host, port }: { host: string; port: number }, withinMs: number): Promise<PrinterLine> {
  const socket = connect({ host, port, noDelay: true });
  let failed: Error | null = null;
  let heard: number[] = [];
  let onHeard = () => {};
  socket.on('error', (error) => (failed = error));
  socket.on('close', () => {
    failed ??= new Error('the printer has closed the connection');
    onHeard();
  });
  socket.on('data', (bytes) => {
    // A printer says a few bytes; whatever else stands at that port may say no end of them.
    if (heard.length < 256) heard.push(...bytes.subarray(0, 256));
    onHeard();
  });
  try {
    await within(withinMs, (done, fail) => {
      socket.once('connect', done);
      socket.once('close', () => fail(failed ?? new Error('closed')));
    });
  } catch (thrown) {
    socket.destroy();
    throw thrown;
  }
  return {
    isTwoWay: true,
    write: (bytes, ms) =>
      within(ms, (done, fail) => {
        if (failed) return fail(failed);
        socket.once('close', () => fail(failed ?? new Error('closed')));
        socket.write(bytes, (error) => (error ? fail(error) : done()));
      }),
    read: async (count, ms) => {
      const until = Date.now() + ms;
      while (heard.length < count && Date.now() < until) {
        if (failed) throw failed;
        await new Promise<void>((resolve) => {
          const timer = setTimeout(resolve, until - Date.now());
          onHeard = () => {
            clearTimeout(timer);
            resolve();
          };
        });
      }
      const read = heard.slice(0, count);
      heard = heard.slice(count);
      return Uint8Array.from(read);
    },
    forget: () => (heard = []),
    close: () => leave(socket),
  };
}

async function leave(socket: Socket): Promise<void> {
  if (socket.destroyed) return;
  await within(LEAVE_MS, (done) => {
    socket.once('close', () => done());
    socket.end();
  }).catch(() => undefined);
  socket.destroy();
}

/** How long it is waited before a device is asked again whether it takes or gives more. */
const AGAIN_MS = 20;

/**
 * A printer at this machine's own port. On Linux it is asked without waiting (`O_NONBLOCK`), since a printer without paper would hold the call for ever; what
 * cannot be read from, as a share of Windows, prints and says nothing.
 */
async function openDevice(path: string): Promise<PrinterLine> {
  const { file, isTwoWay } = await openEitherWay(path);
  let isOver = false;
  return {
    isTwoWay,
    write: async (bytes, ms) => {
      const until = Date.now() + ms;
      for (let at = 0; at < bytes.length;) {
        if (Date.now() > until) throw new Error('the printer takes no more');
        try {
          at += (await file.write(bytes, at, bytes.length - at)).bytesWritten;
        } catch (thrown) {
          if (!isNotNow(thrown)) throw thrown;
          await pause();
        }
      }
    },
    read: async (count, ms) => {
      if (!isTwoWay) return new Uint8Array();
      const until = Date.now() + ms;
      const read: number[] = [];
      const buffer = new Uint8Array(count);
      while (read.length < count && Date.now() < until && !isOver) {
        const bytesRead = await file.read(buffer, 0, count - read.length, null).then(
          (answer) => answer.bytesRead,
          (thrown: unknown) => {
            if (isNotNow(thrown)) return 0;
            throw thrown;
          },
        );
        read.push(...buffer.subarray(0, bytesRead));
        if (bytesRead === 0) await pause();
      }
      return Uint8Array.from(read);
    },
    forget: () => {},
    close: async () => {
      isOver = true;
      await file.close();
    },
  };
}

async function openEitherWay(path: string): Promise<{ file: FileHandle; isTwoWay: boolean }> {
  if (process.platform === 'win32') return { file: await open(path, 'w'), isTwoWay: false };
  // Only what is there: a device that was unplugged is no place for a file of its name.
  try {
    const file = await open(path, constants.O_RDWR | constants.O_NONBLOCK);
    if ((await file.stat()).isCharacterDevice()) return { file, isTwoWay: true };
    await file.close();
  } catch (thrown) {
    if (!(thrown instanceof Error) || !('code' in thrown) || thrown.code === 'ENOENT') throw thrown;
  }
  return { file: await open(path, constants.O_WRONLY | constants.O_NONBLOCK | constants.O_APPEND), isTwoWay: false };
}

const isNotNow = (thrown: unknown): boolean =>
  thrown instanceof Error && 'code' in thrown && (thrown.code === 'EAGAIN' || thrown.code === 'EBUSY');
const pause = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, AGAIN_MS));

/** What `begin` comes to; throws when it takes longer. */
async function within(ms: number, begin: (done: () => void, fail: (error: Error) => void) => void): Promise<void> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  try {
    await new Promise<void>((done, fail) => {
      timer = setTimeout(() => fail(new Error('it took too long')), ms);
      begin(done, fail);
    });
  } finally {
    clearTimeout(timer);
  }
}
