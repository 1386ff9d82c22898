import {
  accountViewSchema,
  adminPaths,
  auditPageSchema,
  deviceListSchema,
  deviceViewSchema,
  gridAddedSchema,
  hostStateSchema,
  keptDeliverySchema,
  keptExportSchema,
  keptListSchema,
  matchesSchema,
  newAccountSchema,
  rotatedSchema,
  staffListSchema,
} from '#shared/ipc/admin-api';
import { reshapeAnswerSchema, reshapeListSchema, reshapePaths } from '#shared/ipc/reshape-api';
import { placementSchema, transferAnswerSchema, transferListSchema, transferPaths } from '#shared/ipc/transfer-api';
import { upstreamPaths, upstreamReachSchema, upstreamTrialSchema, upstreamViewSchema } from '#shared/ipc/upstream-api';
import { createIncomingCalls } from './incoming-calls';
import { createMessageCalls } from './message-calls';
import type { StationClient } from './station-client';
import type { StationAdmin } from './types';

/** The host itself waits for the upstream so long, and a little more. */
const TRIAL_MS = 30_000;

/** The station's administration, asked with the token of the moment. */
export function createStationAdmin(client: StationClient, token: () => string): StationAdmin {
  const withId = (path: string, id: string) => path.replace(/:[a-z]+/, encodeURIComponent(id));
  const get = (path: string) => ({ path, token: token() });
  const post = (path: string, body?: unknown) => ({ ...get(path), method: 'POST' as const, body });
  const patch = (path: string, body: unknown) => ({ ...get(path), method: 'PATCH' as const, body });
  return {
    staff: async () => (await client.call(get(adminPaths.staff), staffListSchema)).staff,
    createStaff: (account) => client.call(post(adminPaths.staff, account), newAccountSchema),
    changeStaff: (uid, change) => client.call(patch(withId(adminPaths.staffMember, uid), change), accountViewSchema),
    resetPassphrase: (uid) => client.call(post(withId(adminPaths.staffPassphrase, uid)), newAccountSchema),
    devices: async () => (await client.call(get(adminPaths.devices), deviceListSchema)).devices,
    changeDevice: (id, change) => client.call(patch(withId(adminPaths.device, id), change), deviceViewSchema),
    rotateKeys: async (gridNumbers, classes) =>
      (await client.call(post(adminPaths.keyRotation, { gridNumbers, classes }), rotatedSchema)).kids,
    addGrid: async (name) => (await client.call(post(adminPaths.grids, { name }), gridAddedSchema)).number,
    hostState: () => client.call(get(adminPaths.host), hostStateSchema),
    upstream: () => client.call(get(upstreamPaths.upstream), upstreamViewSchema),
    setUpstream: (wanted) => client.call(patch(upstreamPaths.upstream, wanted), upstreamViewSchema),
    tryUpstream: (wanted) =>
      client.call({ ...post(upstreamPaths.trial, wanted), timeoutMs: TRIAL_MS }, upstreamTrialSchema),
    upstreamNow: () => client.call(post(upstreamPaths.now), upstreamViewSchema),
    messages: createMessageCalls(client, token),
    incoming: createIncomingCalls(client, token),
    upstreamReach: () => client.call(get(upstreamPaths.reach), upstreamReachSchema),
    kept: async () => (await client.call(get(adminPaths.kept), keptListSchema)).kept,
    exportKept: async (ids) => (await client.call(post(adminPaths.keptExport, { ids }), keptExportSchema)).records,
    deliverKept: async (ids) => (await client.call(post(adminPaths.keptDelivery, { ids }), keptDeliverySchema)).answers,
    audit: (query) => client.call(get(`${adminPaths.audit}?${searchOf(query)}`), auditPageSchema),
    transfer: (wanted) => client.call(post(transferPaths.transfers, wanted), transferAnswerSchema),
    transfers: async () => (await client.call(get(transferPaths.transfers), transferListSchema)).transfers,
    placement: async (type, uid) =>
      (await client.call(get(`${transferPaths.placement}?${searchOf({ type, uid })}`), placementSchema)).movedTo,
    reshape: (wanted) => client.call(post(reshapePaths.reshapes, wanted), reshapeAnswerSchema),
    reshapes: async () => (await client.call(get(reshapePaths.reshapes), reshapeListSchema)).reshapes,
    match: async (kind, value) => (await client.call(post(adminPaths.match, { kind, value }), matchesSchema)).ids,
  };
}

function searchOf(query: Readonly<Record<string, string | number | undefined>>): string {
  const given = Object.entries(query).flatMap(([name, value]): [string, string][] =>
    value === undefined ? [] : [[name, String(value)]],
  );
  return new URLSearchParams(given).toString();
}
