import type { Stop } from '../stops';
import { at, MANAGER, press, screen, steps } from './steps';

const ROW = '.alarm-rows li:first-child a';
const list = at('#/alarms', ROW);

/** Alarms: what is asked after a call, the list, one of them, those that are over, the rules and one tried on the past. */
export const ALARMS: readonly Stop[] = [
  screen(
    'alarm-outcome',
    steps(at('#/', '.alarm-strip h2 a'), press('.alarm-acts .ant-btn:last-child', '.alarm-form')),
    { isAlone: true },
  ),
  screen('alarms', list),
  screen('alarm', steps(list, press(ROW, '.alarm-steps'))),
  screen('alarms-over', at('#/alarms?tab=closed', ROW)),
  screen('alarms-none', at('#/alarms', '.alarms .empty'), { address: '?begin=empty' }),
  screen('alarm-rules', at('#/alarms/rules', '.rule-card'), { who: MANAGER }),
  screen(
    'alarm-rule-tried',
    steps(at('#/alarms/rules', '.rule-card'), press('.rule-acts .ant-btn:last-child', '.rule-devices')),
    { who: MANAGER, isAlone: true },
  ),
];
