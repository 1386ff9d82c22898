import { useTranslation } from 'react-i18next';
import { accessOf, type Subject } from '#shared/domain/access/access';
import { FUNCTIONS } from '#shared/schema/types/place';
import { useSession } from '#renderer/data/index';
import { Card, Pill } from '#renderer/ui/index';
import { useGridsText } from '../words';
import { AreaTable } from './AreaTable';
import { overviewOf, type ClassReach } from './overview';
import { PlainWords } from './PlainWords';

interface AccessOverviewProps {
  readonly subject: Subject;
  /** Who it is, in a sentence. */
  readonly lead: string;
}

/** Everything that the access table grants: first in plain words, then type by type, class by class, function by function. */
export function AccessOverview({ subject, lead }: AccessOverviewProps) {
  const { t } = useTranslation(['access', 'settings']);
  const { stationGrids } = useSession();
  const access = accessOf(subject, stationGrids);
  const { areas, classes } = overviewOf(access, stationGrids);
  return (
    <>
      <p className="access-lead">{lead}</p>
      <Card title={t('plain')}>
        <PlainWords access={access} />
      </Card>
      <Card title={t('areas')}>
        {areas.map((area) => (
          <AreaTable key={`${area.kind} ${area.gridNumbers.join()}`} area={area} />
        ))}
        <ClosedGrids areas={areas} />
      </Card>
      <Card title={t('classes')}>
        <p className="access-text">{t('classes.text')}</p>
        <dl className="access-rows">
          {classes.map((reach) => (
            <ClassRow key={reach.class} reach={reach} />
          ))}
        </dl>
      </Card>
      <Card title={t('functions')}>
        <dl className="access-rows">
          {FUNCTIONS.map((each) => (
            <div key={each}>
              <dt>
                <b>{t(`function.${each}`, { ns: 'settings' })}</b>
                <span>{t(`function.${each}.text`, { ns: 'settings' })}</span>
              </dt>
              <dd>
                <Pill shape={access.functions.includes(each) ? 'done' : 'idle'}>
                  {t(access.functions.includes(each) ? 'function.has' : 'function.has-not')}
                </Pill>
              </dd>
            </div>
          ))}
        </dl>
      </Card>
      <p className="panel-hint">{t('foot')}</p>
    </>
  );
}

/** Grids of which nothing at all is to be seen. */
function ClosedGrids({ areas }: { readonly areas: ReturnType<typeof overviewOf>['areas'] }) {
  const { t } = useTranslation('access');
  const { stationGrids } = useSession();
  const gridsText = useGridsText();
  const open = areas.flatMap(({ gridNumbers }) => gridNumbers);
  const closed = stationGrids.filter((grid) => !open.includes(grid));
  if (closed.length === 0) return null;
  return <p className="access-text">{t('areas.closed', { grids: gridsText(closed) })}</p>;
}

/** One class of sealed values: what it is, and how far it is open in which grids. */
function ClassRow({ reach }: { readonly reach: ClassReach }) {
  const { t } = useTranslation(['access', 'settings']);
  const gridsText = useGridsText();
  const parts = (['all', 'own', 'none'] as const).filter((each) => reach[each].length > 0);
  const shapes = { all: 'done', own: 'progress', none: 'idle' } as const;
  return (
    <div>
      <dt>
        <b>{t(`class.${reach.class}`, { ns: 'settings' })}</b>
        <span>{t(`class.${reach.class}.text`, { ns: 'settings' })}</span>
      </dt>
      <dd>
        {parts.map((each) => (
          <Pill key={each} shape={shapes[each]}>
            {t(`reach.${each}`, { grids: gridsText(reach[each]) })}
          </Pill>
        ))}
      </dd>
    </div>
  );
}
