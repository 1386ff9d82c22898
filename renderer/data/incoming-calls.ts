import {
  incomingPaths,
  incomingViewSchema,
  keyMadeSchema,
  type IncomingView,
  type KeyMade,
  type NewKey,
  type ResidentReportsSetting,
} from '#shared/ipc/incoming-api';
import type { StationClient } from './station-client';

/** Who may come in from outside (`shared/ipc/incoming-api`), for those who set it. */
export interface IncomingCalls {
  view(): Promise<IncomingView>;
  /** The key is in this answer and in no other. */
  makeKey(wanted: NewKey): Promise<KeyMade>;
  /** It opens nothing from then on. */
  revokeKey(id: string): Promise<IncomingView>;
  setResidents(wanted: ResidentReportsSetting): Promise<IncomingView>;
}

/** See `IncomingCalls`; asked with the token of the moment. */
export function createIncomingCalls(client: StationClient, token: () => string): IncomingCalls {
  const post = (path: string, body: unknown) => ({ path, token: token(), method: 'POST' as const, body });
  return {
    view: () => client.call({ path: incomingPaths.incoming, token: token() }, incomingViewSchema),
    makeKey: (wanted) => client.call(post(incomingPaths.keys, wanted), keyMadeSchema),
    revokeKey: (id) => client.call(post(incomingPaths.revocation, { id }), incomingViewSchema),
    setResidents: (wanted) => client.call(post(incomingPaths.residents, wanted), incomingViewSchema),
  };
}
