import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { toAppError, type ErrorCode } from '#shared/errors/app-error';
import { StatusShape } from './status-shape';

/** What a person can do about a failure; the screen that shows it knows how. */
export type Remedy = 'retry' | 'sign-in' | 'reload' | 'none';

/** A failure as told to people: key of its words (`error.<words>.title` and `.text`) and what to offer. */
interface Telling {
  readonly words: string;
  readonly remedy: Remedy;
}

const tell = (words: string, remedy: Remedy = 'none'): Telling => ({ words, remedy });

/** Every code has its sentence; several codes share one where a person would do the same about them. */
const TELLINGS: Readonly<Record<ErrorCode, Telling>> = {
  'auth.wrong': tell('auth-wrong'),
  'auth.expired': tell('auth-expired', 'sign-in'),
  'auth.invalid': tell('auth-expired', 'sign-in'),
  'auth.rate-limited': tell('auth-rate-limited'),
  'auth.weak': tell('auth-weak'),
  'auth.must-change': tell('auth-must-change'),
  'auth.device-pending': tell('device-pending', 'retry'),
  'auth.device-revoked': tell('device-revoked'),
  'access.denied': tell('access-denied'),
  'access.last-manager': tell('last-manager'),
  'access.code-taken': tell('code-taken'),
  'row.malformed': tell('row-malformed'),
  'row.unknown-type': tell('row-version'),
  'row.newer-schema': tell('row-version'),
  'row.wrong-database': tell('row-malformed'),
  'row.stale-vector': tell('row-stale', 'retry'),
  'row.clock': tell('row-clock', 'retry'),
  'row.too-large': tell('row-too-large'),
  'row.deletion': tell('row-malformed'),
  'row.append-only': tell('row-append-only'),
  'row.conflict': tell('row-conflict', 'retry'),
  'row.moved': tell('row-conflict', 'retry'),
  'request.malformed': tell('versions', 'reload'),
  'request.too-large': tell('row-too-large'),
  'request.not-found': tell('not-here', 'retry'),
  'request.method': tell('versions', 'reload'),
  'request.rate-limited': tell('rate-limited'),
  'hub.unreachable': tell('hub-unreachable', 'retry'),
  'hub.not-a-hub': tell('hub-not-a-hub', 'retry'),
  'hub.busy': tell('hub-busy', 'retry'),
  'host.port-busy': tell('host-trouble', 'retry'),
  'host.already-running': tell('host-trouble', 'retry'),
  'host.folder-read-only': tell('host-trouble', 'retry'),
  'host.disk-full': tell('host-disk-full', 'retry'),
  'host.settings-damaged': tell('host-trouble', 'retry'),
  'host.settings-newer': tell('host-trouble', 'retry'),
  'host.data-damaged': tell('host-trouble', 'retry'),
  'host.station-exists': tell('host-trouble', 'retry'),
  'host.key-missing': tell('host-keys'),
  'host.key-wrong': tell('host-keys'),
  'host.recovery-wrong': tell('host-recovery'),
  'device.storage-full': tell('storage-full', 'retry'),
  'device.storage-failed': tell('storage-failed', 'reload'),
  'device.other-tab': tell('other-tab', 'reload'),
  'device.locked': tell('locked', 'sign-in'),
  'device.unknown-person': tell('unknown-person'),
  'device.wiped': tell('device-wiped'),
  'table.empty': tell('table-empty'),
  'table.too-large': tell('table-too-large'),
  'table.encrypted': tell('table-encrypted'),
  'table.macros': tell('table-macros'),
  'table.legacy': tell('table-legacy'),
  'table.bomb': tell('table-bomb'),
  'table.not-a-table': tell('not-a-table'),
  'table.broken': tell('table-broken'),
  'import.busy': tell('import-busy'),
  'import.failed': tell('import-failed', 'retry'),
  'photo.empty': tell('photo-empty'),
  'photo.too-large': tell('photo-too-large'),
  'photo.too-many-pixels': tell('photo-too-many-pixels'),
  'photo.too-small': tell('photo-too-small'),
  'photo.not-a-photo': tell('photo-not-a-photo'),
  'photo.pdf-too-large': tell('photo-pdf-too-large'),
  'photo.broken': tell('photo-broken'),
  'photo.heic': tell('photo-heic'),
  'photo.failed': tell('photo-failed', 'retry'),
  internal: tell('internal', 'reload'),
};

/** The words and the remedy for a code. */
export function tellingOf(code: ErrorCode): Telling {
  return TELLINGS[code];
}

/** The reason for a failure in one sentence, for a line in a list. */
export function useReason(): (code: ErrorCode) => string {
  const { t } = useTranslation('ui');
  return (code) => t(`error.${tellingOf(code).words}.title`);
}

/** What a failure means and what is safe, in a sentence or two. */
export function useExplanation(): (code: ErrorCode) => string {
  const { t } = useTranslation('ui');
  return (code) => {
    const { words } = tellingOf(code);
    return t('error.explained', { title: t(`error.${words}.title`), text: t(`error.${words}.text`) });
  };
}

interface ErrorNoticeProps {
  readonly error: unknown;
  /** Called for the remedies a screen offers; without it there is no button. */
  readonly onRemedy?: (remedy: Exclude<Remedy, 'none'>) => void;
}

/** A failure beside the thing that failed: what happened, what is safe, what to do, a button. The code stays in the details. */
export function ErrorNotice({ error, onRemedy }: ErrorNoticeProps) {
  const { t } = useTranslation('ui');
  const { code } = toAppError(error);
  const { words, remedy } = tellingOf(code);
  return (
    <div className="error-notice" role="alert">
      <StatusShape shape="alert" size={18} />
      <div>
        <b>{t(`error.${words}.title`)}</b>
        <p>{t(`error.${words}.text`)}</p>
        {remedy !== 'none' && onRemedy && <Button onClick={() => onRemedy(remedy)}>{t(`remedy.${remedy}`)}</Button>}
        <details>
          <summary>{t('error.details')}</summary>
          <code>{code}</code>
        </details>
      </div>
    </div>
  );
}
