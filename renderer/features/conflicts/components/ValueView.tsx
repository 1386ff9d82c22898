import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { maskAddress, maskName, maskPhone } from '#shared/domain/privacy/mask';
import type { WireRecord } from '#shared/schema/envelope';
import { RecordedValue, scopeOf, useAddress, useIsOwnGrid } from '../../people/index';
import { isFacts } from '../combine';
import type { Look } from '../fields';
import { usePersonName } from '../queries';
import { usePartName, usePartWords, useValueWords } from '../words';

interface ValueViewProps {
  readonly record: WireRecord;
  readonly field: string;
  readonly look: Look;
  /** What the field is called. */
  readonly label: string;
  readonly plain: unknown;
}

/** One value of a field: as the file shows it, behind its mask where the file masks it. */
export function ValueView({ record, field, look, label, plain }: ValueViewProps): ReactNode {
  const { t } = useTranslation('conflicts');
  const words = useValueWords();
  const subject = { type: record.type, scope: scopeOf(record._id), uid: record.uid, field };
  if (plain === null || plain === undefined || plain === '') return <span className="quiet">{t('nothing')}</span>;
  switch (look.kind) {
    case 'masked':
      return <RecordedValue subject={subject} label={label} value={String(plain)} mask={look.mask} />;
    case 'dwelling':
      return <Home dwellingUid={String(plain)} record={record} />;
    case 'person':
      return <PersonName uid={String(plain)} />;
    case 'entries':
      return <Entries record={record} field={field} plain={plain} />;
    case 'parts':
      return <Parts look={look} plain={plain} />;
    case 'unknown':
      return <span className="quiet">{t('no-words')}</span>;
    default:
      return <span className="conflict-text">{words(look, plain)}</span>;
  }
}

/** An address, masked outside the reader’s own grids. */
function Home({ dwellingUid, record }: { readonly dwellingUid: string; readonly record: WireRecord }) {
  const { t } = useTranslation('conflicts');
  const address = useAddress(dwellingUid);
  const isOwnGrid = useIsOwnGrid()(record._id);
  if (address === undefined || address === null) return <span className="quiet">{t('not-here')}</span>;
  return isOwnGrid ? address : maskAddress(address);
}

function PersonName({ uid }: { readonly uid: string }) {
  const { t } = useTranslation('conflicts');
  const name = usePersonName(uid);
  return name === null ? <span className="quiet">{t('not-here')}</span> : maskName(name);
}

/** Everybody in a list of contacts. */
function Entries({
  record,
  field,
  plain,
}: {
  readonly record: WireRecord;
  readonly field: string;
  readonly plain: unknown;
}) {
  const { t } = useTranslation('conflicts');
  const entries = Array.isArray(plain) ? plain : [];
  if (entries.length === 0) return <span className="quiet">{t('nobody')}</span>;
  return (
    <ul className="conflict-entries">
      {entries.map((entry: unknown, index) => (
        <li key={isFacts(entry) ? String(entry['id']) : index}>
          <EntryView record={record} field={field} plain={entry} />
        </li>
      ))}
    </ul>
  );
}

/** One contact: name, relation, the number behind its mask. */
export function EntryView({
  record,
  field,
  plain,
}: {
  readonly record: WireRecord;
  readonly field: string;
  readonly plain: unknown;
}) {
  const { t } = useTranslation('conflicts');
  if (!isFacts(plain)) return <span className="quiet">{t('entry.none')}</span>;
  const { name, relation, phone } = plain;
  const subject = { type: record.type, scope: scopeOf(record._id), uid: record.uid, field: `${field}.phone` };
  return (
    <span>
      <b>{String(name ?? '')}</b> <span className="quiet">{String(relation ?? '')}</span>{' '}
      {typeof phone === 'string' && (
        <RecordedValue
          subject={subject}
          label={t('phone.of', { name: String(name ?? '') })}
          value={phone}
          mask={maskPhone}
        />
      )}
    </span>
  );
}

/** Several facts under their names. */
function Parts({ look, plain }: { readonly look: Look; readonly plain: unknown }) {
  const { t } = useTranslation('conflicts');
  const partName = usePartName();
  const partWords = usePartWords();
  const facts = Object.entries(isFacts(plain) ? plain : {}).flatMap(([key, value]) => {
    const words = partWords(key, value);
    return words === null ? [] : [[key, words] as const];
  });
  if (facts.length === 0) return <span className="quiet">{t('nothing')}</span>;
  return (
    <dl className="conflict-parts">
      {facts.map(([key, words]) => (
        <div key={key}>
          <dt>{partName(look, key)}</dt>
          <dd>{words}</dd>
        </div>
      ))}
    </dl>
  );
}
