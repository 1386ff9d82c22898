import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { MESSAGE_STATES, messageSchema, type Message } from '#shared/schema/types/message';
import { SENT_AGAIN, triesOf } from '#shared/domain/messages/attempts';
import { mayPrune } from '#shared/domain/messages/keeping';
import { kindOf } from '#shared/domain/messages/kinds';
import { isUndelivered } from '#shared/domain/messages/state';
import { createMessageLedger } from '#main/services/outbox/ledger';
import { exampleOf, readSystem, spanProblem, systemEntryOf } from '#renderer/features/settings/connectors/entry';
import { tellingOfCode } from '#renderer/features/settings/connectors/words';

const DAY_MS = 86_400_000;

/** The fixture of the schema, changed. */
function message(change: Partial<Message> = {}): Message {
  const text = readFileSync(new URL('../../fixtures/records/message.v1.json', import.meta.url), 'utf8');
  return messageSchema.parse({ ...JSON.parse(text), ...change });
}

describe('a message that is over', () => {
  it('goes in its time, by how it ended, and what has not arrived never', () => {
    const over = { expiresAtMs: 100 * DAY_MS, changed: { at: 10 * DAY_MS } };
    const goneOn = (day: number) =>
      MESSAGE_STATES.filter((state) => mayPrune({ ...over, state }, 30, day * DAY_MS)).join(' ');
    expect(goneOn(39)).toBe('');
    expect(goneOn(41)).toBe('cancelled');
    expect(goneOn(130)).toBe('cancelled');
    expect(goneOn(131)).toBe('sent delivered expired cancelled');
    expect(goneOn(100_000)).toBe('sent delivered expired cancelled');
    expect(MESSAGE_STATES.filter(isUndelivered)).toEqual(['queued', 'sending', 'failed', 'expired']);
  });

  it('has tries from the last time somebody had it sent again', () => {
    expect(triesOf([])).toBe(0);
    expect(triesOf([{ code: 'unreachable' }, { code: 'http-503' }])).toBe(2);
    expect(triesOf([{ code: 'unreachable' }, { code: SENT_AGAIN }])).toBe(0);
    expect(triesOf([{ code: SENT_AGAIN }, { code: 'ok' }, { code: SENT_AGAIN }, { code: 'timeout' }])).toBe(1);
  });
});

it.each([
  ['alarm', 'alarm'],
  ['alarm-quiet', 'alarm'],
  ['incident-late', 'incident'],
  ['passphrase-reset', 'account'],
  ['report', 'other'],
  ['constructor', 'other'],
])('the text %s is of the kind %s', (template, kind) => {
  expect(kindOf(template)).toBe(kind);
});

describe('the list of what has not arrived', () => {
  it('leaves out of titles what lies in records', () => {
    const ledger = createMessageLedger();
    const values = {
      who: { kind: 'field', record: 'person~qinghe-1~1', field: 'name' },
      where: { kind: 'text', text: '3幢' },
    } as const;
    ledger.note(message({ state: 'failed', title: { zh: '{who}在{where}报警' }, values }));
    expect(ledger.undelivered().undelivered.map(({ title }) => title.zh)).toEqual(['…在3幢报警']);
  });

  it('names two hundred, the newest of what is stuck first, and says how many more there are', () => {
    const ledger = createMessageLedger();
    const { created } = message();
    for (let n = 0; n < 210; n += 1)
      ledger.note(
        message({
          _id: `message~qinghe~${n}`,
          state: n % 2 === 0 ? 'queued' : 'failed',
          created: { ...created, at: n * 1000 },
        }),
      );
    const { undelivered, more } = ledger.undelivered();
    expect([undelivered.length, more]).toEqual([200, 10]);
    expect(undelivered.slice(0, 2).map(({ id }) => id)).toEqual(['message~qinghe~209', 'message~qinghe~207']);
    expect(undelivered.filter(({ state }) => state === 'failed')).toHaveLength(105);
  });
});

describe('the form of another system', () => {
  const right = { name: 'street', url: 'https://street.example.gov.cn/in/', authority: '', kinds: ['alarm'] } as const;

  it('is read with the address as it is kept', () => {
    expect(readSystem(right, null, [])).toEqual({
      kind: 'right',
      wanted: {
        name: 'street',
        url: 'https://street.example.gov.cn/in',
        authority: null,
        on: true,
        kinds: ['alarm'],
        isNew: true,
      },
    });
    expect(readSystem(right, { on: false }, ['street'])).toMatchObject({ wanted: { on: false, isNew: false } });
    // Nobody sends out who resets whose passphrase without having chosen it.
    expect(systemEntryOf(null).kinds).toEqual(['alarm', 'incident', 'other']);
  });

  it.each([
    ['name', { name: '街道' }],
    ['taken', { name: 'fire' }],
    ['url', { url: 'http://street.example.gov.cn' }],
    ['authority', { authority: 'hello' }],
    ['kinds', { kinds: [] }],
  ] as const)('says that %s is wrong', (field, change) => {
    expect(readSystem({ ...right, ...change }, null, ['fire'])).toEqual({ kind: 'wrong', fields: [field] });
  });
});

describe('quiet hours as they are typed', () => {
  it('have an example that the rule itself works out', () => {
    expect(exampleOf('normal', { from: '21:00', until: '08:00' })).toEqual({
      comes: '22:00',
      told: '08:00',
      isNextDay: true,
    });
    expect(exampleOf('low', { from: '12:00', until: '12:30' })).toEqual({
      comes: '12:15',
      told: '12:30',
      isNextDay: false,
    });
    expect(exampleOf('low', { from: '23:30', until: '07:00' })).toEqual({
      comes: '00:30',
      told: '07:00',
      isNextDay: false,
    });
  });

  it('are wrong when they end as they begin, or are half filled in', () => {
    expect(spanProblem(null)).toBeNull();
    expect(spanProblem({ from: '21:00', until: '08:00' })).toBeNull();
    expect(spanProblem({ from: '21:00', until: '21:00' })).toBe('same');
    expect(spanProblem({ from: '21:00', until: '' })).toBe('missing');
    expect(spanProblem({ from: '', until: '' })).toBe('missing');
  });
});

it('what another system answers is told in words that say what to do', () => {
  expect(['http-302', 'http-401', 'http-404', 'http-422', 'http-429', 'http-503'].map(tellingOfCode)).toEqual([
    'redirect',
    'not-signed',
    'no-place',
    'rejected',
    'busy',
    'their-trouble',
  ]);
  expect(['ok', 'no-channel', 'text-too-long', 'constructor', 'new-one'].map(tellingOfCode)).toEqual([
    'ok',
    'not-reached',
    'text',
    'internal',
    'internal',
  ]);
});
