import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { paths, practiceSchema, residentPagesSchema, sessionSchema } from '#shared/ipc/station-api';
import type { RunningHost } from '#main/host';
import { DEFAULT_SETTINGS, writeSettingsText } from '#main/config/settings';
import { signInAt, startForTest, stationFolder } from '#test/support/in-process-host';

/** What a receipt that somebody prints leads to. */
async function originTold(host: RunningHost): Promise<string | null> {
  const { accounts } = practiceSchema.parse(await (await fetch(host.addresses.loopback + paths.practice)).json());
  const passphrase = accounts.find(({ code }) => code === 'lijg')?.passphrase ?? '';
  const { token } = sessionSchema.parse(await (await signInAt(host, 'lijg', passphrase)).json());
  const answer = await fetch(host.addresses.loopback + paths.residentPages, {
    headers: { authorization: `Bearer ${token}` },
  });
  return residentPagesSchema.parse(await answer.json()).origin;
}

describe('where residents’ phones reach their pages', () => {
  it('is told to whoever is signed in: the station’s own name and the port of that door, and nothing without it', async () => {
    const data = await stationFolder();
    const host = await startForTest(data);
    expect(await originTold(host)).toBe(`https://linli-qinghe.local:${new URL(host.addresses.residents ?? '').port}`);
    expect((await fetch(host.addresses.loopback + paths.residentPages)).status).toBe(401);
    await host.stop();
    expect(await originTold(await startForTest(data, { lan: false }))).toBeNull();
  });

  it('is the district’s address where the settings say that a proxy stands in front', async () => {
    const data = await stationFolder();
    const file = join(data, 'settings.json');
    await writeFile(file, writeSettingsText({ ...DEFAULT_SETTINGS, residentsOrigin: 'https://shequ.example' }));
    expect(await originTold(await startForTest(data))).toBe('https://shequ.example');
  });
});
