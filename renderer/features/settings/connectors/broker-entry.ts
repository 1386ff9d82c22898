import { setBrokerSchema, type BrokerView, type SetBroker } from '#shared/ipc/sensor-api';

/** What stands in the form about the way in for devices. */
export interface BrokerEntry {
  readonly isExternal: boolean;
  readonly url: string;
  readonly user: string;
  /** Empty: the one that is kept stays. */
  readonly password: string;
  readonly authority: string;
}

export type BrokerFault = 'url' | 'password';

/** The form as it begins. */
export const entryOf = (external: BrokerView['external']): BrokerEntry => ({
  isExternal: external !== null,
  url: external?.url ?? '',
  user: external?.user ?? '',
  password: '',
  authority: external?.authority ?? '',
});

/** What is asked for, and the first field that is not right yet: a new address or user needs the password again. */
export function readEntry(
  { isExternal, url, user, password, authority }: BrokerEntry,
  kept: BrokerView['external'],
): { readonly wanted: SetBroker; readonly wrong: BrokerFault | null } {
  const given = { url: url.trim().replace(/\/+$/, ''), user: user.trim(), authority: authority.trim() || null };
  const wanted: SetBroker = { external: isExternal ? { ...given, ...(password !== '' && { password }) } : null };
  if (!isExternal) return { wanted, wrong: null };
  if (!setBrokerSchema.safeParse(wanted).success) return { wanted, wrong: 'url' };
  const isKept = kept?.url === given.url && kept.user === given.user;
  return { wanted, wrong: given.user !== '' && password === '' && !isKept ? 'password' : null };
}
