import { accessOf, may } from '#shared/domain/access/access';
import type { SessionView } from '#renderer/data/index';

/** Whether somebody may keep the tables by which incidents are sorted and sent: categories, units, rules of dispatch. */
export function mayManageIncidents({ post, functions, gridNumbers }: SessionView['staff']): boolean {
  const access = accessOf({ actor: post, functions, gridNumbers }, []);
  return may(access, 'edit', 'category', { kind: 'commons', gridNumber: null });
}
