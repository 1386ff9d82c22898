import { describe, expect, it } from 'vitest';
import { createStopper } from '#main/host/stopper';

const named = (name: string, order: string[]) => ({
  stop: () => {
    order.push(name);
    return Promise.resolve();
  },
});

describe('stopping a host', () => {
  it('goes in the opposite order of starting, once', async () => {
    const order: string[] = [];
    const stopper = createStopper();
    for (const name of ['lock', 'hub', 'gateway']) stopper.add(name, named(name, order));
    await Promise.all([stopper.stop(), stopper.stop()]);
    expect(order).toEqual(['gateway', 'hub', 'lock']);
  });

  it('goes on past a service that fails to, and says so', async () => {
    const order: string[] = [];
    const stopper = createStopper();
    stopper.add('lock', named('lock', order));
    stopper.add('hub', { stop: () => Promise.reject(new Error('stuck')) });
    stopper.add('gateway', named('gateway', order));
    await expect(stopper.stop()).rejects.toThrow('did not stop cleanly');
    expect(order).toEqual(['gateway', 'lock']);
  });

  it('knows how each service is', () => {
    const stopper = createStopper();
    stopper.add('lock', named('lock', []));
    stopper.add('hub', { ...named('hub', []), health: () => ({ ok: true, facts: { databases: 6 } }) });
    expect(stopper.health()).toEqual({ hub: { ok: true, facts: { databases: 6 } } });
  });
});
