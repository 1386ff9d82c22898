import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { WireRecord } from '#shared/schema/envelope';
import { canonicalJson } from '#shared/sync/canonical-json';
import type { PastDecision } from '#shared/sync/conflicts';
import { useRecord, useStation, type DecidedRecord } from '#renderer/data/index';
import { addressOf, Card, Empty, ErrorNotice, Loading } from '#renderer/ui/index';
import { useRecordWords } from '../../sync/index';
import { putInstead } from '../commands';
import { useFieldName } from '../field-name';
import { lookOf } from '../fields';
import { useDecided, useMayDecide, useOpenedFields, useWriterWords } from '../queries';
import type { Decided } from './RecordCard';
import { ValueView } from './ValueView';

/** Decisions that are shown by themselves. */
const SHOWN = 50;

/** What was decided, by whom and when, with the values that were passed over and the way back to them. */
export function Journal({ onDecided }: { readonly onDecided: (decided: Decided) => void }) {
  const { t } = useTranslation(['conflicts', 'ui']);
  const decided = useDecided();
  const [shown, setShown] = useState(SHOWN);
  if (!decided) return <Loading label={t('loading', { ns: 'ui' })} lines={6} />;
  if (decided.length === 0) return <Empty title={t('journal.none')} text={t('journal.none.text')} />;
  return (
    <>
      {decided.slice(0, shown).map((each) => (
        <DecidedCard key={each.id} decided={each} onDecided={onDecided} />
      ))}
      {decided.length > shown && (
        <button type="button" className="link-button" onClick={() => setShown(shown + SHOWN)}>
          {t('journal.more')}
        </button>
      )}
    </>
  );
}

interface DecidedCardProps {
  readonly decided: DecidedRecord;
  readonly onDecided: (decided: Decided) => void;
}

function DecidedCard({ decided: { id, collection, record, decisions }, onDecided }: DecidedCardProps) {
  const { t } = useTranslation(['conflicts', 'sync']);
  const { type, name, place } = useRecordWords({ record: useRecord(collection, id) ?? record });
  const title = name === null ? type : t('record.of', { ns: 'sync', type, name });
  return (
    <Card title={title} className="conflict" aside={place && <a href={addressOf(place)}>{t('open')}</a>}>
      {decisions.map((decision) => (
        <DecisionLine
          key={`${decision.stamp} ${decision.field}`}
          record={record}
          decision={decision}
          title={title}
          onDecided={onDecided}
        />
      ))}
    </Card>
  );
}

interface DecisionLineProps {
  readonly record: WireRecord;
  readonly decision: PastDecision;
  readonly title: string;
  readonly onDecided: (decided: Decided) => void;
}

/** One decision: the field, what it holds since, and what was there besides. */
function DecisionLine({ record, decision, title, onDecided }: DecisionLineProps) {
  const { t } = useTranslation('conflicts');
  const station = useStation();
  const writer = useWriterWords();
  const label = useFieldName()(record.type, decision.field);
  const look = lookOf(record.type, decision.field);
  const mayDecide = useMayDecide()(record._id);
  const [failure, setFailure] = useState<unknown>(null);
  const opened = useOpenedFields(useAsField(record, decision))?.[0];
  const [kept, ...others] = opened?.values ?? [];
  // What was decided for was among the values: it is not told twice.
  const passed = others.filter(({ plain }) => opened?.isClosed || !isSame(plain, kept?.plain));
  const { who, device, when } = writer(decision, record);
  const value = (plain: unknown) =>
    opened?.isClosed ? (
      <span className="quiet">{t('sealed')}</span>
    ) : (
      <ValueView record={record} field={decision.field} look={look} label={label} plain={plain} />
    );
  const put = (stored: unknown) => {
    setFailure(null);
    putInstead(station, record, decision.field, stored).then(
      (undo) => onDecided({ text: t('put-instead', { what: title, field: label }), undo }),
      setFailure,
    );
  };
  return (
    <div className="decision">
      <h3>{label}</h3>
      <p className="quiet">{t('journal.by', { who: [who, device].filter(Boolean).join(' · '), when })}</p>
      <div className="decision-kept">
        {decision.value === undefined ? (
          <span className="quiet">{t('journal.changed')}</span>
        ) : (
          kept && value(kept.plain)
        )}
      </div>
      {passed.length > 0 && (
        <ul>
          {passed.map((each) => {
            const by = writer(each.written, record);
            return (
              <li key={each.stamp}>
                <span>{value(each.plain)}</span>
                <span className="quiet">{[by.who, by.device, by.when].filter(Boolean).join(' · ')}</span>
                {decision.stands && mayDecide && !opened?.isClosed && (
                  <button type="button" className="link-button" onClick={() => put(each.stored)}>
                    {t('journal.use', { field: label })}
                  </button>
                )}
              </li>
            );
          })}
        </ul>
      )}
      {failure !== null && <ErrorNotice error={failure} />}
    </div>
  );
}

const isSame = (a: unknown, b: unknown): boolean => canonicalJson(a ?? null) === canonicalJson(b ?? null);

/** A decision as the contested field that it was, so that its values open the same way. */
function useAsField(record: WireRecord, { field, stamp, atMs, replica, value, passed }: PastDecision) {
  return useMemo(
    () => ({
      record,
      fields: [{ field, seen: [], stands: { value: value ?? null, stamp, atMs, replica }, others: passed }],
    }),
    [record, field, stamp, atMs, replica, value, passed],
  );
}
