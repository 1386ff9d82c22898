import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useStation } from '#renderer/data/index';
import { Empty, ErrorNotice, goTo, Loading, StatusShape, useLayout, usePlace, useWords } from '#renderer/ui/index';
import { toAppError } from '#shared/errors/app-error';
import { MatterPanel } from './components/MatterPanel';
import { MatterRow } from './components/MatterRow';
import { matterParts } from './matter-parts';
import { mattersPlace } from './places';
import { useAsked } from './use-matters';
import { useMoment } from './words';
import './matters.css';

const TABS = ['open', 'ended'] as const;

/** What was sent to the handler's units, and beside it the one that is opened. Everything of it is at the station: without it, the page says so. */
export function MattersPage() {
  useWords(matterParts);
  const { t } = useTranslation('matters');
  const { matters } = useStation();
  const isTablet = useLayout() === 'tablet';
  const { open = '' } = usePlace().query;
  const [tab, setTab] = useState<(typeof TABS)[number]>('open');
  const asked = useAsked('list', () => matters.list());
  const { value, error } = asked;
  const rows = value?.filter(({ isOpen }) => isOpen === (tab === 'open'));
  const count = value?.filter(({ isOpen, part }) => isOpen && part === 'handles').length ?? 0;
  return (
    <div className="list-page matters">
      <header className="page-head" hidden={isTablet && open !== ''}>
        <div>
          <h1>{t('title')}</h1>
          <p role="status">{value && (count === 0 ? t('summary.none') : t('summary', { count }))}</p>
        </div>
      </header>
      {error !== null && value && <AwayNote readAtMs={asked.readAtMs} onAgain={asked.reload} />}
      <div className="list-body">
        <section className="card list-card" hidden={isTablet && open !== ''}>
          <div className="matter-tabs" role="group" aria-label={t('tab.label')}>
            {TABS.map((each) => (
              <button key={each} type="button" aria-pressed={each === tab} onClick={() => setTab(each)}>
                {t(`tab.${each}`)}
              </button>
            ))}
          </div>
          {!value && error === null && <Loading label={t('loading')} lines={6} />}
          {!value && error !== null && <Away error={error} onAgain={asked.reload} />}
          {rows?.length === 0 && <Empty title={t(`empty.${tab}`)} text={t(`empty.${tab}.text`)} />}
          {rows && rows.length > 0 && (
            <ul className="matter-rows">
              {rows.map((row) => (
                <MatterRow key={row.id} matter={row} isChosen={row.id === open} />
              ))}
            </ul>
          )}
        </section>
        {open !== '' && (
          <aside className={isTablet ? 'list-panel' : 'list-panel card'}>
            <MatterPanel key={open} id={open} onClose={() => goTo(mattersPlace())} onChanged={asked.reload} />
          </aside>
        )}
      </div>
    </div>
  );
}

interface AwayProps {
  readonly error: unknown;
  readonly onAgain: () => void;
}

/** Nothing could be read; a station that is away is told in words of this page. */
function Away({ error, onAgain }: AwayProps) {
  const { t } = useTranslation('matters');
  if (toAppError(error).code !== 'hub.unreachable') return <ErrorNotice error={error} onRemedy={onAgain} />;
  return (
    <Empty
      title={t('away.title')}
      text={t('away.text')}
      action={<Button onClick={onAgain}>{t('away.again')}</Button>}
    />
  );
}

/** What is shown is older, and why. */
function AwayNote({ readAtMs, onAgain }: { readonly readAtMs: number | null; readonly onAgain: () => void }) {
  const { t } = useTranslation('matters');
  const moment = useMoment();
  return (
    <div className="matter-away" role="status">
      <StatusShape shape="offline" />
      <p>{t('away.old', { time: readAtMs === null ? '' : moment(readAtMs) })}</p>
      <Button onClick={onAgain}>{t('away.again')}</Button>
    </div>
  );
}
