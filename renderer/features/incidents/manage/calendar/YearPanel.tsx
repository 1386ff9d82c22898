import { Button, Input } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useStation } from '#renderer/data/index';
import { ErrorNotice, Field, PrivateForm } from '#renderer/ui/index';
import { Beside } from '../../../lists/index';
import type { YearRecord } from '../../years';
import { saveYear } from './commands';
import { DayTableImport } from './DayTableImport';
import { EffectView } from './EffectView';
import { HolidayFields, SeasonFields, WorkdayFields } from './YearFields';
import { isBlocking, yearEntryOf, yearProblems, type YearEntry, type YearProblem } from './year-entry';

interface YearPanelProps {
  readonly year: number;
  readonly years: readonly YearRecord[];
  readonly onClose: () => void;
}

/** One year: its notice, its days, the station's hours; what it does to open deadlines is shown before anything is saved. */
export function YearPanel({ year, years, onClose }: YearPanelProps) {
  const { t } = useTranslation('workingCalendar');
  const station = useStation();
  const known = years.find((each) => each.year === year) ?? null;
  const before = years.find((each) => each.year < year) ?? null;
  const [entry, setEntry] = useState(() => yearEntryOf(year, known, before));
  const [wasTried, setWasTried] = useState(false);
  const [failure, setFailure] = useState<{ readonly error: unknown } | null>(null);
  const problems = yearProblems(entry);
  const isReadable = !problems.some(isBlocking);
  const change = (part: Partial<YearEntry>) => setEntry((old) => ({ ...old, ...part }));
  const save = async () => {
    setWasTried(true);
    setFailure(null);
    if (!isReadable) return;
    try {
      await saveYear(station, entry, known);
      onClose();
    } catch (error) {
      setFailure({ error });
    }
  };
  const shown = wasTried ? problems : problems.filter((problem) => !isBlocking(problem));
  const has = (kind: YearProblem['kind']) => wasTried && problems.some((problem) => problem.kind === kind);
  const error = (...kinds: readonly ('source-missing' | 'source-too-long' | 'hours-unread' | 'hours')[]) => {
    const found = kinds.find(has);
    return found ? t(`problem.${found}`) : null;
  };
  const title = t('year.name', { year });
  return (
    <Beside title={title} onClose={onClose}>
      <PrivateForm className="table-form year-form" aria-label={title} onSubmit={() => void save()}>
        <Field
          label={t('field.source')}
          hint={t('field.source.hint', { year })}
          error={error('source-missing', 'source-too-long')}
        >
          {(ties) => (
            <Input.TextArea
              {...ties}
              autoSize={{ minRows: 1, maxRows: 4 }}
              value={entry.source}
              onChange={({ target }) => change({ source: target.value })}
            />
          )}
        </Field>
        <HolidayFields value={entry.holidays} onChange={(holidays) => change({ holidays })} />
        <WorkdayFields value={entry.workdays} onChange={(workdays) => change({ workdays })} />
        <DayTableImport
          year={year}
          onUse={({ holidays, workdays }) => change({ holidays: [...holidays], workdays: [...workdays] })}
        />
        <Field label={t('field.hours')} hint={t('field.hours.hint')} error={error('hours-unread', 'hours')}>
          {(ties) => <Input {...ties} value={entry.hours} onChange={({ target }) => change({ hours: target.value })} />}
        </Field>
        <SeasonFields value={entry.seasons} onChange={(seasons) => change({ seasons })} />
        <Problems problems={shown} />
        <EffectView entry={isReadable ? entry : null} years={years} />
        {failure && <ErrorNotice error={failure.error} onRemedy={() => void save()} />}
        <div className="form-actions">
          <Button onClick={onClose}>{t('close')}</Button>
          <Button type="primary" htmlType="submit">
            {t('save')}
          </Button>
        </div>
      </PrivateForm>
    </Beside>
  );
}

/** Those that stand beside a field of their own are not told twice. */
const BESIDE: readonly YearProblem['kind'][] = ['source-missing', 'source-too-long', 'hours-unread', 'hours'];

function Problems({ problems }: { readonly problems: readonly YearProblem[] }) {
  const { t } = useTranslation('workingCalendar');
  const listed = problems.filter(({ kind }) => !BESIDE.includes(kind));
  if (listed.length === 0) return null;
  return (
    <ul className="year-problems" role="alert">
      {listed.map((problem) => {
        const n = 'at' in problem ? problem.at + 1 : 0;
        const date = 'date' in problem ? problem.date : '';
        const text = t(`problem.${problem.kind}`, { n, date });
        return (
          <li key={text} className={isBlocking(problem) ? 'field-error' : 'quiet'}>
            {text}
          </li>
        );
      })}
    </ul>
  );
}
