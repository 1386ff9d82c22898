import { Input } from 'antd';
import { useTranslation } from 'react-i18next';
import { NOTE_LIMIT } from '#shared/domain/visits/questions';
import { VISIT_QUESTIONS } from '#shared/schema/types/phrase';
import { PhrasePicker } from '../../../phrases/index';
import { problemOf, Question } from './Question';
import type { QuestionProps } from './VisitForm';

/** From here on the rest is counted out. */
const COUNT_FROM = NOTE_LIMIT - 300;

/** What was seen and said, in the worker's words. Longer text than fits is kept and said to be too long, never cut. */
export function NoteQuestion({ state: { draft, problems }, answer }: QuestionProps) {
  const { t } = useTranslation('visits');
  const count = [...draft.note].length;
  return (
    <Question label={t('field.note')} problem={problemOf(problems, 'note')} tall>
      {(errorId) => (
        <>
          <Input.TextArea
            className="note"
            autoSize={{ minRows: 3, maxRows: 12 }}
            aria-label={t('field.note')}
            placeholder={t('note.placeholder')}
            value={draft.note}
            onChange={(event) => answer({ note: event.target.value })}
            {...(errorId && { status: 'error' as const, 'aria-invalid': true, 'aria-describedby': errorId })}
          />
          <PhrasePicker
            note={draft.note}
            limit={NOTE_LIMIT}
            questions={VISIT_QUESTIONS}
            onChange={(note) => answer({ note })}
          />
          {count >= COUNT_FROM && <p className="note-count">{t('note.count', { count, limit: NOTE_LIMIT })}</p>}
        </>
      )}
    </Question>
  );
}
