import { generateKeyPairSync } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { languageOf, readArguments } from '#sync-server/provision/arguments';
import { argumentWords } from '#sync-server/provision/messages';
import { hubSettings, iniLines, isMet } from '#sync-server/provision/settings';

const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const PUBLIC = publicKey.export({ type: 'spki', format: 'pem' }).toString();
const FILES: Readonly<Record<string, string>> = {
  'list.json': '[{"station": "donghu", "grids": "1-2,5", "residents": 9000}, {"station": "xihu"}]',
  'broken.json': '[{"station": "donghu", "rooms": 3}]',
  'key.pem': PUBLIC,
  'private.pem': privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
  'ed.pem': generateKeyPairSync('ed25519').publicKey.export({ type: 'spki', format: 'pem' }).toString(),
};
const readFile = (path: string): string => {
  const text = FILES[path];
  if (text === undefined) throw new Error('not there');
  return text;
};
const read = (line: string, env: Record<string, string> = { HUB_PASSWORD: 'secret' }) =>
  readArguments(line.split(' ').filter(Boolean), { env, readFile });
const HUB = 'http://admin@127.0.0.1:5984';

describe('the command line', () => {
  it('names a hub, an administrator and stations, each with what stands behind it', () => {
    expect(read(`apply ${HUB} --station qinghe --grids 2 --station donghu --grids 1,4 --residents 900`)).toEqual({
      ok: true,
      value: {
        command: 'apply',
        url: 'http://127.0.0.1:5984',
        publicUrl: 'http://127.0.0.1:5984',
        admin: { user: 'admin', password: 'secret' },
        stations: [
          { id: 'qinghe', gridNumbers: [1, 2], residents: 4000 },
          { id: 'donghu', gridNumbers: [1, 4], residents: 900 },
        ],
        jwtKeys: [],
        out: null,
        rotate: [],
      },
    });
  });

  it('takes stations from a file, and a password with signs from the url', () => {
    const result = read('check https://admin:p%40ss@hub.example:6984/ --stations list.json', {});
    expect(result.ok && result.value.admin.password).toBe('p@ss');
    expect(result.ok && result.value.stations).toEqual([
      { id: 'donghu', gridNumbers: [1, 2, 5], residents: 9000 },
      { id: 'xihu', gridNumbers: [], residents: 4000 },
    ]);
  });

  it('gives stations another address than the administrator uses', () => {
    const result = read(`apply ${HUB} --station qinghe --public-url https://hub.example:6984`);
    expect(result.ok && result.value.publicUrl).toBe('https://hub.example:6984');
  });

  it.each([
    ['', 'usage'],
    ['make it', 'usage'],
    [`plan`, 'usage'],
    [`plan ${HUB} twice --station qinghe`, 'usage'],
    [`plan ${HUB} --stetion qinghe`, 'unknown-option'],
    [`plan ${HUB} --station`, 'unknown-option'],
    ['plan hub.example --station qinghe', 'bad-url'],
    ['plan ftp://admin@hub.example --station qinghe', 'bad-url'],
    ['plan https://admin@hub.example/couch --station qinghe', 'bad-url'],
    [`plan ${HUB} --station qinghe --public-url here`, 'bad-url'],
    ['plan http://admin@hub.example --station qinghe', 'plain-http'],
    ['plan http://127.0.0.1:5984 --station qinghe', 'no-password'],
    [`plan ${HUB}`, 'no-station'],
    [`plan ${HUB} --grids 3 --station qinghe`, 'no-station'],
    [`plan ${HUB} --station Qinghe`, 'shape'],
    [`plan ${HUB} --station qinghe --grids many`, 'shape'],
    [`plan ${HUB} --station qinghe --residents many`, 'shape'],
    [`plan ${HUB} --station qinghe --station qinghe`, 'twice'],
    [`plan ${HUB} --stations nowhere.json`, 'file'],
    [`plan ${HUB} --stations broken.json`, 'file'],
    [`plan ${HUB} --station qinghe --new-password qinghe`, 'rotate'],
    [`apply ${HUB} --station qinghe --new-password donghu`, 'rotate'],
    [`apply ${HUB} --station qinghe --jwt-key key.pem`, 'jwt-key'],
    [`apply ${HUB} --station qinghe --jwt-key a=private.pem`, 'jwt-key'],
    [`apply ${HUB} --station qinghe --jwt-key a=ed.pem`, 'jwt-key'],
    [`apply ${HUB} --station qinghe --jwt-key a:b=key.pem`, 'jwt-key'],
    [`apply ${HUB} --station qinghe --jwt-key a=nowhere.pem`, 'file'],
  ])('“%s” is refused (%s), in words of both languages', (line, kind) => {
    const result = read(line);
    if (result.ok) throw new Error('was taken');
    expect(result.error.kind).toBe(kind);
    const words = argumentWords(result.error);
    expect(words.zh).toMatch(/\p{Script=Han}/u);
    expect(words.en.length).toBeGreaterThan(10);
    expect(words.zh + words.en).not.toContain('secret');
  });

  it('may ask for plain http, and without a password says so', () => {
    expect(read('plan http://admin@hub.example --plain --station qinghe').ok).toBe(true);
    expect(read(`plan ${HUB} --station qinghe`, {})).toEqual({ ok: false, error: { kind: 'no-password' } });
  });

  it('speaks Chinese unless told otherwise', () => {
    expect(languageOf(['plan'])).toBe('zh');
    expect(languageOf(['plan', '--lang', 'en'])).toBe('en');
    expect(languageOf(['--lang', 'xx', 'plan'])).toBe('zh');
  });
});

describe('keys for tokens', () => {
  const result = read(`apply ${HUB} --station qinghe --jwt-key district=key.pem`);
  const settings = hubSettings(result.ok ? result.value.jwtKeys : []);
  const handlers = settings.find(({ key }) => key === 'authentication_handlers');

  it('go into the configuration on one line, and switch tokens on, with an end', () => {
    expect(settings).toContainEqual({
      section: 'jwt_keys',
      key: 'ec:district',
      value: PUBLIC.trim().replaceAll('\n', '\\n'),
    });
    expect(settings).toContainEqual({ section: 'jwt_auth', key: 'required_claims', value: 'exp' });
    expect(handlers?.value).toMatch(/jwt_authentication_handler.*cookie.*default/);
  });

  it('leave other ways to sign in as they are where tokens are on already', () => {
    const own = '{chttpd_auth, proxy_authentication_handler}, {chttpd_auth, jwt_authentication_handler}';
    expect(handlers && isMet(handlers, own)).toBe(true);
    expect(handlers && isMet(handlers, '{chttpd_auth, default_authentication_handler}')).toBe(false);
    expect(hubSettings([]).some(({ section }) => section.startsWith('jwt'))).toBe(false);
  });

  it('can be written into an ini file by hand', () => {
    expect(iniLines(settings)).toMatch(/^\[chttpd\]\nrequire_valid_user = true\n/);
    expect(iniLines(settings)).toContain('\n[jwt_keys]\nec:district = -----BEGIN PUBLIC KEY-----\\n');
  });
});
