import type { RosterMapping } from '#shared/domain/roster/index';
import type { Drafts } from '../types';

/** How files of one source are read, remembered by the signature of their heads; kept with the drafts, closed on the disk. */
export interface RosterSources {
  recall(signature: string): Promise<RosterMapping | null>;
  remember(signature: string, mapping: RosterMapping): Promise<void>;
}

const FORM = 'roster-source';
const FORM_VERSION = 1;

/** See `RosterSources`. */
export function createRosterSources(drafts: Pick<Drafts, 'get' | 'save'>, nowMs: () => number): RosterSources {
  return {
    async recall(signature) {
      const draft = await drafts.get(FORM, signature);
      return draft?.formVersion === FORM_VERSION ? (draft.value as RosterMapping) : null;
    },
    async remember(signature, mapping) {
      const startedAtMs = nowMs();
      await drafts.save({ form: FORM, formVersion: FORM_VERSION, subject: signature, value: mapping, startedAtMs });
    },
  };
}
