import { Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Card, ErrorNotice, goTo, Loading, NoticeBar, usePlace } from '#renderer/ui/index';
import type { PersonRecord } from '../../people/index';
import { ConflictLine } from '../../conflicts/index';
import { TransferForm } from '../../transfer/index';
import { useDossier, useHouseholdRecord, useStanding, type Dossier } from '../queries';
import type { PersonSlots } from '../slots';
import { useAction, type Action } from '../use-action';
import { FileHead } from './FileHead';
import { MergedNotice } from './MergedNotice';
import { Overview } from './Overview';
import { RegisterPicker } from './RegisterPicker';
import { PANEL_ID, tabId, TabRow } from './TabRow';

interface PersonFileProps extends PersonSlots {
  readonly person: PersonRecord;
  /** uid of the file that led here because it was merged into this one; null for none. */
  readonly cameFrom: string | null;
}

/** What every part of the file gets. */
export interface PartProps {
  readonly person: PersonRecord;
  readonly dossier: Dossier;
  readonly action: Action;
}

/** The first page of a file, and the one where the address names none that there is. */
const OVERVIEW = 'overview';

/** The whole file: who it is, and one page of what is known. */
export function PersonFile({ person, cameFrom, Findings, tabs }: PersonFileProps) {
  const { t } = useTranslation(['person', 'people', 'ui']);
  const { path, query } = usePlace();
  const dossier = useDossier(person.uid);
  const standing = useStanding(person, dossier?.certificates ?? []);
  const household = useHouseholdRecord(person);
  const action = useAction();
  const [isTransferring, setIsTransferring] = useState(false);
  if (!dossier) return <Loading label={t('loading', { ns: 'ui' })} lines={8} />;
  const part: PartProps = { person, dossier, action };
  const tab = tabs.find(({ id }) => id === query['tab']);
  const chosen = tab?.id ?? OVERVIEW;
  const row = [
    { id: OVERVIEW, name: t('tab.overview') },
    ...tabs.map(({ id, label, labelPart }) => ({ id, name: t(label, { ns: labelPart }) })),
  ];
  const choose = (id: string, isStep: boolean) =>
    goTo({ path, query: { ...query, tab: id === OVERVIEW ? '' : id } }, { replace: isStep });
  return (
    <div className="page person-file">
      {cameFrom !== null && <MergedNotice person={person} mergedUid={cameFrom} dossier={dossier} />}
      <ConflictLine person={person} />
      <FileHead {...part} standing={standing} household={household} onTransfer={() => setIsTransferring(true)} />
      {isTransferring && (
        <Card title={t('action.transfer')}>
          <div className="card-form">
            <TransferForm
              kind="person"
              record={person}
              name={person.name ?? ''}
              leavesHousehold={(standing.household?.length ?? 0) > 1}
              Picker={RegisterPicker}
              onClose={() => setIsTransferring(false)}
            />
          </div>
        </Card>
      )}
      {action.failure && <ErrorNotice error={action.failure.error} onRemedy={action.clear} />}
      <TabRow label={t('tabs')} tabs={row} chosen={chosen} onChoose={choose} />
      <div className="tab-panel" role="tabpanel" id={PANEL_ID} aria-labelledby={tabId(chosen)}>
        {tab ? (
          <Suspense fallback={<Loading label={t('loading', { ns: 'ui' })} lines={8} />}>
            <tab.Page person={person} />
          </Suspense>
        ) : (
          <Overview {...part} standing={standing} household={household} Findings={Findings} />
        )}
      </div>
      {action.done && (
        <NoticeBar
          text={action.done.text}
          {...(action.done.undo && {
            action: { label: t('undo'), onPress: () => void action.run(undoOf(action.done?.undo, t('undone'))) },
          })}
          onClose={action.clear}
        />
      )}
    </div>
  );
}

const undoOf = (undo: (() => Promise<void>) | null | undefined, text: string) => async () => {
  await undo?.();
  return { text, undo: null };
};
