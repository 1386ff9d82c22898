import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startChromium, type Chromium } from '#test/support/chromium';
import { startTestHost, type TestHost } from '#test/support/host';
import { dumpStorage, plant, type StorageDump } from './secrecy/browser-storage';
import { plantInLevel, searchLevels } from './secrecy/hub-files';
import { knownOf } from './secrecy/known';
import { searchFolder, searchFor, searchText, type Needle, type Search } from './secrecy/needles';
import { tryKeys } from './secrecy/try-keys';
import { badge, completeVisit, fillVisit, openPerson, signIn, signInOffline, startVisit, typeNote } from './screens';

/**
 * Nothing personal lies readable on a tablet or at the host. Each search must first find a text that was planted for it: a search
 * that cannot find anything proves nothing.
 */

const TABLET = { width: 800, height: 1280 };
const PLANTED = '对照甲乙丙丁';
const TYPED = '血压药吃完了，女儿周三来送';
const DRAFTED = '厨房灯坏了，要找人修一修';

describe('what lies on a tablet and at the host', () => {
  let host: TestHost;
  let tablet: Chromium;
  let profile: string;
  let known: readonly Needle[];
  let search: Search;
  const folders: string[] = [];

  const folder = async (name: string) => {
    const made = await mkdtemp(path.join(tmpdir(), `linli-${name}-`));
    folders.push(made);
    return made;
  };
  const startTablet = async (on: string) => {
    const browser = await startChromium({ authoritySpki: host.authoritySpki, profile: on, ...TABLET });
    await browser.page.setViewportSize(TABLET);
    return browser;
  };

  beforeAll(async () => {
    host = await startTestHost();
    profile = await folder('tablet');
    tablet = await startTablet(profile);
    known = [
      ...(await knownOf(host, ['grid-qinghe-1', 'grid-qinghe-2'])),
      { label: 'a visit’s note', text: TYPED },
      { label: 'a draft', text: DRAFTED },
    ];
    search = searchFor([...known, { label: 'planted', text: PLANTED }]);
  });

  afterAll(async () => {
    await tablet?.close();
    await host?.dispose();
    await Promise.all(folders.map((each) => rm(each, { recursive: true, force: true })));
  });

  it('knows fifty of each kind of value to look for', () => {
    for (const kind of ['name', 'citizen id', 'phone', 'address']) {
      expect(known.filter(({ label }) => label.startsWith(`${kind} `)).length).toBe(50);
    }
    expect(known.filter(({ label }) => label.startsWith('note ')).length).toBeGreaterThan(3);
  });

  it('has a worker use the tablet: grids, a visit, an unsent one, a draft', async () => {
    const { page } = tablet;
    await signIn(page, host, 'lijg');
    await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
    await openPerson(page, '沈桂英');
    await startVisit(page);
    await fillVisit(page, { systolic: 151, diastolic: 93, note: '已按时服药，精神不错' });
    await completeVisit(page);
    await badge(page, '已同步');
    await tablet.context.setOffline(true);
    await startVisit(page);
    await fillVisit(page, { systolic: 163, diastolic: 97, note: TYPED });
    await completeVisit(page);
    await badge(page, /离线.*1 条在本机/);
    await startVisit(page);
    await typeNote(page, DRAFTED);
  });

  describe('on the tablet', () => {
    let dump: StorageDump;

    beforeAll(async () => {
      await plant(tablet.page, PLANTED);
      dump = await dumpStorage(tablet.page);
    });

    it('was read where the product keeps its data', () => {
      expect(dump.stores.some((name) => /linli.*people/.test(name))).toBe(true);
      expect(dump.stores.some((name) => /outbox/.test(name))).toBe(true);
      expect(dump.stores.some((name) => /drafts/.test(name))).toBe(true);
      expect(dump.stores.some((name) => name.startsWith('cache '))).toBe(true);
    });

    it('shows the planted text in IndexedDB, in the caches and in the origin’s files', () => {
      for (const letter of '甲乙丙') expect(dump.text).toContain(`${PLANTED}${letter}`);
    });

    it('shows no name, id, phone, address or answer through the stores’ own interfaces', () => {
      const traces = searchText(dump.text, 'stores', search);
      expect(traces.map(({ label }) => label)).toContain('planted');
      expect(traces.filter(({ label }) => label !== 'planted')).toEqual([]);
    });

    it('keeps no key that a copied profile could use', async () => {
      expect(dump.cryptoKeys).toEqual([]);
      expect(await tryKeys(tablet.page, dump.keyCandidates)).toEqual({ tried: expect.any(Number), opened: [] });
    });

    it('shows none in the raw files of the profile either, crash reports included', async () => {
      await tablet.kill();
      const traces = await searchFolder(profile, search);
      expect(traces.map(({ label }) => label)).toContain('planted');
      expect(traces.filter(({ label }) => label !== 'planted')).toEqual([]);
    });
  });

  describe('stolen, with nobody’s passphrase', () => {
    let stolen: Chromium;

    beforeAll(async () => {
      const copy = await folder('stolen');
      // But for the lock by which the killed browser held its profile.
      await cp(profile, copy, { recursive: true, filter: (file) => !path.basename(file).startsWith('Singleton') });
      stolen = await startTablet(copy);
      await stolen.context.setOffline(true);
      await stolen.page.goto(host.lan);
      await stolen.page.getByLabel('口令', { exact: true }).waitFor();
    });
    afterAll(() => stolen?.close());

    it('opens at the door and shows nobody', async () => {
      const text = await stolen.page.content();
      expect(searchText(text, 'page', search)).toEqual([]);
    });

    it('does not open for a guess', async () => {
      for (const guess of ['lijg', 'linli-qinghe', '1234567890', host.passphrase('zhangxm')]) {
        await stolen.page.getByRole('textbox', { name: '工号' }).fill('lijg');
        await stolen.page.getByLabel('口令', { exact: true }).fill(guess);
        await stolen.page.getByRole('button', { name: '登录' }).click();
        await stolen.page.getByRole('alert').getByText(/口令/).first().waitFor();
      }
      expect(searchText(await stolen.page.content(), 'page', search)).toEqual([]);
    });

    it('opens for the passphrase, so that what was tried could have opened it', async () => {
      await signInOffline(stolen.page, host, 'lijg');
      await badge(stolen.page, /离线.*1 条在本机/);
      await openPerson(stolen.page, '沈桂英');
      await stolen.page.getByText(TYPED).first().waitFor();
    });
  });

  describe('at the host', () => {
    beforeAll(async () => {
      tablet = await startTablet(profile);
      await signIn(tablet.page, host, 'lijg');
      await host.stop();
    });

    it('has no readable value in the hub’s databases, through leveldb itself', async () => {
      const hub = path.join(host.data, 'hub');
      const { traces, rows } = await searchLevels(hub, search);
      expect(rows).toBeGreaterThan(5000);
      expect(traces).toEqual([]);

      const control = await folder('control');
      await cp(hub, control, { recursive: true });
      await plantInLevel(control, PLANTED);
      expect((await searchLevels(control, search)).traces.map(({ label }) => label)).toEqual(['planted']);
    });

    it('has none in any file of the data folder: logs, accounts, keys, audit', async () => {
      await writeFile(path.join(host.data, 'logs', 'planted.log'), `{"msg":"${PLANTED}"}\n`);
      const traces = await searchFolder(host.data, search);
      expect(traces.map(({ label }) => label)).toEqual(['planted']);
    });

    it('keeps what opens them outside the data folder', async () => {
      const passphrases = ['zhoum', 'lijg', 'linxy'].map((code) => ({ label: code, text: host.passphrase(code) }));
      expect(await searchFolder(host.data, searchFor(passphrases))).toEqual([]);
    });

    it('printed none', () => {
      expect(searchText(host.output(), 'terminal', search)).toEqual([]);
    });
  });
});
