import type { Socket } from 'node:net';
import { Duplex } from 'node:stream';

/** What one client may send. */
export interface Limits {
  /** Largest packet. */
  readonly packetBytes: number;
  /** Messages a second, over ten seconds: beyond, it is read more slowly, and nothing is lost. */
  readonly messagesPerS: number;
}

/** A connection whose packets are measured before anybody collects them. */
export interface Metered extends Duplex {
  /** From here on the client may send so much. */
  allow(limits: Limits): void;
}

const PUBLISH = 3;
/** A length has four bytes at most. */
const MOST_LENGTH_BYTES = 4;
const BURST_S = 10;

/**
 * Passes a connection on. One that sends a packet beyond its limit is ended, after `tooLarge` was told; no more of the packet is read than its head.
 */
export function metered(socket: Socket, atFirst: Limits, tooLarge: (bytes: number) => void): Metered {
  let left = 0;
  let head: { readonly type: number; length: number; bytes: number } | null = null;
  let limits = atFirst;
  let allowance = limits.messagesPerS * BURST_S;
  let countedAtMs = performance.now();
  let pause: NodeJS.Timeout | null = null;

  /** Messages that begin in the chunk; null where a packet is too large. */
  function measure(chunk: Uint8Array): number | null {
    let messages = 0;
    let at = 0;
    while (at < chunk.length) {
      if (left > 0) {
        const taken = Math.min(left, chunk.length - at);
        left -= taken;
        at += taken;
        continue;
      }
      const byte = chunk[at] as number;
      at += 1;
      if (!head) {
        head = { type: byte >> 4, length: 0, bytes: 0 };
        continue;
      }
      head.length += (byte & 0x7f) * 128 ** head.bytes;
      head.bytes += 1;
      const isWhole = byte < 0x80;
      if (head.length > limits.packetBytes || (!isWhole && head.bytes === MOST_LENGTH_BYTES)) {
        tooLarge(head.length);
        return null;
      }
      if (!isWhole) continue;
      if (head.type === PUBLISH) messages += 1;
      left = head.length;
      head = null;
    }
    return messages;
  }

  /** How long the client has to wait before more is read of it, ms. */
  function waitFor(messages: number): number {
    const { messagesPerS } = limits;
    const nowMs = performance.now();
    allowance = Math.min(messagesPerS * BURST_S, allowance + ((nowMs - countedAtMs) / 1000) * messagesPerS) - messages;
    countedAtMs = nowMs;
    return allowance >= 0 ? 0 : (-allowance / messagesPerS) * 1000;
  }

  const connection = Object.assign(
    new Duplex({
      read: () => {
        if (pause === null) socket.resume();
      },
      write: (chunk: Uint8Array, _encoding, done) => void socket.write(chunk, done),
      final: (done) => void socket.end(done),
      destroy: (error, done) => {
        if (pause) clearTimeout(pause);
        socket.destroy();
        done(error);
      },
    }),
    {
      allow: (next: Limits) => {
        limits = next;
        allowance = next.messagesPerS * BURST_S;
      },
    },
  );

  socket.on('data', (chunk: Uint8Array) => {
    const messages = measure(chunk);
    if (messages === null) return void connection.destroy();
    if (!connection.push(chunk)) socket.pause();
    const waitMs = waitFor(messages);
    if (waitMs === 0) return;
    socket.pause();
    pause = setTimeout(() => {
      pause = null;
      socket.resume();
    }, waitMs);
  });
  socket.on('end', () => connection.push(null));
  socket.on('error', () => connection.destroy());
  socket.on('close', () => connection.destroy());
  return connection;
}
