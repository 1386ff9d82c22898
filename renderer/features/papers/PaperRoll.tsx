import { Fragment, useMemo, type CSSProperties } from 'react';
import { useTranslation } from 'react-i18next';
import { layPaper } from '#shared/domain/paper/layout';
import { COLUMNS, type Paper, type RollWidth } from '#shared/domain/paper/paper';
import { QrCode } from '#renderer/ui/qr/index';

interface PaperRollProps {
  readonly paper: Paper;
  readonly width: RollWidth;
}

/** A paper as a ticket printer sets it, at its true width: every letter stands in its column, a Chinese one in two. */
export function PaperRoll({ paper, width }: PaperRollProps) {
  const { t } = useTranslation('papers');
  const rows = useMemo(() => layPaper(paper, COLUMNS[width]), [paper, width]);
  return (
    <div className={`paper-roll is-${width}`}>
      {rows.map((row, index) => {
        if (row.kind === 'qr') {
          return (
            <div key={index} className="roll-code" style={styleOf({ '--columns': row.columns })}>
              <QrCode text={row.text} label={t('qr', { address: row.text })} />
            </div>
          );
        }
        return (
          <p key={index} className={row.isBold ? 'is-bold' : undefined} style={styleOf({ '--size': row.size })}>
            {row.text !== '' && (
              // Heard as a whole: letters in boxes would be spelled.
              <span role="img" aria-label={row.text.trim()}>
                {[...row.text].map((letter, at) => (
                  <i key={at} className={isNarrow(letter) ? 'is-narrow' : undefined}>
                    {letter}
                  </i>
                ))}
              </span>
            )}
          </p>
        );
      })}
    </div>
  );
}

const isNarrow = (letter: string): boolean => letter.length === 1 && letter <= '~';
const styleOf = (variables: Readonly<Record<string, number>>): CSSProperties => variables as CSSProperties;

/** The same parts on a sheet, where the browser sets the lines. */
export function PaperSheet({ paper }: { readonly paper: Paper }) {
  const { t } = useTranslation('papers');
  return (
    <div className="paper-sheet">
      {paper.parts.map((part, index) => {
        switch (part.kind) {
          case 'text':
            return (
              <p
                key={index}
                className={`is-size-${part.size}${part.align === 'center' ? ' is-center' : ''}${part.isBold ? ' is-bold' : ''}`}
              >
                {part.text}
              </p>
            );
          case 'fact':
            return (
              <p key={index} className="sheet-fact">
                <span>{part.name}</span> <span>{part.value}</span>
              </p>
            );
          case 'list':
            return (
              <ol key={index}>
                {part.entries.map(({ text, note }, at) => (
                  <li key={at}>
                    {text}
                    {note !== null && <small>{note}</small>}
                  </li>
                ))}
              </ol>
            );
          case 'qr':
            return <QrCode key={index} text={part.text} label={t('qr', { address: part.text })} />;
          case 'rule':
            return <hr key={index} />;
          case 'gap':
            return <Fragment key={index} />;
        }
      })}
    </div>
  );
}
