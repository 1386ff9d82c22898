import { useTranslation } from 'react-i18next';
import { isErrorCode } from '#shared/errors/app-error';
import type { AuditEntry } from '#shared/ipc/admin-api';
import { REVEAL_PURPOSES } from '#shared/schema/types/reveal';
import { deviceCode, useReason } from '#renderer/ui/index';

/** Fields of residents that are masked, and of accounts, as the host writes them into details. */
const FIELDS = [
  'citizenId',
  'phone',
  'contacts.phone',
  'address',
  'name',
  'post',
  'gridNumbers',
  'functions',
  'active',
] as const;
/** How an entry about another system begins. */
const SYSTEM_CHANGES = ['on', 'off', 'secret'] as const;
const CLASSES = ['general', 'health', 'child'] as const;

/** Says one entry in a sentence without its author; ids that have no name are shortened. */
export function useAuditWords(nameOf: (uid: string) => string | null): (entry: AuditEntry) => string {
  const { t } = useTranslation(['audit', 'settings']);
  const reason = useReason();
  const person = (uid: string | null) => (uid === null ? t('somebody') : (nameOf(uid) ?? t('by.unknown')));
  const tail = (id: string | null) => (id === null ? '' : deviceCode(id));
  /** Of a scope, `qinghe-3`. */
  const gridIn = (scope: string | null) => t('grid', { ns: 'settings', number: (scope ?? '').split('-').at(-1) ?? '' });
  const list = (words: readonly string[]) => words.join(t('join', { ns: 'settings' }));
  const field = (name: string) => {
    const known = FIELDS.find((each) => each === name);
    return known ? t(`field.${known}`) : name;
  };
  /** `post=clerk functions` names what was changed; the values behind `=` are left to the account itself. */
  const changed = (detail: string | null) =>
    list((detail ?? '').split(' ').map((part) => field(part.split('=')[0] ?? '')));

  return ({ kind, subject, detail }) => {
    const [first = '', second = ''] = (detail ?? '').split(' ');
    switch (kind) {
      case 'reveal':
        return t(`what.reveal.${REVEAL_PURPOSES.find((each) => each === second) ?? 'show'}`, {
          field: field(first),
          subject: tail(subject),
        });
      case 'match':
        return t('what.match', { field: field(first), count: Number(second) || 0 });
      case 'sign-in':
        return t('what.sign-in', { device: tail(subject) });
      case 'sign-in-refused':
        return t('what.sign-in-refused', {
          person: person(subject),
          reason: isErrorCode(first) ? reason(first) : first,
        });
      case 'passphrase-changed':
        return t('what.passphrase-changed');
      case 'passphrase-reset':
      case 'staff-created':
        return t(`what.${kind}`, { person: person(subject) });
      case 'staff-changed':
        return t('what.staff-changed', { person: person(subject), fields: changed(detail) });
      case 'device-revoked':
        return t(detail === 'wipe' ? 'what.device-revoked.wipe' : 'what.device-revoked', { device: tail(subject) });
      case 'device-registered':
      case 'device-approved':
        return t(`what.${kind}`, { device: tail(subject) });
      case 'device-wiped': {
        const words = { device: tail(subject), count: Number(detail) };
        return detail === null ? t('what.device-wiped', words) : t('what.device-wiped.lost', words);
      }
      case 'grid-added':
        return t('what.grid-added', { grid: gridIn(subject) });
      case 'transferred': {
        const [from, to] = (detail ?? '').split(' ').slice(1);
        const grids = { from: gridIn(from ?? null), to: gridIn(to ?? null), subject: tail(subject) };
        return t(first === 'household' ? 'what.transferred.household' : 'what.transferred.person', grids);
      }
      case 'upstream-set':
        return t(first === 'on' ? 'what.upstream-set.on' : 'what.upstream-set.off');
      case 'messages-set':
        return t(detail === 'quiet-hours' ? 'what.messages-set.quiet' : 'what.messages-set.keep');
      case 'system-set':
        return t(`what.system-set.${SYSTEM_CHANGES.find((each) => each === first) ?? 'on'}`, { system: subject ?? '' });
      case 'system-removed':
        return t('what.system-removed', { system: subject ?? '' });
      case 'api-key-made':
      case 'api-key-revoked':
        return t(`what.${kind}`, { system: subject ?? '' });
      case 'api-key-used': {
        const system = (detail ?? '').slice(first.length + 1);
        return t(first === 'report' ? 'what.api-key-used.report' : 'what.api-key-used.read', {
          system,
          subject: tail(subject),
        });
      }
      case 'residents-set':
        return t(first === 'on' ? 'what.residents-set.on' : 'what.residents-set.off');
      case 'sensor-key-made':
        return t((detail ?? '').endsWith('renewed') ? 'what.sensor-key-made.again' : 'what.sensor-key-made', {
          sensor: subject ?? '',
        });
      case 'sensor-key-revoked':
        return t('what.sensor-key-revoked', { sensor: subject ?? '' });
      case 'broker-set':
        return t(first === 'external' ? 'what.broker-set.external' : 'what.broker-set.own');
      case 'hall-set':
      case 'bookings-set':
      case 'leave-code-set':
        return t(`what.${kind}`);
      case 'printer-set':
        return t(`what.printer-set.${first === 'network' ? 'network' : 'device'}`, { printer: tail(subject) });
      case 'printer-removed':
        return t('what.printer-removed', { printer: tail(subject) });
      case 'scans-set':
        return t(`what.scans-set.${first === 'off' ? 'off' : 'on'}`);
      case 'platform-set':
      case 'platform-removed':
        return t(`what.${kind}`, { platform: subject ?? '', detail: detail ?? '' });
      case 'terminal-paired':
      case 'terminal-revoked':
        return t(`what.${kind}.${first === 'kiosk' ? 'kiosk' : 'board'}`, { terminal: tail(subject) });
      case 'message-resent':
      case 'message-given-up':
        return t(`what.${kind}`, { subject: tail(subject) });
      case 'keys-rotated': {
        const classes = CLASSES.filter((name) => (detail ?? '').split(' ').includes(name));
        const grid = gridIn(subject);
        return t('what.keys-rotated', {
          grid,
          classes: list(classes.map((name) => t(`class.${name}`, { ns: 'settings' }))),
        });
      }
      case 'parcels-delivered':
        return t('what.parcels-delivered', { device: tail(subject), count: Number(first) || 0 });
      case 'parcel-kept':
      case 'media-kept':
        return t(`what.${kind}`, { device: tail(detail) });
      case 'parcel-discarded':
      case 'kept-exported':
      case 'kept-delivered':
        return t(`what.${kind}`, { person: person(first), device: tail(second), subject: tail(subject) });
      case 'recovery-used':
        return t('what.recovery-used', { person: person(subject) });
      case 'files-moved':
        return t('what.files-moved', { count: Number(first) || 0 });
    }
  };
}
