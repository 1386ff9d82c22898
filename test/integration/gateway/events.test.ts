import { afterEach, describe, expect, it } from 'vitest';
import { openEvents } from './event-reader';
import { runGateway, type RunningGateway, type RunningGatewayOptions } from './running-gateway';

const ONE = 'grid-qinghe-1';
const TWO = 'grid-qinghe-2';
let running: RunningGateway | null = null;

async function start(options: RunningGatewayOptions = {}): Promise<RunningGateway> {
  running = await runGateway({ databases: [ONE, TWO], ...options });
  return running;
}
afterEach(async () => {
  await running?.stop();
  running = null;
});

let written = 0;
async function write(gateway: RunningGateway, db: string): Promise<string> {
  written += 1;
  const database = gateway.hub.database(db);
  await database?.bulkDocs({ rows: [{ _id: `d${written}` }], newEdits: true });
  return database?.position().seq ?? '';
}

describe('the wake-up stream', () => {
  it('begins with how far each database of the token has come', async () => {
    const gateway = await start();
    const seq = await write(gateway, ONE);
    const events = await openEvents(
      gateway.origin,
      gateway.sessions.issue({ dbs: { [ONE]: 'write', 'grid-qinghe-9': 'read' } }),
    );
    expect(events.hello).toMatchObject({
      databases: { [ONE]: { epoch: gateway.hub.database(ONE)?.position().epoch, seq } },
    });
    events.close();
  });

  it('tells of writes in the token’s databases, and of no other', async () => {
    const gateway = await start();
    const events = await openEvents(gateway.origin, gateway.sessions.issue({ dbs: { [ONE]: 'read' } }));
    await write(gateway, TWO);
    const seq = await write(gateway, ONE);
    expect(await events.next()).toMatchObject({ db: ONE, seq });
    events.close();
  });

  it('tells of many writes in few words, the last of which is the latest', async () => {
    const gateway = await start();
    const events = await openEvents(gateway.origin, gateway.sessions.issue({ dbs: { [ONE]: 'read' } }));
    const writes = Array.from({ length: 200 }, () => write(gateway, ONE));
    const last = (await Promise.all(writes)).map((seq) => Number.parseInt(seq, 10)).reduce((a, b) => Math.max(a, b));
    let told = 0;
    for (let seq = 0; seq < last;) {
      seq = Number.parseInt((await events.next())?.seq ?? '', 10);
      told += 1;
    }
    expect(told).toBeLessThan(150);
    events.close();
  });

  it('says now and then that it is alive, and ends when its token has run out', async () => {
    const gateway = await start({ deadlines: { heartbeat: 20 } });
    const token = gateway.sessions.issue({ dbs: { [ONE]: 'read' } });
    const events = await openEvents(gateway.origin, token);
    const ended = events.next();
    await write(gateway, TWO);
    gateway.sessions.expire(token);
    expect(await ended).toBeNull();
    expect(events.comments()).toBeGreaterThan(0);
  });

  it('is not handed out without end to one device, and is again when it lets go', async () => {
    const gateway = await start();
    const token = gateway.sessions.issue({ dbs: { [ONE]: 'read' } });
    const held = await Promise.all(Array.from({ length: 8 }, () => openEvents(gateway.origin, token)));
    await expect(openEvents(gateway.origin, token)).rejects.toThrow('429');
    const other = await openEvents(gateway.origin, gateway.sessions.issue({ dbs: {}, device: 'another' }));
    held.forEach((events) => events.close());
    await expect.poll(() => openEvents(gateway.origin, token).then((events) => events.close())).toBeUndefined();
    other.close();
  });

  it('needs a token', async () => {
    const gateway = await start();
    await expect(openEvents(gateway.origin, 'forged')).rejects.toThrow('401');
  });
});
