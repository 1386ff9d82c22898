import { Button, Input } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { scanPaths, scanSetAnswerSchema, type ScanFolderTrouble, type ScanSettings } from '#shared/ipc/scans-api';
import { useStation } from '#renderer/data/index';
import { Card, Choice, ErrorNotice, Field, Pill, PrivateForm } from '#renderer/ui/index';

interface ScansCardProps {
  readonly settings: ScanSettings;
  readonly onChanged: () => void;
}

const THEN = ['move', 'remove'] as const;

/** The folder of the host's machine in which scanners save, and what becomes of a scan that was taken. */
export function ScansCard({ settings, onChanged }: ScansCardProps) {
  const { t } = useTranslation(['printers', 'settings']);
  const { host } = useStation();
  const [folder, setFolder] = useState(settings.folder ?? '');
  const [then, setThen] = useState(settings.then);
  const [isBusy, setIsBusy] = useState(false);
  const [isSaved, setIsSaved] = useState(false);
  const [failure, setFailure] = useState<{ readonly error: unknown } | null>(null);
  const [trouble, setTrouble] = useState<ScanFolderTrouble | null>(null);
  const save = async () => {
    setFailure(null);
    setTrouble(null);
    setIsSaved(false);
    setIsBusy(true);
    try {
      const wanted = { folder: folder.trim() === '' ? null : folder.trim(), then };
      const answer = await host.post(scanPaths.settings, wanted, scanSetAnswerSchema);
      if (answer.outcome === 'refused') return setTrouble(answer.trouble);
      setIsSaved(true);
      onChanged();
    } catch (error) {
      setFailure({ error });
    } finally {
      setIsBusy(false);
    }
  };
  return (
    <Card title={t('scans')}>
      <PrivateForm className="scans-form" aria-label={t('scans')} onSubmit={() => void save()}>
        <p className="quiet">{t('scans.text')}</p>
        <Field label={t('scans.folder')} hint={t('scans.folder.hint')} error={trouble && t(`folder.${trouble}`)}>
          {(ties) => (
            <Input
              {...ties}
              spellCheck={false}
              maxLength={400}
              placeholder={t('scans.folder.none')}
              value={folder}
              onChange={(event) => setFolder(event.target.value)}
            />
          )}
        </Field>
        <div className="field">
          <span className="field-label">{t('scans.then')}</span>
          <Choice
            label={t('scans.then')}
            options={THEN.map((value) => ({ value, label: t(`then.${value}`) }))}
            value={then}
            onChange={(value) => value && setThen(value)}
          />
        </div>
        {failure && <ErrorNotice error={failure.error} />}
        <div className="form-actions">
          <span role="status">
            {isSaved && <Pill shape="done">{t(settings.folder === null ? 'scans.off' : 'scans.on')}</Pill>}
          </span>
          <Button type="primary" htmlType="submit" loading={isBusy}>
            {t('save', { ns: 'settings' })}
          </Button>
        </div>
      </PrivateForm>
    </Card>
  );
}
