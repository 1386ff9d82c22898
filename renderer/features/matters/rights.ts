import { accessOf, handlesMatters } from '#shared/domain/access/access';
import type { SessionView } from '#renderer/data/index';

/** Whether somebody handles what is sent to a department. */
export const handlesMattersOf = ({ post, functions, gridNumbers }: SessionView['staff']): boolean =>
  handlesMatters(accessOf({ actor: post, functions, gridNumbers }, []));
