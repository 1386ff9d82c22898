import type { CalendarDate } from '../calendar/date';

/** What lets data out to a platform: a data-sharing agreement (数据共享协议) that holds. */
export interface PlatformGate {
  readonly on: boolean;
  readonly agreement: { readonly number: string; readonly until: CalendarDate } | null;
}

export const GATE_PROBLEMS = ['off', 'no-agreement', 'agreement-over'] as const;
export type GateProblem = (typeof GATE_PROBLEMS)[number];

/** Why a platform is given nothing today; null where it may be. */
export function gateProblem({ on, agreement }: PlatformGate, today: CalendarDate): GateProblem | null {
  if (!on) return 'off';
  if (!agreement) return 'no-agreement';
  return agreement.until < today ? 'agreement-over' : null;
}
