import { useTranslation } from 'react-i18next';
import type { Access } from '#shared/domain/access/access';
import { accessStatements, type AccessStatement } from '#shared/domain/access/statements';
import { Pill, type Shape } from '#renderer/ui/index';
import { useGridsText } from '../words';

const SHAPES: Readonly<Record<AccessStatement['reach'], Shape>> = { yes: 'done', own: 'progress', no: 'idle' };

/** Says one statement as a neighbour would: what can or cannot be seen or done, and where. */
function useStatementText(): (statement: AccessStatement) => string {
  const { t } = useTranslation(['access', 'settings']);
  const gridsText = useGridsText();
  return ({ topic, reach, gridNumbers }) => {
    const words = t(`topic.${topic}.${reach}`);
    return gridNumbers.length === 0 ? words : t('statement.in-grids', { words, grids: gridsText(gridNumbers) });
  };
}

/** One statement with its shape. */
export function Statement({ statement }: { readonly statement: AccessStatement }) {
  const text = useStatementText();
  return <Pill shape={SHAPES[statement.reach]}>{text(statement)}</Pill>;
}

/** Everything that somebody can see and do, then what not, a sentence each. */
export function PlainWords({ access }: { readonly access: Access }) {
  const { t } = useTranslation('access');
  const statements = accessStatements(access);
  const lists = [
    ['can', statements.filter(({ reach }) => reach !== 'no')],
    ['cannot', statements.filter(({ reach }) => reach === 'no')],
  ] as const;
  return (
    <div className="access-plain">
      {lists.map(([name, own]) => (
        <div key={name}>
          <h3>{t(`plain.${name}`)}</h3>
          {own.length === 0 ? (
            <p className="quiet">{t(`plain.${name}.none`)}</p>
          ) : (
            <ul>
              {own.map((statement) => (
                <li key={statement.topic}>
                  <Statement statement={statement} />
                </li>
              ))}
            </ul>
          )}
        </div>
      ))}
    </div>
  );
}
