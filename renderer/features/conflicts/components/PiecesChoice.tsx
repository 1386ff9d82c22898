import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import type { WireRecord } from '#shared/schema/envelope';
import { isContested, isFacts, type Chosen, type Piece, type Saying } from '../combine';
import type { Look } from '../fields';
import { piecesOf, type Pick } from '../pick';
import { useWriterWords, type OpenedField } from '../queries';
import { usePartName, usePartWords } from '../words';
import { EntryView } from './ValueView';

interface PiecesChoiceProps {
  readonly record: WireRecord;
  readonly field: OpenedField;
  readonly look: Look;
  readonly chosen: Chosen;
  readonly onPick: (pick: Pick) => void;
}

/** What differs, piece by piece: contacts one by one, or the facts of one value. What all sides say alike stays. */
export function PiecesChoice({ record, field, look, chosen, onPick }: PiecesChoiceProps) {
  const pieces = piecesOf(look, field).filter(isContested);
  return (
    <div className="conflict-pieces">
      {pieces.map((piece) => (
        <PieceChoice
          key={piece.key}
          record={record}
          field={field}
          look={look}
          piece={piece}
          chosen={chosen[piece.key] ?? 0}
          onChoose={(index) => onPick({ kind: 'pieces', chosen: { ...chosen, [piece.key]: index } })}
        />
      ))}
    </div>
  );
}

interface PieceChoiceProps {
  readonly record: WireRecord;
  readonly field: OpenedField;
  readonly look: Look;
  readonly piece: Piece;
  readonly chosen: number;
  readonly onChoose: (index: number) => void;
}

function PieceChoice({ record, field, look, piece, chosen, onChoose }: PieceChoiceProps) {
  const { t } = useTranslation('conflicts');
  const name = useId();
  const partName = usePartName();
  const partWords = usePartWords();
  const writer = useWriterWords();
  const written = piece.says.find(({ plain }) => isFacts(plain))?.plain;
  const entryName = isFacts(written) ? String(written['name'] ?? '') : '';
  const title = look.kind === 'entries' ? entryName || t('entry') : partName(look, piece.key);
  const whoSays = ({ stamps }: Saying): string =>
    field.values
      .flatMap((value) => (stamps.includes(value.stamp) ? [writer(value.written, record).who] : []))
      .join(t('and'));
  return (
    <fieldset className="conflict-piece">
      <legend>{title}</legend>
      {piece.says.map((saying, index) => {
        const id = `${name}-${index}`;
        return (
          <div key={saying.stamps.join(' ')}>
            <input
              id={id}
              type="radio"
              name={name}
              checked={chosen === index}
              aria-label={t('piece.of', { piece: title, who: whoSays(saying) })}
              onChange={() => onChoose(index)}
            />
            <label htmlFor={id} className="quiet">
              {whoSays(saying)}
            </label>
            {look.kind === 'entries' ? (
              <EntryView record={record} field={field.field} plain={saying.plain} />
            ) : (
              <span>{partWords(piece.key, saying.plain) ?? t('nothing')}</span>
            )}
          </div>
        );
      })}
    </fieldset>
  );
}
