import { Button, Checkbox } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AccountView } from '#shared/ipc/admin-api';
import { useStation } from '#renderer/data/index';
import { ErrorNotice, Pill } from '#renderer/ui/index';
import { Asked } from '../components/Asked';
import { useLoaded } from '../use-loaded';
import { useGridsText } from '../words';
import type { GridView } from './queries';

/** Which grid workers look after a grid, as their accounts at the host say. */
export function GridWorkers({ grid }: { readonly grid: GridView }) {
  const { t } = useTranslation('grids');
  const { admin } = useStation();
  const loaded = useLoaded('staff', () => admin.staff());
  return (
    <div className="panel-part">
      <h3 className="grid-part-title">{t('assign')}</h3>
      <Asked loaded={loaded}>
        {(accounts) => (
          <Assignment
            number={grid.number}
            workers={accounts.filter(({ post, active }) => active && post === 'grid-worker')}
            onChanged={loaded.reload}
          />
        )}
      </Asked>
    </div>
  );
}

interface AssignmentProps {
  readonly number: number;
  readonly workers: readonly AccountView[];
  readonly onChanged: () => void;
}

/** The account's grids after it takes this one on or gives it up. */
const gridsAfter = ({ gridNumbers }: AccountView, number: number, isOn: boolean): number[] =>
  isOn ? [...gridNumbers, number].sort((a, b) => a - b) : gridNumbers.filter((each) => each !== number);

function Assignment({ number, workers, onChanged }: AssignmentProps) {
  const { t } = useTranslation('grids');
  const { admin } = useStation();
  const gridsText = useGridsText();
  /** Only what differs from the accounts. */
  const [wanted, setWanted] = useState<ReadonlyMap<string, boolean>>(new Map());
  const [isBusy, setIsBusy] = useState(false);
  const [isSaved, setIsSaved] = useState(false);
  const [failure, setFailure] = useState<{ readonly error: unknown } | null>(null);
  const isOn = (worker: AccountView) => wanted.get(worker.uid) ?? worker.gridNumbers.includes(number);
  const changed = workers.filter((worker) => isOn(worker) !== worker.gridNumbers.includes(number));
  // A worker without a grid sees nothing at all: that is a change of post, or an account to close.
  const stranded = changed.filter((worker) => gridsAfter(worker, number, isOn(worker)).length === 0);

  const save = async () => {
    setIsBusy(true);
    setFailure(null);
    try {
      for (const worker of changed) {
        await admin.changeStaff(worker.uid, { gridNumbers: gridsAfter(worker, number, isOn(worker)) });
      }
      setWanted(new Map());
      setIsSaved(true);
    } catch (error) {
      setFailure({ error });
    } finally {
      setIsBusy(false);
      onChanged();
    }
  };
  if (workers.length === 0) return <p className="panel-hint">{t('assign.nobody')}</p>;
  return (
    <>
      <div className="grid-workers-choice" role="group" aria-label={t('assign')}>
        {workers.map((worker) => (
          <Checkbox
            key={worker.uid}
            checked={isOn(worker)}
            onChange={({ target }) => {
              setWanted(new Map(wanted).set(worker.uid, target.checked));
              setIsSaved(false);
            }}
          >
            <b>{worker.name}</b>
            <span>{gridsText(worker.gridNumbers)}</span>
          </Checkbox>
        ))}
      </div>
      {stranded.map((worker) => (
        <p key={worker.uid} className="field-error" role="alert">
          {t('assign.stranded', { name: worker.name })}
        </p>
      ))}
      {failure && <ErrorNotice error={failure.error} />}
      <div className="grid-save">
        <span role="status">{isSaved && <Pill shape="done">{t('assign.saved')}</Pill>}</span>
        <Button loading={isBusy} disabled={changed.length === 0 || stranded.length > 0} onClick={() => void save()}>
          {t('assign.do')}
        </Button>
      </div>
    </>
  );
}
