import { useEffect, useMemo, useState } from 'react';
import { bookingStanding, type BookingStanding } from '#shared/domain/bookings/decide';
import { dateAtStation } from '#shared/domain/calendar/date';
import type { WireRecord } from '#shared/schema/envelope';
import type { Booking } from '#shared/schema/types/booking';
import { useAll, useStation } from '#renderer/data/index';
import { useNow } from '../people/index';

export type BookingRecord = Booking & WireRecord;

/** Who comes; null where it cannot be opened here. */
export interface Contact {
  readonly name: string;
  readonly phone: string;
}

/** A booking as it stands at the moment. */
export interface ShownBooking {
  readonly record: BookingRecord;
  readonly standing: BookingStanding;
  readonly contact: Contact | null;
}

const MINUTE_MS = 60_000;

/** The bookings of a day on this device, in the order of their slots; undefined while loading. */
export function useBookings(day: string): readonly ShownBooking[] | undefined {
  const records = useAll<BookingRecord>('desk', 'booking');
  const nowMs = useNow();
  const minuteMs = nowMs - (nowMs % MINUTE_MS);
  const ofDay = useMemo(
    () =>
      records
        ?.filter(({ atMs }) => dateAtStation(atMs) === day)
        .sort((a, b) => a.atMs - b.atMs || a.bookedAtMs - b.bookedAtMs),
    [records, day],
  );
  const contacts = useContacts(ofDay);
  return useMemo(
    () =>
      ofDay?.map((record) => ({
        record,
        standing: bookingStanding(record, minuteMs),
        contact: contacts.get(record.uid) ?? null,
      })),
    [ofDay, contacts, minuteMs],
  );
}

function useContacts(records: readonly BookingRecord[] | undefined): ReadonlyMap<string, Contact> {
  const { sealer } = useStation();
  const [opened, setOpened] = useState<ReadonlyMap<string, Contact>>(new Map());
  useEffect(() => {
    let isWanted = true;
    const open = async () => {
      const all = await Promise.all(
        (records ?? []).map(async ({ uid, contact }) => {
          const value = (await sealer.open(contact, { uid, field: 'contact' })) as Contact | null;
          return value ? ([[uid, value]] as const) : [];
        }),
      );
      if (isWanted) setOpened(new Map(all.flat()));
    };
    open().catch(() => undefined);
    return () => {
      isWanted = false;
    };
  }, [records, sealer]);
  return opened;
}
