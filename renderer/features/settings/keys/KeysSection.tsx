import { Button, Modal } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSession, useStation } from '#renderer/data/index';
import { Card, Chips, ErrorNotice, Pill } from '#renderer/ui/index';
import { useGridsText } from '../words';

const CLASSES = ['general', 'health', 'child'] as const;
type KeyClass = (typeof CLASSES)[number];

/** New keys for grids and classes, and what to know about the recovery key on paper. */
export function KeysSection() {
  const { t } = useTranslation('keys');
  return (
    <div className="keys-page">
      <Card title={t('rotate')}>
        <Rotation />
      </Card>
      <Card title={t('recovery')}>
        <div className="card-text">
          <p>{t('recovery.what')}</p>
          <dl className="keys-commands">
            <div>
              <dt>{t('recovery.paper')}</dt>
              <dd>{t('recovery.paper.text')}</dd>
            </div>
            <div>
              <dt>
                <code>--recover</code>
              </dt>
              <dd>{t('recovery.recover')}</dd>
            </div>
            <div>
              <dt>
                <code>--new-manager</code>
              </dt>
              <dd>{t('recovery.new-manager')}</dd>
            </div>
          </dl>
          <p>{t('recovery.where')}</p>
        </div>
      </Card>
    </div>
  );
}

function Rotation() {
  const { t } = useTranslation(['keys', 'settings']);
  const { stationGrids } = useSession();
  const gridsText = useGridsText();
  const [grids, setGrids] = useState<readonly number[]>([]);
  const [classes, setClasses] = useState<readonly KeyClass[]>([]);
  const [wasTried, setWasTried] = useState(false);
  const [isAsking, setIsAsking] = useState(false);
  const [done, setDone] = useState<number | null>(null);
  const classesText = classes.map((name) => t(`class.${name}`, { ns: 'settings' })).join(t('join', { ns: 'settings' }));
  const begin = () => {
    setWasTried(true);
    setDone(null);
    if (grids.length > 0 && classes.length > 0) setIsAsking(true);
  };
  const finish = (kids: readonly string[]) => {
    setDone(kids.length);
    setIsAsking(false);
    setGrids([]);
    setClasses([]);
    setWasTried(false);
  };
  return (
    <div className="card-text">
      <p>{t('rotate.when')}</p>
      <p>{t('rotate.what')}</p>
      <div className="field">
        <span className="field-label">{t('grids')}</span>
        <Chips
          label={t('grids')}
          options={stationGrids.map((number) => ({
            value: String(number),
            label: t('grid', { ns: 'settings', number }),
          }))}
          value={grids.map(String)}
          onChange={(chosen) => setGrids(chosen.map(Number))}
        />
        {wasTried && grids.length === 0 && <p className="field-error">{t('grids.missing')}</p>}
      </div>
      <div className="field">
        <span className="field-label">{t('classes')}</span>
        <Chips
          label={t('classes')}
          options={CLASSES.map((name) => ({ value: name, label: t(`class.${name}`, { ns: 'settings' }) }))}
          value={classes}
          onChange={setClasses}
        />
        {wasTried && classes.length === 0 && <p className="field-error">{t('classes.missing')}</p>}
      </div>
      <div className="keys-do">
        <Button type="primary" onClick={begin}>
          {t('rotate.do')}
        </Button>
        <span role="status">{done !== null && <Pill shape="done">{t('rotate.done', { count: done })}</Pill>}</span>
      </div>
      {isAsking && (
        <RotateQuestion
          what={t('rotate.chosen', { grids: gridsText(grids), classes: classesText })}
          gridNumbers={grids}
          classes={classes}
          onDone={finish}
          onClose={() => setIsAsking(false)}
        />
      )}
    </div>
  );
}

interface RotateQuestionProps {
  /** What was chosen, in words. */
  readonly what: string;
  readonly gridNumbers: readonly number[];
  readonly classes: readonly KeyClass[];
  readonly onDone: (kids: readonly string[]) => void;
  readonly onClose: () => void;
}

/** Asks once, with what was chosen and what follows. */
function RotateQuestion({ what, gridNumbers, classes, onDone, onClose }: RotateQuestionProps) {
  const { t } = useTranslation(['keys', 'settings']);
  const { admin } = useStation();
  const [isBusy, setIsBusy] = useState(false);
  const [failure, setFailure] = useState<{ readonly error: unknown } | null>(null);
  const run = async () => {
    setIsBusy(true);
    try {
      onDone(await admin.rotateKeys(gridNumbers, classes));
    } catch (error) {
      setFailure({ error });
      setIsBusy(false);
    }
  };
  return (
    <Modal
      open
      width={440}
      title={t('rotate.title')}
      okText={t('rotate.do')}
      cancelText={t('cancel', { ns: 'settings' })}
      confirmLoading={isBusy}
      onOk={() => void run()}
      onCancel={onClose}
    >
      <p>{what}</p>
      <p>{t('rotate.consequence')}</p>
      {failure && <ErrorNotice error={failure.error} />}
    </Modal>
  );
}
