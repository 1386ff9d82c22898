import { accessOf, may } from '#shared/domain/access/access';
import type { SessionView } from '#renderer/data/index';

/** Whether somebody may adjust the table of weights. */
export function mayAdjustRisk({ post, functions, gridNumbers }: SessionView['staff']): boolean {
  const access = accessOf({ actor: post, functions, gridNumbers }, []);
  return may(access, 'edit', 'rule-table', { kind: 'commons', gridNumber: null });
}
