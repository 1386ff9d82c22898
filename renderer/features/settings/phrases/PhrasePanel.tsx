import { Button, Input } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { PHRASE_LIMIT, PHRASE_QUESTIONS, type PhraseQuestion } from '#shared/schema/types/phrase';
import { useStation } from '#renderer/data/index';
import { ErrorNotice, Field, PrivateForm, Select } from '#renderer/ui/index';
import { savePhrase, type PhraseRecord } from '../../phrases/index';
import { SidePanel } from '../components/SidePanel';

interface PhrasePanelProps {
  /** Null for one that is being written. */
  readonly phrase: PhraseRecord | null;
  readonly all: readonly PhraseRecord[];
  readonly onSaved: () => void;
  readonly onClose: () => void;
}

type TextProblem = 'missing' | 'too-long' | 'taken';

/** One phrase: its words and the question they belong to. */
export function PhrasePanel({ phrase, all, onSaved, onClose }: PhrasePanelProps) {
  const { t } = useTranslation(['phraseSettings', 'phrases', 'settings']);
  const station = useStation();
  const [text, setText] = useState(phrase?.text ?? '');
  const [question, setQuestion] = useState<PhraseQuestion>(phrase?.question ?? 'condition');
  const [wasTried, setWasTried] = useState(false);
  const [failure, setFailure] = useState<{ readonly error: unknown } | null>(null);
  // One line: a phrase is a sentence.
  const words = text.replaceAll(/\s+/gu, ' ').trim();
  const count = [...words].length;
  const isTaken = all.some((each) => each.uid !== phrase?.uid && each.text === words);
  const problem: TextProblem | null =
    words === '' ? 'missing' : count > PHRASE_LIMIT ? 'too-long' : isTaken ? 'taken' : null;
  const shown = problem !== null && (wasTried || problem !== 'missing') ? problem : null;
  const save = async (form: HTMLFormElement) => {
    setWasTried(true);
    setFailure(null);
    if (problem !== null) {
      form.querySelector('textarea')?.focus();
      return;
    }
    try {
      await savePhrase(station, { text: words, question }, phrase, all);
      onSaved();
    } catch (error) {
      setFailure({ error });
    }
  };
  const title = t(phrase ? 'edit.title' : 'new.title');
  return (
    <SidePanel title={title} onClose={onClose}>
      <PrivateForm className="panel-form" aria-label={title} onSubmit={(event) => void save(event.currentTarget)}>
        <Field
          label={t('field.text')}
          hint={t('field.text.hint', { count, limit: PHRASE_LIMIT })}
          error={shown && t(`problem.${shown}`, { count, limit: PHRASE_LIMIT })}
        >
          {(ties) => (
            <Input.TextArea
              {...ties}
              autoSize={{ minRows: 3, maxRows: 6 }}
              value={text}
              onChange={(event) => setText(event.target.value)}
            />
          )}
        </Field>
        <Field label={t('field.question')} hint={t('field.question.hint')}>
          {(ties) => (
            <Select {...ties} value={question} onChange={(value) => setQuestion(value as PhraseQuestion)}>
              {PHRASE_QUESTIONS.map((each) => (
                <option key={each} value={each}>
                  {t(`question.${each}`, { ns: 'phrases' })}
                </option>
              ))}
            </Select>
          )}
        </Field>
        <p className="quiet-note">{t('no-names')}</p>
        {failure && <ErrorNotice error={failure.error} />}
        <div className="form-actions">
          <Button onClick={onClose}>{t('cancel', { ns: 'settings' })}</Button>
          <Button type="primary" htmlType="submit">
            {t('save', { ns: 'settings' })}
          </Button>
        </div>
      </PrivateForm>
    </SidePanel>
  );
}
