import { request } from 'node:https';
import { describe, expect, it } from 'vitest';
import { incomingPaths, incomingViewSchema, keyMadeSchema } from '#shared/ipc/incoming-api';
import { paths, practiceSchema, sessionSchema } from '#shared/ipc/station-api';
import { startHost, type RunningHost } from '#main/host';
import { hostOptions, signInAt, startForTest, stationFolder } from '#test/support/in-process-host';

/** Asks the door for residents and other systems; its certificate is the station's own. */
function ask(
  host: RunningHost,
  path: string,
  body?: string,
): Promise<{ readonly status: number; readonly text: string }> {
  const url = new URL(path, host.addresses.residents ?? '');
  const headers = body === undefined ? {} : { 'content-type': 'application/x-www-form-urlencoded' };
  return new Promise((resolve, reject) => {
    const asked = request(url, { method: body === undefined ? 'GET' : 'POST', headers, rejectUnauthorized: false });
    asked.on('error', reject).on('response', (answer) => {
      let text = '';
      answer
        .setEncoding('utf8')
        .on('data', (part: string) => (text += part))
        .on('error', reject);
      answer.on('end', () => resolve({ status: answer.statusCode ?? 0, text }));
    });
    asked.end(body);
  });
}

async function manage(host: RunningHost) {
  const { accounts } = practiceSchema.parse(await (await fetch(host.addresses.loopback + paths.practice)).json());
  const passphrase = accounts.find(({ code }) => code === 'zhoum')?.passphrase ?? '';
  const { token } = sessionSchema.parse(await (await signInAt(host, 'zhoum', passphrase)).json());
  const authorization = `Bearer ${token}`;
  return async (path: string, body?: unknown): Promise<unknown> => {
    const init =
      body === undefined
        ? { headers: { authorization } }
        : {
            method: 'POST',
            headers: { authorization, 'content-type': 'application/json' },
            body: JSON.stringify(body),
          };
    return (await fetch(host.addresses.loopback + path, init)).json();
  };
}

describe('what comes in from outside', () => {
  it('hears of the services of a practice station, and nothing else without a key', async () => {
    const host = await startForTest(await stationFolder());
    expect((await ask(host, '/open311/v2/discovery.xml')).text).toContain('<type>test</type>');
    expect((await ask(host, '/open311/v2/services.json')).text).toContain('电梯故障');
    for (const path of ['/open311/v2/requests.json', '/open311/v2/requests/1.xml', '/open311/v2/tokens/1.json'])
      expect((await ask(host, path)).status, path).toBe(403);
  });

  it('reaches a station with the key that its manager made, and is there after a restart', async () => {
    const data = await stationFolder();
    const first = await startHost(hostOptions(data));
    const call = await manage(first);
    const wanted = { name: '市城管平台', scopes: ['read', 'write'], perMinute: 120 };
    const { key, view } = keyMadeSchema.parse(await call(incomingPaths.keys, wanted));
    const [service] = JSON.parse((await ask(first, '/open311/v2/services.json')).text) as { service_code: string }[];
    const places = (await ask(first, '/report?lang=zh&q=1')).text;
    const house = /href="\/report\/at\/([0-9A-Z]{26})/.exec(places)?.[1] ?? '';
    const form = new URLSearchParams({
      api_key: key,
      service_code: service?.service_code ?? '',
      address_id: house,
      description: '路灯不亮',
      'attribute[EXTERNAL_ID]': 'A-1',
    }).toString();
    const sent = await ask(first, '/open311/v2/requests.json', form);
    expect(sent.status).toBe(200);
    const [{ service_request_id: id } = { service_request_id: '' }] = JSON.parse(sent.text) as {
      service_request_id: string;
    }[];
    const named = { id: view.keys[0]?.id ?? '' };
    await first.stop();

    const second = await startForTest(data);
    const again = await manage(second);
    expect((await ask(second, '/open311/v2/requests.json', form)).text).toContain(id);
    const told = await ask(second, `/open311/v2/requests/${id}.xml?api_key=${key}`);
    expect(told.text).toContain('<status>open</status>');
    expect(incomingViewSchema.parse(await again(incomingPaths.incoming)).keys).toMatchObject([{ reports: 1 }]);
    expect(await again(incomingPaths.revocation, named)).toMatchObject({
      keys: [{ revokedAtMs: expect.any(Number) as number }],
    });
    expect((await ask(second, `/open311/v2/requests/${id}.xml?api_key=${key}`)).status).toBe(403);
    expect(await again(incomingPaths.keys, { ...wanted, perMinute: 7 })).toMatchObject({
      error: { code: 'request.malformed' },
    });
  });
});
