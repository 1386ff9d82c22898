import { Button, Input } from 'antd';
import { useTranslation } from 'react-i18next';
import type { HallGroup } from '#shared/domain/queue/hall';
import { Card, Field, useLanguage } from '#renderer/ui/index';
import { useItems } from '../services/index';
import type { EntryProblem, HallEntry } from './entry';
import { NameFields } from './NameFields';

export interface PartProps {
  readonly entry: HallEntry;
  /** What is wrong, once somebody has tried to save. */
  readonly problem: EntryProblem | null;
  readonly onChange: (part: Partial<HallEntry>) => void;
}

const LETTERS = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'];

/** The lines in which people wait: a letter, a name, and which items are done there. */
export function LinesCard({ entry, problem, onChange }: PartProps) {
  const { t } = useTranslation('hall');
  const { groups } = entry;
  const free = LETTERS.find((letter) => groups.every((group) => group.letter !== letter));
  const change = (at: number, part: Partial<HallGroup>) =>
    onChange({ groups: groups.map((group, index) => (index === at ? { ...group, ...part } : group)) });
  /** An item is done in one line: chosen here, it leaves the one before. */
  const choose = (at: number, number: string, isChosen: boolean) =>
    onChange({
      groups: groups.map((group, index) => ({
        ...group,
        items: [...group.items.filter((item) => item !== number), ...(index === at && isChosen ? [number] : [])],
      })),
    });
  /** A window that served the line serves it no more. */
  const remove = (at: number) => {
    const gone = groups[at]?.letter;
    onChange({
      groups: groups.filter((_, index) => index !== at),
      counters: entry.counters.map((counter) => ({
        ...counter,
        groups: counter.groups.filter((letter) => letter !== gone),
      })),
    });
  };
  return (
    <Card title={t('lines.title')}>
      <p className="hall-note">{t('lines.text')}</p>
      {problem?.kind === 'no-group' && <p className="field-error">{t('problem.no-group')}</p>}
      <ol className="hall-rows">
        {groups.map((group, at) => (
          <li key={at}>
            <LineFields
              group={group}
              groups={groups}
              isFirst={at === 0}
              problem={problem}
              onChange={(part) => change(at, part)}
              onChoose={(number, isChosen) => choose(at, number, isChosen)}
            />
            <Button onClick={() => remove(at)}>{t('lines.remove', { letter: group.letter })}</Button>
          </li>
        ))}
      </ol>
      {free !== undefined && (
        <Button onClick={() => onChange({ groups: [...groups, { letter: free, name: { zh: '' }, items: [] }] })}>
          {t('lines.add')}
        </Button>
      )}
    </Card>
  );
}

interface LineFieldsProps {
  readonly group: HallGroup;
  readonly groups: readonly HallGroup[];
  readonly isFirst: boolean;
  readonly problem: EntryProblem | null;
  readonly onChange: (part: Partial<HallGroup>) => void;
  readonly onChoose: (number: string, isChosen: boolean) => void;
}

function LineFields({ group, groups, isFirst, problem, onChange, onChoose }: LineFieldsProps) {
  const { t } = useTranslation('hall');
  const language = useLanguage();
  const items = useItems() ?? [];
  const { letter, name } = group;
  const isAt = (...kinds: readonly EntryProblem['kind'][]) =>
    problem && kinds.includes(problem.kind) && problem.at === letter
      ? t(`problem.${problem.kind}`, { at: letter })
      : null;
  const lineOf = (number: string) => groups.find((each) => each.items.includes(number));
  return (
    <div className="hall-fields">
      <Field label={t('lines.letter')} error={isAt('letter', 'letter-twice')}>
        {(ties) => (
          <Input
            {...ties}
            className="hall-short"
            maxLength={1}
            value={letter}
            onChange={({ target }) => onChange({ letter: target.value.toUpperCase() })}
          />
        )}
      </Field>
      <NameFields
        name={name}
        error={isAt('line-name', 'group-without-counter')}
        onChange={(next) => onChange({ name: next })}
      />
      <details className="hall-items">
        <summary>
          {isFirst && group.items.length === 0 ? t('lines.rest') : t('lines.items', { count: group.items.length })}
        </summary>
        <ul>
          {items.map(({ number, now }) => {
            const other = lineOf(number);
            return (
              <li key={number}>
                <label>
                  <input
                    type="checkbox"
                    checked={other === group}
                    onChange={({ target }) => onChoose(number, target.checked)}
                  />{' '}
                  {now.name}
                  {other && other !== group && (
                    <small>
                      {t('lines.elsewhere', {
                        letter: other.letter,
                        name: (language === 'en' ? other.name.en : undefined) ?? other.name.zh,
                      })}
                    </small>
                  )}
                </label>
              </li>
            );
          })}
        </ul>
      </details>
    </div>
  );
}
