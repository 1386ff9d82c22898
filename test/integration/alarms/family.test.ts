import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { importSealingKey, sealingAad, sealValue } from '#shared/schema/sealing';
import { uid } from '#test/support/builders';
import { startSmsGateway } from '#test/support/sms-gateway-simulator';
import { alarmStation, HOUR, MANAGER, MINUTE, NINE, pass, SHEN, type AlarmStation } from './station';

const DAUGHTER = uid(70);
const SON = uid(71);

/** An elder with these contacts on file, whose water last ran at nine, and a gateway for text messages. */
async function familyStation(numbers: Readonly<Record<string, string>>) {
  const gateway = await startSmsGateway();
  onTestFinished(() => gateway.down());
  const station = await alarmStation();
  const [key] = await station.dataKeys.keysFor([{ scope: 'qinghe-1', class: 'general' }]);
  if (!key) throw new Error('no key');
  const general = await importSealingKey(key.key);
  const contacts = await Promise.all(
    Object.entries(numbers).map(async ([id, number]) => {
      const seal = (value: string, field: string) =>
        sealValue(general, key.kid, value, sealingAad({ uid: SHEN, field: `contacts.${field}`, entryId: id }));
      return {
        id,
        name: await seal('沈敏', 'name'),
        relation: await seal('女儿', 'relation'),
        phone: await seal(number, 'phone'),
      };
    }),
  );
  await station.change(station.personId, { contacts });
  const set = { url: gateway.url, authority: null, on: true, sign: '青禾社区', template: '', key: gateway.key };
  const made = await station.outbox.messages.setSms(MANAGER, { gateway: set });
  if (!made.ok) throw made.error;
  station.water(100, NINE - HOUR);
  station.water(130, NINE);
  await station.start();
  return { station, gateway };
}

const steps = async (station: AlarmStation) => (await station.alarms()).flatMap((alarm) => alarm.steps);
const lastStep = async (station: AlarmStation) => (await steps(station)).at(-1);
/** Looks again and again, as the timer would, until the alarm has that step last. */
const until = (station: AlarmStation, step: object) =>
  vi.waitFor(
    async () => {
      station.setClock(station.now() + 10_000);
      await station.ring();
      expect(await lastStep(station)).toMatchObject(step);
    },
    { timeout: 8000, interval: 50 },
  );

describe('the family of whom an alarm is about', () => {
  it('has a text message once, and the alarm says that it arrived', async () => {
    const { station, gateway } = await familyStation({ [DAUGHTER]: '13900005678' });
    await pass(station, 121, 130);
    await until(station, { kind: 'contacts-reached', delivered: 1, sent: 0, failed: 0 });
    expect(gateway.texts).toMatchObject([{ to: '13900005678' }]);
    expect(gateway.texts[0]?.text).toMatch(/^【青禾社区】沈桂英家里的设备/);
    await pass(station, 40, 130);
    const kinds = (await steps(station)).map(({ kind }) => kind);
    expect(kinds.filter((kind) => kind === 'told-contacts' || kind === 'contacts-reached')).toHaveLength(2);
    expect(gateway.requests()).toBe(1);
    expect(JSON.stringify([await station.alarms(), await station.messages(), station.log.lines])).not.toContain('5678');
  });

  it('has it when the gateway is there again, and one that no text reaches is named as such', async () => {
    const { station, gateway } = await familyStation({ [DAUGHTER]: '13900005678', [SON]: '0571-8765432' });
    await gateway.down();
    await pass(station, 121, 130);
    expect(await lastStep(station)).toMatchObject({ kind: 'told-contacts', count: 2 });
    await vi.waitFor(async () => expect(JSON.stringify(await station.messages())).toContain('unreachable'));
    await pass(station, 2, 130);
    expect(await lastStep(station)).toMatchObject({ kind: 'told-contacts', count: 2 });
    await gateway.up();
    await until(station, { kind: 'contacts-reached', delivered: 1, failed: 1 });
  });

  it('cannot be told where no contact is on file: the alarm says so', async () => {
    const { station, gateway } = await familyStation({});
    await pass(station, 121, 130);
    expect(await lastStep(station)).toMatchObject({ kind: 'told-contacts', count: 0 });
    station.setClock(station.now() + MINUTE);
    await station.ring();
    expect(gateway.requests()).toBe(0);
    expect(await lastStep(station)).toMatchObject({ kind: 'told-contacts', count: 0 });
  });
});
