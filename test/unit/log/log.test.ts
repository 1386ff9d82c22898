import { appendFileSync, mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { AppError } from '#shared/errors/app-error';
import { errorFields } from '#main/services/error-fields';
import { openLog } from '#main/services/log/log';
import { prettyLine } from '#main/services/log/pretty';
import type { LogFields } from '#main/services/ports';

const NAME = '王秀英';
const PHONE = '13912345678';
const UID = '01J00000000000000000000000';
let folder = '';
let echoed: string[] = [];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'linli-log-'));
  echoed = [];
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const open = (more: { maxBytes?: number; keep?: number } = {}) =>
  openLog({ folder, echo: (line) => echoed.push(line), now: () => Date.UTC(2026, 2, 4), ...more });

/** Everything under the folder, and what went to the terminal, in every way a text may have been written down. */
function finds(needle: string): boolean {
  const escaped = [...needle].map((char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`).join('');
  const bytes = [
    ...readdirSync(folder).map((name) => readFileSync(join(folder, name))),
    Buffer.from(readdirSync(folder).join('\n') + echoed.join('')),
  ];
  return bytes.some((content) =>
    [Buffer.from(needle), Buffer.from(needle, 'utf16le'), Buffer.from(escaped), Buffer.from(encodeURI(needle))].some(
      (form) => content.includes(form),
    ),
  );
}

const written = () =>
  readFileSync(join(folder, 'host.log'), 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>);

describe('the log', () => {
  it('keeps ids, codes and counts', () => {
    open().warn('gateway.row-refused', {
      db: 'grid-qinghe-1',
      id: `visit~qinghe-1~${UID}`,
      code: 'row.clock',
      rows: 3,
    });
    expect(written()).toEqual([
      {
        level: 'warn',
        at: '2026-03-04T00:00:00.000Z',
        event: 'gateway.row-refused',
        db: 'grid-qinghe-1',
        id: `visit~qinghe-1~${UID}`,
        code: 'row.clock',
        rows: 3,
      },
    ]);
  });

  const planted: [string, LogFields][] = [
    ['as a staff id', { staff: NAME }],
    ['as a staff id, in letters', { staff: 'wangxiuying' }],
    ['as the key of a document id', { id: `person~qinghe-1~${NAME}` }],
    ['as a database', { db: NAME }],
    ['as an error code', { code: NAME }],
    ['as a route', { route: `/hub/${NAME}` }],
    ['as a place in the code', { where: `${NAME}.ts:1` }],
    ['as a field of its own', { name: NAME }],
    ['as the name of a field', { [NAME]: true }],
  ];
  it.each(planted)('does not write a name given %s, in whatever level', (_case, fields) => {
    const log = open();
    log.info('session.opened', fields);
    log.warn('session.opened', fields);
    log.error('session.opened', fields);
    expect(written()).toHaveLength(3);
    expect(written()[0]).toMatchObject({ event: 'session.opened', dropped: 1 });
    expect(finds(NAME) || finds('wangxiuying')).toBe(false);
  });

  it('does not write a name given as the event', () => {
    open().info(`${NAME} 登录`);
    expect(written()[0]).toMatchObject({ event: 'log.unnamed' });
    expect(finds(NAME)).toBe(false);
  });

  it.each([
    ['a count', { count: Number(PHONE) }],
    ['text', { count: PHONE }],
    ['a sequence', { seq: PHONE }],
  ])('does not write a phone number given as %s', (_case, fields) => {
    open().info('session.opened', fields);
    expect(written()[0]).toMatchObject({ dropped: 1 });
    expect(finds(PHONE)).toBe(false);
  });

  it('would be caught by this test: a name written around it is found', () => {
    open().info('session.opened', { staff: UID });
    expect(finds(NAME)).toBe(false);
    appendFileSync(join(folder, 'host.log'), `{"staff":"${NAME}"}\n`);
    expect(finds(NAME)).toBe(true);
  });

  it('begins a new file when one is full, and keeps only so many', () => {
    const log = open({ maxBytes: 300, keep: 2 });
    for (let count = 0; count < 40; count += 1) log.info('tick', { count });
    expect(readdirSync(folder).sort()).toEqual(['host.1.log', 'host.2.log', 'host.log']);
    expect(written().at(-1)).toMatchObject({ count: 39 });
    for (const name of readdirSync(folder)) expect(readFileSync(join(folder, name)).length).toBeLessThanOrEqual(300);
  });

  it('goes on after a restart in the same file', async () => {
    const first = open();
    first.info('host.ready');
    await first.stop();
    open().info('host.stopped');
    expect(written().map(({ event }) => event)).toEqual(['host.ready', 'host.stopped']);
  });

  it('costs lines and not the host when it cannot write', () => {
    const log = openLog({ folder: '/dev/null/logs', echo: null, now: () => 0 });
    log.info('host.ready');
    expect(log.health()).toEqual({ ok: false, facts: { linesLost: 1 } });
  });

  it('reads as one short line in a terminal', () => {
    open().warn('gateway.refused', { code: 'auth.wrong', status: 401 });
    expect(prettyLine(echoed[0] ?? '')).toBe('08:00:00 warn gateway.refused code=auth.wrong status=401\n');
  });
});

describe('what is logged of an error', () => {
  it('is its code and where it came from, not what it says', () => {
    const log = open();
    log.error('host.failed', errorFields(new AppError('row.malformed', `no such person: ${NAME}\n    at ${NAME}`)));
    expect(written()[0]).toMatchObject({ code: 'row.malformed' });
    expect(written()[0]?.['where']).toMatch(/^log\.test\.ts:\d+/);
    expect(written()[0]).not.toHaveProperty('dropped');
    expect(finds(NAME)).toBe(false);
    expect(prettyLine(echoed[0] ?? '')).toMatch(
      /^08:00:00 error host\.failed code=row\.malformed where=log\.test\.ts:/,
    );
  });

  it("is the system's code where there is one", () => {
    const cause = Object.assign(new Error(NAME), { code: 'ENOSPC' });
    expect(errorFields(new AppError('host.disk-full', 'full', { cause }))).toMatchObject({
      code: 'host.disk-full',
      errno: 'ENOSPC',
    });
    expect(errorFields(NAME)).toEqual({ code: 'internal' });
  });
});
