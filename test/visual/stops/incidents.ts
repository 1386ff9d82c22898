import type { Page } from 'playwright-core';
import type { Stop } from '../stops';
import { at, MANAGER, press, screen, steps } from './steps';

/** Opens the incident whose title begins like that, from the list. */
const open = (title: string): Stop['go'] =>
  steps(at('#/incidents', '.incidents [data-row]'), async (page: Page) => {
    await page.locator('.incidents [data-row]').filter({ hasText: title }).first().click();
    await page.locator('.incident-panel .incident-steps').waitFor();
  });

/** Who handles what is sent to a department. */
const HANDLER = 'hejg';

/** A table with something opened beside it, found by a word in it and pressed there or on a part of it. */
const opened = (hash: string, row: string, word: string, sign: string, within: string | null = null): Stop['go'] =>
  steps(at(hash, row), async (page: Page) => {
    const found = page.locator(row).filter({ hasText: word }).first();
    await (within === null ? found : found.locator(within)).click();
    await page.locator(sign).first().waitFor();
  });

/** A report that was begun, with a spoken note in it that says the same each time. */
const begunWithNote = async (page: Page): Promise<void> => {
  await page.evaluate(async () => {
    const { station } = window.harness;
    if (!station) throw new Error('nobody is signed in');
    const curve = Uint8Array.from({ length: 64 }, (_each, at) => 40 + ((at * 37) % 160));
    const sound = {
      mime: 'audio/webm',
      seconds: 42,
      full: new Uint8Array(64),
      curve,
      recordedAtMs: station.nowMs(),
    } as const;
    const draft = { form: 'incident-report', subject: 'new' };
    const scope = `${station.session.station.id}-${station.session.staff.gridNumbers[0] ?? 1}`;
    const voice = await station.media.addVoice(sound, { scope, class: 'general', priority: 'urgent', draft });
    const empty = { categoryUid: null, suggestion: null, title: '', text: '', place: null, address: '', photos: [] };
    const who = { buildingUid: null, onBehalfOf: null, contact: { name: '', phone: '' }, urgent: false };
    const startedAtMs = station.nowMs();
    const value = {
      ...empty,
      ...who,
      voice,
      incidentUid: station.newUid(),
      startedAtMs,
      grid: Number(scope.split('-')[1]),
    };
    await station.drafts.save({ ...draft, formVersion: 1, startedAtMs, value });
  });
};

/** Brings the question about a spoken note into sight. */
const toVoice = async (page: Page): Promise<void> => {
  await page.locator('.voice-field').scrollIntoViewIfNeeded();
};

/** The host gives the incident that is open a receipt. */
const giveReceipt = async (page: Page): Promise<void> => {
  await page.evaluate(() => {
    const id = new URLSearchParams(location.hash.split('?')[1]).get('open') ?? '';
    return window.harness.station?.writer.edit(id, () => ({ receipt: 'K7QM2X90' })).then(() => undefined);
  });
};

/** Incidents: the list, the board, one of them, what is done about it, the report, and the tables behind them. */
export const INCIDENTS: readonly Stop[] = [
  screen('incidents', at('#/incidents', '.incidents [data-row]'), { who: MANAGER }),
  screen('incidents-board', at('#/incidents?view=board', '.incident-board [data-row]'), { who: MANAGER }),
  screen('incidents-opened', open('8幢东侧'), { who: MANAGER }),
  screen('incidents-same-time', open('7幢2单元四楼'), { who: MANAGER }),
  screen('incidents-step', steps(open('14幢西侧'), press('.incident-foot .ant-btn-primary', '.step-form select')), {
    who: MANAGER,
    isAlone: true,
  }),
  screen(
    'incidents-resident',
    steps(open('门上贴满小广告'), press('.incident-foot .ant-btn-primary', '.resident-field .photo-choice img')),
    { who: MANAGER, isAlone: true },
  ),
  screen(
    'incidents-receipt',
    steps(open('8幢东侧'), giveReceipt, press('.receipt-open', '.receipt > .receipt-slip .qr-code')),
    {
      who: MANAGER,
      isAlone: true,
    },
  ),
  screen('incidents-empty', at('#/incidents', '.incidents .empty'), { address: '?begin=empty' }),
  screen('incident-report', at('#/incidents/report', '.report-form .category-options'), { isAlone: true }),
  screen(
    'incident-report-wrong',
    steps(at('#/incidents/report', '.report-form'), press('.report-foot .ant-btn-primary', '.field-error')),
    {
      isAlone: true,
    },
  ),
  screen('incident-report-voice', steps(begunWithNote, at('#/incidents/report', '.voice-track rect'), toVoice), {
    isAlone: true,
  }),
  screen(
    'incident-report-no-microphone',
    steps(at('#/incidents/report', '.voice-field'), press('.voice-field .ant-btn', '.voice-trouble'), toVoice),
    { isAlone: true },
  ),
  screen(
    'incident-categories',
    opened('#/incidents/categories', '.category-rows [data-row]', '暴露垃圾', '.table-sources'),
    {
      who: MANAGER,
    },
  ),
  screen('incident-shipped', at('#/incidents/categories?open=shipped', '.shipped-majors'), { who: MANAGER }),
  screen(
    'incident-units',
    opened('#/incidents/units', '.unit-rows li', '站内网格员', '.unit-members', '.link-button'),
    {
      who: MANAGER,
    },
  ),
  screen('incident-calendar', at('#/incidents/calendar?open=2027', '.year-form'), { who: MANAGER, isAlone: true }),
  screen('matters', at('#/matters', '.matter-rows li'), { who: HANDLER }),
  screen(
    'matters-opened',
    steps(
      at('#/matters', '.matter-rows li'),
      press('.matter-rows a', '.matter-acts .ant-btn'),
      press('.matter-acts .ant-btn', '.matter-form'),
    ),
    { who: HANDLER, isAlone: true },
  ),
  screen('incident-rules', at('#/incidents/rules?open=trial', '.trial table'), { who: MANAGER }),
];
