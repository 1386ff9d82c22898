import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { KEY_KINDS } from '#shared/domain/people/key-people';
import { percentText } from '#shared/domain/workbench/kpis';
import {
  Bullet,
  Empty,
  ErrorNotice,
  goTo,
  Loading,
  useLayout,
  usePlace,
  useWords,
  WindowedRows,
} from '#renderer/ui/index';
import { ExportButton } from '../../export/index';
import { personPlace } from '../../people/index';
import { useRound } from '../../visits/index';
import { careParts } from '../care-parts';
import { careChoiceOf, carePlace, type CareChoice } from '../places';
import { CoverHead, useCoverCells } from './CoverCells';
import { archivesOf, coveredRows, listedRows } from './archives';
import './archives.css';

const ROW_HEIGHT = { desk: 44, touch: 100 } as const;

/** Columns of a file of the list; `ExportButton` knows them. */
const FILE_COLUMNS = ['name', 'sex', 'age', 'kinds', 'phone', 'address', 'grid'] as const;

/** The four archives of key people, each as it is by rule today, how far it is looked after, and who is missing and why. */
export function CarePage() {
  useWords(careParts);
  const { t } = useTranslation(['care', 'people', 'ui']);
  const scale = useLayout() === 'tablet' ? 'touch' : 'desk';
  const { due, failure, retry, today, table } = useRound();
  const choice = careChoiceOf(usePlace().query);
  const cells = useCoverCells(scale);
  const go = (change: Partial<CareChoice>) => goTo(carePlace({ ...choice, ...change }), { replace: true });
  const rows = due && coveredRows(due, today, table.assessmentMonths);
  const shown = rows && listedRows(rows, choice);
  const title = t(choice.isMissingOnly ? 'list.missing' : 'list.all', {
    archive: choice.kind === null ? t('archive.all') : t(`kind.${choice.kind}`, { ns: 'people' }),
  });
  return (
    <div className="care">
      <header className="page-head">
        <div>
          <h1>{t('title')}</h1>
          <p>{t('title.text')}</p>
        </div>
        {shown && (
          <ExportButton
            kind="person"
            query={{
              kind: 'person',
              filter: { kinds: choice.kind === null ? KEY_KINDS : [choice.kind] },
              sort: { by: 'address', descending: false },
              today,
            }}
            ids={shown.map(({ row }) => row.person._id)}
            columns={FILE_COLUMNS}
            title={title}
          />
        )}
      </header>
      {failure !== null && <ErrorNotice error={failure} onRemedy={retry} />}
      {rows && (
        <div className="care-archives" role="group" aria-label={t('archives')}>
          {archivesOf(rows).map(({ kind, people, covered }) => (
            <button key={kind ?? 'all'} type="button" aria-pressed={choice.kind === kind} onClick={() => go({ kind })}>
              <span>{kind === null ? t('archive.all') : t(`kind.${kind}`, { ns: 'people' })}</span>
              <b>{t('archive.people', { count: people })}</b>
              <Bullet share={people === 0 ? 1 : covered / people} target={1} />
              <small>
                {people === covered
                  ? t('archive.whole')
                  : t('archive.missing', { count: people - covered, share: percentText(covered / people) })}
              </small>
            </button>
          ))}
        </div>
      )}
      <section className="card care-list" aria-label={title}>
        <div className="care-tabs" role="group" aria-label={t('list.which')}>
          {[true, false].map((isMissingOnly) => (
            <button
              key={String(isMissingOnly)}
              type="button"
              aria-pressed={choice.isMissingOnly === isMissingOnly}
              onClick={() => go({ isMissingOnly })}
            >
              {t(isMissingOnly ? 'show.missing' : 'show.all')}
            </button>
          ))}
        </div>
        {!shown ? (
          failure === null && <Loading label={t('loading', { ns: 'ui' })} lines={8} />
        ) : shown.length === 0 ? (
          <Empty
            title={t(choice.isMissingOnly ? 'empty.missing' : 'empty.all')}
            text={t(choice.isMissingOnly ? 'empty.missing.text' : 'empty.all.text')}
            {...(choice.isMissingOnly && {
              action: <Button onClick={() => go({ isMissingOnly: false })}>{t('show.all')}</Button>,
            })}
          />
        ) : (
          <WindowedRows
            label={title}
            rows={shown}
            rowHeight={ROW_HEIGHT[scale]}
            keyOf={({ row }) => row.person._id}
            selectedKey={null}
            onOpen={({ row }) => goTo(personPlace(row.person._id))}
            head={scale === 'desk' ? <CoverHead /> : null}
            cells={cells}
          />
        )}
      </section>
    </div>
  );
}
