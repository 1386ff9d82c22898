import { useTranslation } from 'react-i18next';
import { useRecord, type ContestedRecord } from '#renderer/data/index';
import { addressOf, Card, StatusShape, useWords } from '#renderer/ui/index';
import { useRecordWords } from '../../sync/index';
import { conflictParts } from '../conflict-parts';
import { conflictsPlace, DECIDED_PLACE } from '../places';
import { useContested } from '../queries';
import { useFieldName } from '../field-name';

/** Records that are named by themselves; the page has them all. */
const SHOWN = 4;

/** For the sync page: what two devices wrote apart from each other, and the way to where it is decided. */
export function ConflictsCard() {
  useWords(conflictParts);
  const { t } = useTranslation('conflicts');
  const open = useContested() ?? [];
  const journal = <a href={addressOf(DECIDED_PLACE)}>{t('view.decided')}</a>;
  if (open.length === 0) {
    return (
      <Card title={t('card.title')} aside={journal}>
        <p className="card-text quiet">{t('none')}</p>
      </Card>
    );
  }
  const title = (
    <>
      <StatusShape shape="conflict" size={16} />
      {t('card.title')}
    </>
  );
  return (
    <Card title={title} aside={<span className="quiet">{t('card.count', { count: open.length })}</span>}>
      <ul className="lines">
        {open.slice(0, SHOWN).map((each) => (
          <Line key={each.id} contested={each} />
        ))}
        <li>
          <a href={addressOf(conflictsPlace())}>{t('card.all', { count: open.length })}</a>
          <span className="end">{journal}</span>
        </li>
      </ul>
    </Card>
  );
}

function Line({ contested: { id, collection, record, fields } }: { readonly contested: ContestedRecord }) {
  const { t } = useTranslation(['conflicts', 'sync']);
  const fieldName = useFieldName();
  const { type, name } = useRecordWords({ record: useRecord(collection, id) ?? record });
  const title = name === null ? type : t('record.of', { ns: 'sync', type, name });
  return (
    <li>
      <a href={addressOf(conflictsPlace(id))}>{title}</a>
      <span className="end">{fields.map(({ field }) => fieldName(record.type, field)).join(t('and'))}</span>
    </li>
  );
}
