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
