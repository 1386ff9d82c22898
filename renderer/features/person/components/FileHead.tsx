import { Button } from 'antd';
import { ClipboardPen, PencilLine } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { maskAddress } from '#shared/domain/privacy/mask';
import { useRecordState } from '#renderer/data/index';
import { addressOf as linkTo, goTo, Pill, timeText } from '#renderer/ui/index';
import {
  editPersonPlace,
  gridNumberOf,
  PersonTitle,
  RESIDENTS_PATH,
  useAddress,
  useGridNames,
  useIsOwnGrid,
  useMayWrite,
  type PersonRecord,
} from '../../people/index';
import { useTargetGrids } from '../../transfer/index';
import { useRound, visitFormPlace } from '../../visits/index';
import type { HouseholdRecord } from '../commands/status';
import type { Standing } from '../queries';
import { MembershipTags } from './MembershipTags';
import { MoreActions } from './MoreActions';
import type { PartProps } from './PersonFile';

interface FileHeadProps extends PartProps {
  readonly standing: Standing;
  readonly household: HouseholdRecord | null | undefined;
  readonly onTransfer: () => void;
}

/** Whose file it is, where it lies, how far it has got; and what can be done with it. */
export function FileHead({ person, standing, household, action, onTransfer }: FileHeadProps) {
  const { t } = useTranslation(['person', 'residents']);
  const { today } = useRound();
  const gridName = useGridNames()(person._id);
  const isOwnGrid = useIsOwnGrid()(person._id);
  const mayWrite = useMayWrite();
  const grid = gridNumberOf(person._id);
  const address = useAddress(person.dwellingUid);
  const mayTransfer = useTargetGrids('person', grid).length > 0;
  return (
    <header className="file-head">
      <nav className="crumbs" aria-label={t('crumbs')}>
        <a href={linkTo({ path: RESIDENTS_PATH, query: {} })}>{t('nav', { ns: 'residents' })}</a>
        {gridName !== null && <span>{gridName}</span>}
        {address && <span>{isOwnGrid ? address : maskAddress(address)}</span>}
      </nav>
      <div className="file-title">
        <PersonTitle
          person={person}
          kinds={[]}
          tags={<MembershipTags memberships={standing.memberships} />}
          today={today}
          level={1}
        />
        <SyncState person={person} />
        <div className="page-actions">
          {mayWrite('edit', 'person', grid) && (
            <>
              <MoreActions
                person={person}
                household={household ?? null}
                residents={standing.household?.length ?? 0}
                action={action}
                onTransfer={mayTransfer ? onTransfer : null}
              />
              <Button href={linkTo(editPersonPlace(person._id))} icon={<PencilLine size={16} aria-hidden="true" />}>
                {t('action.edit')}
              </Button>
            </>
          )}
          {mayWrite('create', 'visit', grid) && (
            <Button
              type="primary"
              icon={<ClipboardPen size={16} aria-hidden="true" />}
              onClick={() => goTo(visitFormPlace(person._id))}
            >
              {t('action.visit')}
            </Button>
          )}
        </div>
      </div>
    </header>
  );
}

/** How far the file's latest state has got. */
function SyncState({ person }: { readonly person: PersonRecord }) {
  const { t } = useTranslation('person');
  switch (useRecordState(person._id)) {
    case 'at-station':
      return <Pill shape="done">{t('state.at-station')}</Pill>;
    case 'refused':
      return <Pill shape="alert">{t('state.refused')}</Pill>;
    case 'on-device':
      return <Pill shape="outgoing">{t('state.on-device', { time: timeText(person.changed.at) })}</Pill>;
  }
}
