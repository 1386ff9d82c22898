import type { Parcel, Session } from '#shared/ipc/station-api';
import { sealBox, signValue } from '#shared/schema/sealed-box';
import type { OutboxRow } from '#shared/sync/ports';

/**
 * Seals an unsent row to the host, signed by its author's delivery key: whoever is signed in on this device can hand it over,
 * and only the host can open it.
 */
export async function makeParcel(session: Session, row: OutboxRow, replica: string): Promise<string> {
  const { device, staff } = session;
  const { db, rev, record } = row;
  const parcel: Parcel = { author: staff.uid, device: device.id, replica, db, rev, record };
  return sealBox(device.hubKey, await signValue(device.deliveryKey, parcel));
}

const POST_PARCELS = 100;
const POST_CHARACTERS = 2 * 1024 * 1024;

/** Parcels in the portions in which they are posted: few enough and small enough for one request. */
export function parcelBatches<T extends { readonly parcel: string }>(rows: readonly T[]): readonly (readonly T[])[] {
  const all: T[][] = [];
  let characters = Infinity;
  for (const row of rows) {
    const last = all.at(-1);
    if (!last || last.length === POST_PARCELS || characters + row.parcel.length > POST_CHARACTERS) {
      all.push([row]);
      characters = row.parcel.length;
    } else {
      last.push(row);
      characters += row.parcel.length;
    }
  }
  return all;
}
