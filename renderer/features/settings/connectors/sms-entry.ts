import { smsSettingsSchema, type MessagesView, type SetSms } from '#shared/ipc/messages-api';

type Gateway = NonNullable<MessagesView['sms']>;

/** What stands in the form about text messages. */
export interface SmsEntry {
  readonly on: boolean;
  readonly url: string;
  readonly sign: string;
  readonly template: string;
  /** Empty: the one that is kept stays. */
  readonly key: string;
  readonly authority: string;
}

export type SmsField = 'url' | 'sign' | 'template' | 'authority' | 'key';

/** The form as it begins. */
export const smsEntryOf = (gateway: Gateway | null): SmsEntry => ({
  on: gateway?.on ?? false,
  url: gateway?.url ?? '',
  sign: gateway?.sign ?? '',
  template: gateway?.template ?? '',
  key: '',
  authority: gateway?.authority ?? '',
});

/** What is asked for, and which fields are not right yet: another address needs its own key. */
export function readSms(
  entry: SmsEntry,
  kept: Gateway | null,
): { readonly wanted: SetSms; readonly wrong: readonly SmsField[] } {
  // A gateway that was never set and stays off is none.
  if (!entry.on && !kept) return { wanted: { gateway: null }, wrong: [] };
  const key = entry.key.trim();
  const settings = {
    on: entry.on,
    url: entry.url.trim(),
    sign: entry.sign.trim().replace(/^【(.*)】$/, '$1'),
    template: entry.template.trim(),
    authority: entry.authority.trim() || null,
  };
  const parsed = smsSettingsSchema.safeParse(settings);
  const fields = new Set(parsed.error?.issues.map(({ path }) => path[0] as SmsField) ?? []);
  if (key === '' && kept?.url !== settings.url) fields.add('key');
  return { wanted: { gateway: { ...settings, ...(key !== '' && { key }) } }, wrong: [...fields] };
}
