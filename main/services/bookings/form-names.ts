import { createHmac, timingSafeEqual } from 'node:crypto';
import { ulid } from 'ulid';
import type { Bookings } from '../booking-port';

/** Names of pages with a form, which this host made and knows again; `secret` never leaves it. */
export function createFormNames(secret: string, now: () => number): Pick<Bookings, 'newForm' | 'isForm'> {
  const sealOf = (id: string) => createHmac('sha256', secret).update(id).digest('base64url').slice(0, 22);
  return {
    newForm: () => {
      const id = ulid(now());
      return `${id}.${sealOf(id)}`;
    },
    isForm: (form) => {
      const [, id = '', seal = ''] = /^([0-9A-HJKMNP-TV-Z]{26})\.([\w-]{22})$/.exec(form) ?? [];
      return id !== '' && timingSafeEqual(new Uint8Array(Buffer.from(seal)), new Uint8Array(Buffer.from(sealOf(id))));
    },
  };
}
