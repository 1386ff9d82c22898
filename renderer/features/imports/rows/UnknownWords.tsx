import { Button } from 'antd';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { wordValues, type RosterField, type RosterMapping } from '#shared/domain/roster/index';
import type { RosterSummary, UnknownWord } from '#renderer/data/index';
import { Card, Select } from '#renderer/ui/index';
import type { Roster } from '../roster-work';
import { useRosterWork } from '../use-roster-work';

interface UnknownWordsProps {
  readonly roster: Roster;
  readonly summary: RosterSummary;
}

const UNSAID = '?';
/** "Says nothing", as `RosterMapping.words` has it. */
const NOTHING = '';

/** Words of this source that nobody knows yet: said once, remembered for the next file. Nothing while there are none. */
export function UnknownWords({ roster, summary }: UnknownWordsProps) {
  const { t } = useTranslation('imports');
  const [, work] = useRosterWork();
  const words = useUnknownWords(roster, summary);
  const [said, setSaid] = useState<RosterMapping['words']>({});
  if (words.length === 0) return null;
  const meaningOf = ({ field, text }: UnknownWord) => said[field]?.[text] ?? UNSAID;
  const say = ({ field, text }: UnknownWord, meaning: string) =>
    setSaid((known) => ({ ...known, [field]: { ...known[field], [text]: meaning } }));
  return (
    <Card
      className="unknown-words"
      title={t('words.title')}
      aside={
        <Button disabled={Object.keys(said).length === 0} onClick={() => void work.mean(said)}>
          {t('words.take')}
        </Button>
      }
    >
      <p className="card-text">{t('words.text')}</p>
      <ul>
        {words.map((word) => (
          <li key={`${word.field}|${word.text}`}>
            <span>
              {t(`field.${word.field}`)} <b>{t('words.quoted', { text: word.text })}</b>
            </span>
            <span className="quiet">{t('words.rows', { count: word.rows })}</span>
            <Select
              label={t('words.meaning', { text: word.text })}
              value={meaningOf(word)}
              onChange={(value) => value !== UNSAID && say(word, value)}
            >
              <option value={UNSAID}>{t('words.choose')}</option>
              {(wordValues(word.field) ?? []).map((value) => (
                <option key={value} value={value}>
                  {t(`word.${groupOf(word.field)}.${value}`)}
                </option>
              ))}
              <option value={NOTHING}>{t('words.nothing')}</option>
            </Select>
          </li>
        ))}
      </ul>
    </Card>
  );
}

/** Fields whose words mean yes or no share them. */
function groupOf(field: RosterField): string {
  return wordValues(field)?.[0] === 'yes' ? 'yes-no' : field;
}

function useUnknownWords({ session }: Roster, summary: RosterSummary): readonly UnknownWord[] {
  const [words, setWords] = useState<readonly UnknownWord[]>([]);
  useEffect(() => {
    let isWanted = true;
    session.unknownWords().then(
      // What stands for a code of a table is mended row by row: nobody finds 56 peoples in a list of choices.
      (found) => isWanted && setWords(found.filter(({ field }) => wordValues(field) !== null)),
      () => undefined,
    );
    return () => {
      isWanted = false;
    };
  }, [session, summary]);
  return words;
}
