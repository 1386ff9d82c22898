import type { Page } from 'playwright-core';
import type { Stop } from '../stops';
import { at, MANAGER, personId, press, screen, steps } from './steps';

/** Records that wait, one that came back, and a hub that is away. */
const setTrouble: Stop['go'] = (page: Page) =>
  page.evaluate(async () => {
    const { station } = window.harness;
    if (!station) throw new Error('nobody is signed in');
    const people = await new Promise<readonly { readonly _id: string }[]>((resolve) =>
      station.records.all('people', 'person').subscribe((all) => resolve(all.slice(0, 4) as never)),
    );
    for (const { _id } of people) await station.writer.edit(_id, () => ({ note: 'x' }));
    const outbox = station.outbox();
    const error = Object.assign(new Error('away'), { code: 'hub.unreachable', retry: true, details: {} });
    window.harness.setSync({
      outbox: outbox.map((row, index) =>
        index === 0 ? { ...row, state: 'refused', code: 'row.too-large', reason: 'x' } : row,
      ),
      status: {
        link: { kind: 'away', sinceMs: station.nowMs() - 600_000, error: error as never },
        databases: [],
        lastCurrentMs: station.nowMs() - 600_000,
      } as never,
    });
  });

const settings = (section: string, sign: string): Stop =>
  screen(`settings-${section}`, at(`#/settings/${section}`, sign), { who: MANAGER });

/** Two devices have changed a name and a status apart from each other. */
const setConflict: Stop['go'] = async (page: Page) => {
  const id = await personId(page, '沈桂英');
  await page.evaluate(
    (who) =>
      window.harness.station?.contest(
        who,
        { name: '沈桂英', status: 'moved-out' },
        { name: '买买提明·阿卜杜热合曼·吐尔逊江·依布拉音木', status: 'deceased' },
      ),
    id,
  );
};

/** What waits for somebody. */
const conflicts = steps(setConflict, at('#/conflicts', '.conflict-value'));

/** The workbench, what the frame around the pages opens, sync and settings. */
export const STATION: readonly Stop[] = [
  screen('workbench', at('#/', '.workbench .wb-columns')),
  screen('workbench-manager', at('#/', '.workbench .wb-columns'), { who: MANAGER }),
  screen('workbench-empty', at('#/', '.workbench .wb-columns'), { address: '?begin=empty' }),
  screen('notifications', steps(at('#/sync', 'main h1'), press('.bell', '.bell-panel'))),
  screen('announcements', at('#/announcements', '.announcements h1'), { who: MANAGER }),
  screen('shortcuts', at('#/shortcuts', '.shortcuts h1')),
  screen('unknown-page', at('#/nowhere', '.no-page')),
  screen('not-allowed', at('#/settings/staff', '.no-page')),
  screen('sync', at('#/sync', 'main h1')),
  screen('sync-trouble', steps(setTrouble, at('#/sync', '.refused'))),
  screen(
    'sync-discard',
    steps(setTrouble, at('#/sync', '.refused'), press('.refused .ant-btn:last-child', '.discard-form')),
    { isAlone: true },
  ),
  screen('conflicts', conflicts, { isAlone: true }),
  screen('conflicts-together', steps(conflicts, press('.conflict-combine input', '.conflict-combine textarea')), {
    isAlone: true,
  }),
  screen(
    'conflicts-decided',
    steps(
      conflicts,
      press('.conflict-actions .ant-btn:not(.ant-btn-primary)', '.conflicts .empty'),
      press('.conflicts .data-sections a:last-child', '.decision-kept'),
    ),
    { isAlone: true },
  ),
  screen('conflicts-empty', at('#/conflicts', '.conflicts .empty')),
  screen('sync-conflicts', steps(setConflict, at('#/sync', '.sync-columns')), { isAlone: true }),
  screen('settings', at('#/settings', '.settings-home'), { who: MANAGER }),
  settings('station', '.station-page'),
  settings('grids', '.settings-columns'),
  settings('phrases', '.phrases-page'),
  settings('host', '.host-cards'),
  settings('staff', '.account-rows .row'),
  settings('access', '.access-page'),
  settings('upstream', '.upstream-form'),
  settings('connectors', '.undelivered li'),
  settings('devices', '.device-rows .row'),
  settings('kept', '.kept-rows .row'),
  settings('keys', '.keys-commands'),
  settings('audit', '.audit-table'),
  screen(
    'settings-staff-opened',
    steps(at('#/settings/staff', '.account-rows .row'), press('.account-rows .row', '.side-panel')),
    { who: MANAGER },
  ),
  screen(
    'settings-kept-opened',
    steps(at('#/settings/kept?why=discarded', '.kept-rows .row'), press('.kept-rows .row', '.side-panel')),
    { who: MANAGER },
  ),
  screen('settings-upstream-away', at('#/settings/upstream', '.upstream-table'), {
    who: MANAGER,
    address: '?upstream=away',
  }),
  screen('settings-connectors-new', at('#/settings/connectors?system=new', '.panel-form'), { who: MANAGER }),
  screen('settings-connectors-key', at('#/settings/connectors?key=new', '.panel-form'), { who: MANAGER }),
  screen('settings-connectors-empty', at('#/settings/connectors', '.connectors-page .empty'), {
    who: MANAGER,
    address: '?admin=empty',
  }),
  screen('settings-staff-new', at('#/settings/staff?person=new', '.panel-form'), { who: MANAGER }),
];
