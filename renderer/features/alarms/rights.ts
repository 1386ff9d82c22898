import { accessOf, may } from '#shared/domain/access/access';
import type { SessionView } from '#renderer/data/index';

/** Whether somebody may adjust what is watched for. */
export function mayAdjustWatch({ post, functions, gridNumbers }: SessionView['staff']): boolean {
  const access = accessOf({ actor: post, functions, gridNumbers }, []);
  return may(access, 'edit', 'rule-table', { kind: 'commons', gridNumber: null });
}
