import { createHash } from 'node:crypto';
import { z } from 'zod';
import { parcelSchema, type Parcel } from '#shared/ipc/station-api';
import { openBox, peekSigned, verifySigned } from '#shared/schema/sealed-box';
import { canonicalJson } from '#shared/sync/canonical-json';
import type { Caller } from '../../ports';
import type { GatewayDeps } from '../gateway-types';

/** What a parcel holds, and its author as he or she stands now: null for somebody whose account or device is closed. */
export interface OpenedParcel {
  readonly content: Parcel;
  readonly author: Caller | null;
}

/** Opens a parcel and finds its signature good; null when it is not genuine. */
export async function openParcel(
  parcel: string,
  { sessions, stationKeys }: Pick<GatewayDeps, 'sessions' | 'stationKeys'>,
): Promise<OpenedParcel | null> {
  const signed = z.string().safeParse(await openBox(stationKeys.hub.private, parcel));
  if (!signed.success) return null;
  const claimed = parcelSchema.safeParse(peekSigned(signed.data));
  const author = claimed.success ? sessions.author(claimed.data.author, claimed.data.device) : null;
  if (!author) return null;
  const content = parcelSchema.safeParse(await verifySigned(author.deliveryKey, signed.data));
  return content.success ? { content: content.data, author: author.caller } : null;
}

/** Names the state of a record that a parcel brings: the same row brought twice is known by it. */
export const rowOf = ({ record }: Parcel): string =>
  createHash('sha256').update(canonicalJson(record)).digest('base64url');
