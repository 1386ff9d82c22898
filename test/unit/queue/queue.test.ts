import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { lineOf, nextFor, USUAL_LINE_POLICY } from '#shared/domain/queue/order';
import { periodsOf, suggestCounter, type StaffedCounter } from '#shared/domain/queue/periods';
import { numberText, PRIORITIES, ticketStanding, type Ticket, type TicketStep } from '#shared/domain/queue/ticket';

const MINUTE = 60_000;
const NINE = Date.UTC(2026, 10, 23, 1, 0);
const at = (minutes: number): number => NINE + minutes * MINUTE;

const aTicket = (number: string, minute: number, more: Partial<Ticket> = {}): Ticket => ({
  number,
  group: 'A',
  takenAtMs: at(minute),
  priority: null,
  appointmentAtMs: null,
  steps: [],
  ...more,
});

const called = (minute: number, counter = '3'): TicketStep => ({
  kind: 'called',
  atMs: at(minute),
  counter,
  by: 'lin',
});
const order = (tickets: readonly Ticket[], minute: number): readonly string[] =>
  lineOf(tickets, USUAL_LINE_POLICY, at(minute)).map(({ ticket }) => ticket.number);

describe('the line', () => {
  it('is first come, first served, and of one moment by number', () => {
    expect(order([aTicket('A003', 2), aTicket('A002', 1), aTicket('A001', 1)], 5)).toEqual(['A001', 'A002', 'A003']);
  });

  it('counts an elder as having come ten minutes earlier, and says so', () => {
    const line = lineOf(
      [aTicket('A001', 0), aTicket('A002', 5), aTicket('A003', 14, { priority: 'elderly' })],
      USUAL_LINE_POLICY,
      at(15),
    );
    expect(line.map(({ ticket, because }) => [ticket.number, because])).toEqual([
      ['A001', null],
      ['A003', 'elderly'],
      ['A002', null],
    ]);
  });

  it('lets an appointment ahead from the begin of its slot, not before, and not when it came too late', () => {
    const early = aTicket('A003', 50, { priority: 'appointment', appointmentAtMs: at(60) });
    const others = [aTicket('A001', 30), aTicket('A002', 45)];
    expect(order([...others, early], 55)).toEqual(['A001', 'A002', 'A003']);
    expect(order([...others, early], 60)).toEqual(['A001', 'A003', 'A002']);
    const late = aTicket('A004', 76, { priority: 'appointment', appointmentAtMs: at(60) });
    expect(order([...others, late], 77)).toEqual(['A001', 'A002', 'A004']);
  });

  it('puts who missed the call five minutes ahead of where they came back, whatever their age', () => {
    const back: Ticket = aTicket('A001', 0, {
      priority: 'elderly',
      steps: [called(3), { kind: 'missed', atMs: at(5) }, { kind: 'rejoined', atMs: at(20) }],
    });
    expect(order([back, aTicket('A002', 14), aTicket('A003', 16)], 21)).toEqual(['A002', 'A001', 'A003']);
  });

  it('keeps the place of who was sent to another counter, and leaves them to that one', () => {
    const sent = aTicket('A001', 0, {
      steps: [
        called(3),
        { kind: 'started', atMs: at(4) },
        { kind: 'transferred', atMs: at(6), group: 'B', counter: '5' },
      ],
    });
    const tickets = [aTicket('B001', 1, { group: 'B' }), sent];
    const next = (id: string) => nextFor({ id, groups: ['B'] }, tickets, USUAL_LINE_POLICY, at(7))?.ticket.number;
    expect(next('5')).toBe('A001');
    expect(next('6')).toBe('B001');
    expect(nextFor({ id: '7', groups: ['C'] }, tickets, USUAL_LINE_POLICY, at(7))).toBeNull();
  });

  it('never lets anybody be overtaken by who came later than the largest advantage, however many priorities come', () => {
    const largest = Math.max(USUAL_LINE_POLICY.priorityAheadMs, USUAL_LINE_POLICY.rejoinAheadMs);
    const tickets = fc.array(
      fc.record({
        minute: fc.integer({ min: 0, max: 120 }),
        priority: fc.constantFrom(null, ...PRIORITIES),
        slot: fc.integer({ min: 0, max: 120 }),
        isBack: fc.boolean(),
      }),
      { minLength: 2, maxLength: 25 },
    );
    fc.assert(
      fc.property(tickets, fc.integer({ min: 0, max: 200 }), (made, nowMinute) => {
        const line = lineOf(
          made.map(({ minute, priority, slot, isBack }, index) =>
            aTicket(numberText('A', index + 1), minute, {
              priority,
              appointmentAtMs: priority === 'appointment' ? at(slot) : null,
              steps: isBack
                ? [called(minute), { kind: 'missed', atMs: at(minute + 1) }, { kind: 'rejoined', atMs: at(minute + 2) }]
                : [],
            }),
          ),
          USUAL_LINE_POLICY,
          at(nowMinute),
        );
        for (const [place, ahead] of line.entries())
          for (const behind of line.slice(place + 1)) {
            const by = ahead.standing.sinceMs - behind.standing.sinceMs;
            // An appointment may be as far ahead as its slot allows: up to its grace more than the advantage.
            const most =
              ahead.because === 'appointment'
                ? USUAL_LINE_POLICY.appointmentAheadMs + USUAL_LINE_POLICY.appointmentGraceMs
                : largest;
            expect(by).toBeLessThanOrEqual(most);
            if (by > 0) expect(ahead.because).not.toBeNull();
          }
      }),
    );
  });

  it('is the same in whatever order the numbers are given', () => {
    const tickets = [aTicket('A001', 4), aTicket('A002', 0), aTicket('A003', 9, { priority: 'disabled' })];
    fc.assert(
      fc.property(fc.shuffledSubarray(tickets, { minLength: 3 }), (given) => {
        expect(order(given, 10)).toEqual(['A003', 'A002', 'A001']);
      }),
    );
  });
});

describe('a number', () => {
  it('stands where its steps say, and a key pressed twice changes nothing', () => {
    const steps: TicketStep[] = [
      called(3),
      called(3, '4'),
      { kind: 'recalled', atMs: at(4) },
      { kind: 'started', atMs: at(5) },
      { kind: 'started', atMs: at(5) },
      { kind: 'held', atMs: at(9) },
      { kind: 'finished', atMs: at(10) },
    ];
    expect(ticketStanding({ group: 'A', takenAtMs: at(0), steps })).toMatchObject({
      state: 'held',
      counter: '3',
      calls: 2,
    });
  });

  it('is measured: waited, invited, served, held', () => {
    const ticket = aTicket('A001', 0, {
      steps: [
        called(12),
        { kind: 'started', atMs: at(13) },
        { kind: 'held', atMs: at(20) },
        { kind: 'resumed', atMs: at(30), counter: '3', by: 'lin' },
        { kind: 'finished', atMs: at(34) },
      ],
    });
    const [waiting, invited, served, held, untilServed] = [12, 1, 11, 10, 13].map((minutes) => minutes * MINUTE);
    expect(periodsOf(ticket, at(90))).toEqual({ waiting, invited, served, held, untilServed });
    expect(periodsOf(aTicket('A002', 0), at(5))).toMatchObject({ waiting: 5 * MINUTE, untilServed: null });
  });

  it('has three digits until there are a thousand', () => {
    expect([numberText('A', 7), numberText('B', 999), numberText('B', 1000)]).toEqual(['A007', 'B999', 'B1000']);
  });
});

describe('another counter', () => {
  const counters: readonly StaffedCounter[] = [
    { id: '1', groups: ['A'], isOpen: true, canOpen: true },
    { id: '2', groups: ['B'], isOpen: false, canOpen: true },
    { id: '3', groups: ['A', 'B'], isOpen: false, canOpen: false },
    { id: '4', groups: ['A'], isOpen: false, canOpen: true },
  ];
  const policy = { serviceMs: 6 * MINUTE, limitMs: 20 * MINUTE };

  it('is suggested where the last in line would wait too long, and one that somebody can open', () => {
    expect(suggestCounter(new Map([['A', 3]]), counters, policy)).toBeNull();
    expect(suggestCounter(new Map([['A', 4]]), counters, policy)).toEqual({
      counter: '4',
      group: 'A',
      waiting: 4,
      expectedMs: 24 * MINUTE,
    });
  });

  it('is suggested first for a line for which none is open', () => {
    expect(
      suggestCounter(
        new Map([
          ['A', 9],
          ['B', 1],
        ]),
        counters,
        policy,
      ),
    ).toMatchObject({ counter: '2', expectedMs: null });
  });
});
