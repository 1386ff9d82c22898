import { Button, Input } from 'antd';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { readDayTable, type DayTable } from '#shared/domain/calendar/day-table';
import { Field } from '#renderer/ui/index';

interface DayTableImportProps {
  readonly year: number;
  readonly onUse: (table: DayTable) => void;
}

/** Larger than any table of one year. */
const MOST_BYTES = 256 * 1024;
const MOST_REFUSED = 8;

/** A table pasted or from a file, read as it stands; what was read is looked at before it takes the place of the days in the form. */
export function DayTableImport({ year, onUse }: DayTableImportProps) {
  const { t } = useTranslation('workingCalendar');
  const fileId = useId();
  const [text, setText] = useState('');
  const [note, setNote] = useState<'used' | 'too-large' | null>(null);
  const table = text.trim() === '' ? null : readDayTable(text, year);
  const isAny = table !== null && table.holidays.length + table.workdays.length > 0;
  const take = async (file: File | undefined) => {
    if (!file) return;
    setNote(file.size > MOST_BYTES ? 'too-large' : null);
    if (file.size <= MOST_BYTES) setText(decode(await file.arrayBuffer()));
  };
  return (
    <details className="year-import">
      <summary>{t('import.title')}</summary>
      <p className="quiet">{t('import.text')}</p>
      <Field label={t('import.label')}>
        {(ties) => (
          <Input.TextArea
            {...ties}
            autoSize={{ minRows: 3, maxRows: 10 }}
            placeholder={t('import.example', { year })}
            value={text}
            onChange={({ target }) => {
              setNote(null);
              setText(target.value);
            }}
          />
        )}
      </Field>
      <div className="year-file">
        <label htmlFor={fileId}>{t('import.file')}</label>
        <input
          id={fileId}
          type="file"
          accept=".csv,.txt,text/csv,text/plain"
          onChange={({ target }) => void take(target.files?.[0])}
        />
      </div>
      <div role="status">
        {note !== null && <p className={note === 'too-large' ? 'field-error' : undefined}>{t(`import.${note}`)}</p>}
        {table && <Read table={table} />}
      </div>
      {table && isAny && (
        <Button
          onClick={() => {
            onUse(table);
            setNote('used');
          }}
        >
          {t('import.use')}
        </Button>
      )}
    </details>
  );
}

function Read({ table: { holidays, workdays, refused } }: { readonly table: DayTable }) {
  const { t } = useTranslation('workingCalendar');
  return (
    <>
      <p>{t('import.found', { holidays: holidays.length, workdays: workdays.length })}</p>
      {refused.length > 0 && (
        <>
          <p className="field-error">{t('import.refused', { count: refused.length })}</p>
          <ul className="year-refused">
            {refused.slice(0, MOST_REFUSED).map(({ line, text, problem }) => (
              <li key={line}>{t('line.refused', { line, text, why: t(`why.${problem}`) })}</li>
            ))}
          </ul>
        </>
      )}
    </>
  );
}

/** As UTF-8, or as spreadsheets here save it. */
function decode(bytes: ArrayBuffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('gb18030').decode(bytes);
  }
}
