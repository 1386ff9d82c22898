import { Button, Input } from 'antd';
import { useTranslation } from 'react-i18next';
import type { HallCounter } from '#shared/domain/queue/hall';
import { Card, Field, useLanguage } from '#renderer/ui/index';
import type { EntryProblem, HallEntry } from './entry';
import type { PartProps } from './LinesCard';
import { NameFields } from './NameFields';

/** The windows: the number that stands over each, its name, and which lines are served there. */
export function WindowsCard({ entry, problem, onChange }: PartProps) {
  const { t } = useTranslation('hall');
  const { counters, groups } = entry;
  const free = Array.from({ length: 99 }, (_, at) => String(at + 1)).find((id) =>
    counters.every((counter) => counter.id !== id),
  );
  const change = (at: number, part: Partial<HallCounter>) =>
    onChange({ counters: counters.map((counter, index) => (index === at ? { ...counter, ...part } : counter)) });
  return (
    <Card title={t('windows.title')}>
      <p className="hall-note">{t('windows.text')}</p>
      {problem?.kind === 'no-counter' && <p className="field-error">{t('problem.no-counter')}</p>}
      <ol className="hall-rows">
        {counters.map((counter, at) => (
          <li key={at}>
            <WindowFields counter={counter} groups={groups} problem={problem} onChange={(part) => change(at, part)} />
            <Button onClick={() => onChange({ counters: counters.filter((_, index) => index !== at) })}>
              {t('windows.remove', { id: counter.id })}
            </Button>
          </li>
        ))}
      </ol>
      {free !== undefined && (
        <Button onClick={() => onChange({ counters: [...counters, { id: free, name: { zh: '' }, groups: [] }] })}>
          {t('windows.add')}
        </Button>
      )}
    </Card>
  );
}

interface WindowFieldsProps {
  readonly counter: HallCounter;
  readonly groups: HallEntry['groups'];
  readonly problem: EntryProblem | null;
  readonly onChange: (part: Partial<HallCounter>) => void;
}

function WindowFields({ counter, groups, problem, onChange }: WindowFieldsProps) {
  const { t } = useTranslation('hall');
  const language = useLanguage();
  const { id, name } = counter;
  const isAt = (...kinds: readonly EntryProblem['kind'][]) =>
    problem && kinds.includes(problem.kind) && problem.at === id ? t(`problem.${problem.kind}`, { at: id }) : null;
  const skills = isAt('counter-without-group');
  const tick = (letter: string, isOn: boolean) =>
    onChange({
      groups: groups
        .map((each) => each.letter)
        .filter((each) => (each === letter ? isOn : counter.groups.includes(each))),
    });
  return (
    <div className="hall-fields">
      <Field label={t('windows.id')} error={isAt('window-id', 'counter-twice')}>
        {(ties) => (
          <Input
            {...ties}
            className="hall-short"
            inputMode="numeric"
            maxLength={2}
            value={id}
            onChange={({ target }) => onChange({ id: target.value })}
          />
        )}
      </Field>
      <NameFields name={name} error={isAt('window-name')} onChange={(next) => onChange({ name: next })} />
      <fieldset className="hall-skills" aria-invalid={skills !== null || undefined}>
        <legend>{t('windows.skills')}</legend>
        {groups.map(({ letter, name: line }) => (
          <label key={letter}>
            <input
              type="checkbox"
              checked={counter.groups.includes(letter)}
              onChange={({ target }) => tick(letter, target.checked)}
            />{' '}
            {letter} {(language === 'en' ? line.en : undefined) ?? line.zh}
          </label>
        ))}
        {skills && <p className="field-error">{skills}</p>}
      </fieldset>
    </div>
  );
}
