import { describe, expect, it } from 'vitest';
import { ASK_EVERY_MS } from '#shared/domain/platforms/transmission';
import { uid } from '#test/support/builders';
import { NINE } from '../../unit/incidents/incidents';
import { MANAGER } from '../dispatch/station';
import { connect, PLATFORM, platformDesk as desk } from './desk';

const HOUR_MS = 3_600_000;

describe('an accepted application', () => {
  it('goes to its department’s platform with what is allowed and no more, and comes back decided', async () => {
    const station = await desk();
    const [service, province] = [station.start(), await station.province()];
    province.secret = await connect(service, province);
    const id = await station.apply(1);
    await service.settled();
    await service.settled();
    const sent = await station.transmission(1);
    expect(sent).toMatchObject({ state: 'sent', platform: 'province', round: 1, attempts: [{ code: 'ok' }] });
    const [matter] = province.matters.values();
    expect(sent?.receipt).toBe(matter?.receipt);
    expect(matter?.application).toMatchObject({
      item: { number: 'S017', name: '高龄津贴', department: '民政局' },
      applicant: { name: '何秀兰' },
      materials: [{ name: '身份证', way: 'paper' }],
    });
    // What the agreement does not name stays here.
    expect(province.requests.map(({ body }) => body).join('')).not.toMatch(/13600007719|330102/);

    province.stand(matter?.receipt ?? '', { state: 'in-progress' });
    station.at(NINE + ASK_EVERY_MS);
    await service.settled();
    expect((await station.standing(id)).state).toBe('in-progress');
    province.stand(matter?.receipt ?? '', { state: 'decided', outcome: 'granted', reason: '符合条件，12月起发放' });
    station.at(NINE + 2 * ASK_EVERY_MS);
    await service.settled();
    expect(await station.standing(id)).toMatchObject({ state: 'decided', outcome: 'granted' });
    expect(await station.transmission(1)).toMatchObject({ state: 'decided', outcome: 'granted' });
    expect(JSON.stringify(await station.transmission(1))).not.toContain('12月起');
    station.at(NINE + 24 * HOUR_MS);
    const before = province.requests.length;
    await service.settled();
    expect(province.requests).toHaveLength(before);
  });

  it('waits through an outage without holding anybody up, and goes by itself once, also where an answer is lost', async () => {
    const station = await desk();
    const [service, province] = [station.start(), await station.province()];
    province.secret = await connect(service, province);
    province.mood = { kind: 'down' };
    const id = await station.apply(1);
    await service.settled();
    await service.settled();
    expect(await station.transmission(1)).toMatchObject({
      state: 'waiting',
      tries: 1,
      attempts: [{ code: 'http-503' }],
    });
    expect((await station.standing(id)).state).toBe('accepted');
    // Not again before it is time.
    await service.settled();
    expect(province.requests).toHaveLength(1);
    province.mood = { kind: 'lost' };
    station.at(NINE + HOUR_MS);
    await service.settled();
    expect(await station.transmission(1)).toMatchObject({ state: 'waiting', tries: 2 });
    province.mood = { kind: 'slow', ms: 700 };
    station.at(NINE + 2 * HOUR_MS);
    await service.settled();
    expect((await station.transmission(1))?.attempts.at(-1)?.code).toBe('timeout');
    province.mood = { kind: 'busy' };
    station.at(NINE + 3 * HOUR_MS);
    await service.settled();
    const busy = await station.transmission(1);
    expect((busy?.nextAttemptAtMs ?? 0) - (NINE + 3 * HOUR_MS)).toBeGreaterThanOrEqual(120_000);
    province.mood = { kind: 'well' };
    station.at(NINE + 5 * HOUR_MS);
    await service.settled();
    expect(await station.transmission(1)).toMatchObject({ state: 'sent', tries: 0 });
    // Every attempt had the same name, so it is there once.
    expect(province.matters.size).toBe(1);
    expect(new Set(province.requests.map(({ key }) => key)).size).toBe(1);
  });

  it('that the platform does not take waits for a person with the reason, and goes again when it is put right', async () => {
    const station = await desk();
    const [service, province] = [station.start(), await station.province()];
    province.secret = await connect(service, province);
    province.mood = { kind: 'refuses', reason: '身份证号与姓名不符' };
    const id = await station.apply(1);
    await service.settled();
    await service.settled();
    expect(await station.transmission(1)).toMatchObject({ state: 'refused', attempts: [{ code: 'http-422' }] });
    expect((await station.transmission(1))?.reason).not.toBeNull();
    expect((await station.standing(id)).state).toBe('accepted');
    station.at(NINE + 30 * HOUR_MS);
    await service.settled();
    expect(province.requests).toHaveLength(1);
    expect(service.view().platforms).toMatchObject([{ refused: 1, waiting: 0, problem: null }]);
    province.mood = { kind: 'well' };
    expect(await service.again(uid(1))).toBe(2);
    await service.settled();
    expect(await station.transmission(1)).toMatchObject({ state: 'sent', round: 2, reason: null });
    await expect(service.again(uid(1))).rejects.toMatchObject({ code: 'request.not-found' });
  });

  it('is taken up by the next run where the last one was stopped, and decided once', async () => {
    const station = await desk();
    const [first, province] = [station.start(), await station.province()];
    province.secret = await connect(first, province);
    const id = await station.apply(1);
    await first.settled();
    await first.settled();
    await first.stop();
    const [matter] = province.matters.values();
    province.stand(matter?.receipt ?? '', { state: 'decided', outcome: 'refused', reason: null });
    station.at(NINE + ASK_EVERY_MS);
    const second = station.start();
    await second.settled();
    await second.settled();
    expect(await station.standing(id)).toMatchObject({ state: 'decided', outcome: 'refused' });
    const { steps } = await station.device.read(id);
    expect(steps.filter(({ kind }) => kind === 'decide')).toHaveLength(1);
  });
});

describe('a platform is given nothing', () => {
  it.each([
    ['while its agreement is missing', { agreement: null }, 'no-agreement'],
    ['when its agreement is over', { agreement: { number: '1', until: '2026-01-01' } }, 'agreement-over'],
    ['while it is switched off', { on: false }, 'off'],
  ] as const)('%s', async (_name, more, problem) => {
    const station = await desk();
    const [service, province] = [station.start(), await station.province()];
    province.secret = await connect(service, province, more);
    await station.apply(1);
    await service.settled();
    await service.settled();
    expect(province.requests).toHaveLength(0);
    expect(service.view().platforms).toMatchObject([{ problem }]);
  });

  it('of what was accepted before it was set up, of what was withdrawn, and of other departments', async () => {
    const station = await desk();
    const [service, province] = [station.start(), await station.province()];
    await station.apply(1);
    station.at(NINE + 1);
    province.secret = await connect(service, province);
    province.mood = { kind: 'down' };
    const withdrawn = await station.apply(2);
    await service.settled();
    await service.settled();
    await station.device.take(withdrawn, { kind: 'withdraw' });
    province.mood = { kind: 'well' };
    station.at(NINE + HOUR_MS);
    await service.settled();
    expect([await station.transmission(1), (await station.transmission(2))?.state]).toEqual([null, 'dropped']);
    expect(province.matters.size).toBe(0);
    await expect(service.set(MANAGER, { ...PLATFORM, url: province.url, name: 'other' })).rejects.toMatchObject({
      code: 'request.malformed',
    });
    const { entries } = await station.audit.page({ limit: 5 });
    expect(entries).toMatchObject([{ kind: 'platform-set', subject: 'province' }]);
  });

  it('and signs with its secret, which is shown once and made anew for another address', async () => {
    const station = await desk();
    const [service, province] = [station.start(), await station.province()];
    const secret = await connect(service, province);
    province.secret = `whsec_${Buffer.alloc(32, 1).toString('base64')}`;
    await station.apply(1);
    await service.settled();
    await service.settled();
    expect((await station.transmission(1))?.attempts).toMatchObject([{ code: 'http-401' }]);
    expect(JSON.stringify(service.view())).not.toContain(secret);
    const same = await service.set(MANAGER, { ...PLATFORM, isNew: false, url: province.url });
    expect(same.secret).toBeNull();
    const moved = await service.set(MANAGER, { ...PLATFORM, isNew: false, url: `${province.url}/v2` });
    expect(moved.secret).not.toBe(secret);
  });
});
