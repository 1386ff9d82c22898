import { Button } from 'antd';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { toAppError } from '#shared/errors/app-error';
import { useRecord, useStation, type ContestedRecord } from '#renderer/data/index';
import { addressOf, ErrorNotice, Loading, PrivateForm } from '#renderer/ui/index';
import { useRecordWords } from '../../sync/index';
import { decide, type Verdict } from '../commands';
import { lookOf } from '../fields';
import { verdictOf, type Pick } from '../pick';
import { useOpenedFields, type OpenedField } from '../queries';
import { FieldChoice } from './FieldChoice';

/** What was decided: in words, and the way back. */
export interface Decided {
  readonly text: string;
  readonly undo: () => Promise<void>;
}

interface RecordCardProps {
  readonly contested: ContestedRecord;
  /** What the record is called, for whoever tells of it after it has gone. */
  readonly onTitled: (id: string, title: string) => void;
  /** These fields are being decided here; none any more when it failed. */
  readonly onDeciding: (id: string, fields: readonly string[]) => void;
  readonly onDecided: (decided: Decided) => void;
}

/** One record in which values wait: about whom it is, its contested fields, and what to do about all of them at once. */
export function RecordCard({ contested, onTitled, onDeciding, onDecided }: RecordCardProps) {
  const { t } = useTranslation(['conflicts', 'ui', 'sync']);
  const station = useStation();
  const { id, collection, record } = contested;
  const { type, name, place } = useRecordWords({ record: useRecord(collection, id) ?? record });
  const title = name === null ? type : t('record.of', { ns: 'sync', type, name });
  const fields = useOpenedFields(contested);
  const [picks, setPicks] = useState<Readonly<Record<string, Pick>>>({});
  const [isBusy, setIsBusy] = useState(false);
  const [failure, setFailure] = useState<unknown>(null);
  useEffect(() => onTitled(id, title), [onTitled, id, title]);
  if (!fields) return <Loading label={t('loading', { ns: 'ui' })} lines={3} />;

  const open = fields.filter(({ isClosed }) => !isClosed);
  const verdicts = new Map(open.flatMap((field) => entryOf(record.type, field, picks[field.field])));
  const standing = new Map(open.map(({ field, stood }) => [field, { kind: 'stored', value: stood } as const]));
  const write = async (chosen: ReadonlyMap<string, Verdict>) => {
    if (isBusy || chosen.size === 0) return;
    setIsBusy(true);
    setFailure(null);
    onDeciding(id, [...chosen.keys()]);
    try {
      const undo = await decide(station, record, fields, chosen);
      setPicks({});
      onDecided({ text: t('decided', { what: title }), undo });
    } catch (thrown) {
      onDeciding(id, []);
      setFailure(thrown);
    } finally {
      setIsBusy(false);
    }
  };
  return (
    <section className="card conflict" aria-label={title}>
      <header className="card-head">
        <h2>{title}</h2>
        {place && <a href={addressOf(place)}>{t('open')}</a>}
      </header>
      <PrivateForm onSubmit={() => void write(verdicts)}>
        {fields.map((field) => (
          <FieldChoice
            key={field.field}
            record={record}
            field={field}
            pick={picks[field.field] ?? null}
            onPick={(pick) => setPicks({ ...picks, [field.field]: pick })}
          />
        ))}
        {open.length > 0 && (
          <div className="conflict-actions">
            <Button type="primary" htmlType="submit" loading={isBusy} disabled={verdicts.size === 0}>
              {verdicts.size > 1 ? t('decide.several', { count: verdicts.size }) : t('decide')}
            </Button>
            <Button disabled={isBusy} onClick={() => void write(standing)}>
              {t('keep')}
            </Button>
            <span className="quiet">{t('kept.hint')}</span>
          </div>
        )}
        {failure !== null && <Failure error={failure} />}
      </PrivateForm>
    </section>
  );
}

function entryOf(type: string, field: OpenedField, pick: Pick | undefined): readonly (readonly [string, Verdict])[] {
  const verdict = pick ? verdictOf(lookOf(type, field.field), field, pick) : null;
  return verdict ? [[field.field, verdict]] : [];
}

/** Another value that came in the same moment is nothing that failed: it is there to be looked at. */
function Failure({ error }: { readonly error: unknown }) {
  const { t } = useTranslation('conflicts');
  if (toAppError(error).code !== 'row.stale-vector') return <ErrorNotice error={error} />;
  return (
    <p className="conflict-note" role="alert">
      {t('moved-on')}
    </p>
  );
}
