import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { AUDIT_KINDS, type AuditEntry, type AuditKind, type AuditPage } from '#shared/ipc/admin-api';
import type { WireRecord } from '#shared/schema/envelope';
import type { Staff } from '#shared/schema/types/place';
import { useLiveQuery, useStation } from '#renderer/data/index';
import { Empty, ErrorNotice, goTo, Pill, usePlace, Select } from '#renderer/ui/index';
import { Asked } from '../components/Asked';
import { settingsPlace } from '../places';
import { useLoaded } from '../use-loaded';
import { AuditList } from './AuditList';

const PAGE = 50;

interface Filter {
  readonly kind?: AuditKind;
  readonly by?: string;
}

/** What was done at the station, the newest first, and whether the chain of entries is whole. */
export function AuditSection() {
  const { admin } = useStation();
  const { kind = '', by = '' } = usePlace().query;
  const known = AUDIT_KINDS.find((each) => each === kind);
  const filter: Filter = { ...(known && { kind: known }), ...(by !== '' && { by }) };
  const key = `audit ${kind} ${by}`;
  const loaded = useLoaded(key, () => admin.audit({ limit: PAGE, ...filter }));
  return (
    <div className="settings-list card audit">
      <Filters kind={known ?? ''} by={by} />
      <Asked loaded={loaded}>{(first) => <Entries key={key} first={first} filter={filter} />}</Asked>
    </div>
  );
}

function Filters({ kind, by }: { readonly kind: string; readonly by: string }) {
  const { t } = useTranslation('audit');
  const staff = useLiveQuery<Staff & WireRecord>('reference', {
    selector: { type: 'staff' },
    sort: [{ type: 'asc' }, { rank: 'asc' }],
  });
  const choose = (query: { readonly kind: string; readonly by: string }) =>
    goTo(settingsPlace('audit', query), { replace: true });
  return (
    <div className="settings-filters">
      <Select label={t('filter.kind')} value={kind} onChange={(next) => choose({ kind: next, by })}>
        <option value="">{t('filter.kind.all')}</option>
        {AUDIT_KINDS.map((each) => (
          <option key={each} value={each}>
            {t(`kind.${each}`)}
          </option>
        ))}
      </Select>
      <Select label={t('filter.by')} value={by} onChange={(next) => choose({ kind, by: next })}>
        <option value="">{t('filter.by.all')}</option>
        {(staff ?? []).map(({ uid, name, code }) => (
          <option key={uid} value={uid}>
            {t('filter.by.one', { name, code })}
          </option>
        ))}
      </Select>
    </div>
  );
}

function Entries({ first, filter }: { readonly first: AuditPage; readonly filter: Filter }) {
  const { t } = useTranslation('audit');
  const { admin } = useStation();
  const [more, setMore] = useState<readonly AuditEntry[]>([]);
  const [isEnd, setIsEnd] = useState(first.entries.length < PAGE);
  const [isBusy, setIsBusy] = useState(false);
  const [failure, setFailure] = useState<{ readonly error: unknown } | null>(null);
  const entries = [...first.entries, ...more];
  const readOn = async () => {
    const before = entries.at(-1)?.n;
    if (before === undefined || isBusy) return;
    setIsBusy(true);
    setFailure(null);
    try {
      const page = await admin.audit({ before, limit: PAGE, ...filter });
      setMore([...more, ...page.entries]);
      setIsEnd(page.entries.length < PAGE);
    } catch (error) {
      setFailure({ error });
    } finally {
      setIsBusy(false);
    }
  };
  return (
    <>
      <Chain brokenAt={first.brokenAt} />
      {entries.length === 0 ? <Empty title={t('empty')} text={t('empty.text')} /> : <AuditList entries={entries} />}
      {failure && <ErrorNotice error={failure.error} onRemedy={() => void readOn()} />}
      {!isEnd && entries.length > 0 && (
        <div className="audit-more">
          <Button loading={isBusy} onClick={() => void readOn()}>
            {t('more')}
          </Button>
        </div>
      )}
    </>
  );
}

/** Whether anybody could have changed or taken out an entry. */
function Chain({ brokenAt }: Pick<AuditPage, 'brokenAt'>) {
  const { t } = useTranslation('audit');
  return (
    <p className="audit-chain" role={brokenAt === null ? undefined : 'alert'}>
      <Pill shape={brokenAt === null ? 'done' : 'alert'} filled>
        {brokenAt === null ? t('chain.whole') : t('chain.broken', { number: brokenAt })}
      </Pill>
      <span>{t(brokenAt === null ? 'chain.whole.text' : 'chain.broken.text')}</span>
    </p>
  );
}
