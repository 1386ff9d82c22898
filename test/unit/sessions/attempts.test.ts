import { describe, expect, it } from 'vitest';
import { createAttempts, type Attempts } from '#main/services/sessions/attempts';

const NOW = 1_770_000_000_000;
/** Takes `times` attempts and tells how many were allowed. */
function allowed(
  attempts: Attempts,
  times: number,
  code: (at: number) => string,
  address: (at: number) => string,
): number {
  let count = 0;
  for (let at = 0; at < times; at += 1) if (attempts.take(code(at), address(at), NOW).allowed) count += 1;
  return count;
}

describe('trying passphrases', () => {
  it('stops after five for one person at one device, for about half a minute', () => {
    const attempts = createAttempts();
    expect(
      allowed(
        attempts,
        9,
        () => 'lijg',
        () => '192.168.1.20',
      ),
    ).toBe(5);
    expect(attempts.take('lijg', '192.168.1.20', NOW)).toEqual({ allowed: false, retryAfterMs: 30_000 });
    expect(attempts.take('lijg', '192.168.1.20', NOW + 30_000).allowed).toBe(true);
    expect(attempts.take('lijg', '192.168.1.20', NOW + 30_000).allowed).toBe(false);
  });

  it('does not stop the same person at another device', () => {
    const attempts = createAttempts();
    allowed(
      attempts,
      9,
      () => 'lijg',
      () => '192.168.1.20',
    );
    expect(attempts.take('lijg', '192.168.1.21', NOW).allowed).toBe(true);
  });

  it('stops a device that goes through staff codes', () => {
    expect(
      allowed(
        createAttempts(),
        200,
        (at) => `code${at}`,
        () => '192.168.1.20',
      ),
    ).toBe(30);
  });

  it('stops many devices that try one person', () => {
    expect(
      allowed(
        createAttempts(),
        500,
        () => 'lijg',
        (at) => `10.0.${at >> 8}.${at & 255}`,
      ),
    ).toBe(60);
  });

  it.each([
    ['the addresses of one IPv6 network', (at: number) => `fd00:1:2:3::${at.toString(16)}`],
    ['spellings of one address', (at: number) => (at % 2 ? '192.168.1.20' : '::ffff:192.168.1.20')],
    ['the zones of one address', (at: number) => `fd00:1:2:3::1%eth${at}`],
  ])('counts %s as one device', (_case, address) => {
    expect(allowed(createAttempts(), 100, (at) => `code${at}`, address)).toBe(30);
  });

  it('counts other IPv6 networks as other devices', () => {
    expect(
      allowed(
        createAttempts(),
        100,
        (at) => `code${at}`,
        (at) => `fd00:1:2:${at.toString(16)}::1`,
      ),
    ).toBe(100);
  });

  it('costs nothing when it succeeds', () => {
    const attempts = createAttempts();
    for (let at = 0; at < 100; at += 1) {
      const attempt = attempts.take('lijg', '192.168.1.20', NOW);
      if (!attempt.allowed) throw new Error(`refused at ${at}`);
      attempt.refund();
    }
  });

  it('is not opened by a clock that is set back', () => {
    const attempts = createAttempts();
    allowed(
      attempts,
      9,
      () => 'lijg',
      () => '192.168.1.20',
    );
    expect(attempts.take('lijg', '192.168.1.20', NOW - 86_400_000).allowed).toBe(false);
  });

  it('does not fill the memory of the host', () => {
    const attempts = createAttempts();
    for (let at = 0; at < 30_000; at += 1) attempts.take(`code${at}`, `10.1.${at >> 8}.${at & 255}`, NOW + at * 1000);
    expect(attempts.size()).toBeLessThan(6000);
  });
});
