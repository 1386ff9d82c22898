import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ResidentReportsSetting } from '#shared/ipc/incoming-api';
import { useStation } from '#renderer/data/index';
import { Card, Choice, ErrorNotice, Pill } from '#renderer/ui/index';

interface ResidentReportsCardProps {
  readonly setting: ResidentReportsSetting;
  readonly onChanged: () => void;
}

/** Whether residents report and apply from their phones, and whether rules act on reports before anybody has looked. Kept as soon as it is chosen. */
export function ResidentReportsCard({ setting, onChanged }: ResidentReportsCardProps) {
  const { t } = useTranslation('incoming');
  const { admin } = useStation();
  const [isSaved, setIsSaved] = useState(false);
  const [failure, setFailure] = useState<{ readonly error: unknown } | null>(null);
  const keep = async (part: Partial<ResidentReportsSetting>) => {
    setFailure(null);
    setIsSaved(false);
    try {
      await admin.incoming.setResidents({ ...setting, ...part });
      setIsSaved(true);
      onChanged();
    } catch (error) {
      setFailure({ error });
    }
  };
  return (
    <Card title={t('residents')}>
      <div className="quiet-form">
        <fieldset className="quiet-span">
          <legend>
            <span>{t('residents.text')}</span>
          </legend>
          <Choice
            label={t('residents')}
            options={[
              { value: 'on', label: t('residents.on') },
              { value: 'off', label: t('residents.off') },
            ]}
            value={setting.on ? 'on' : 'off'}
            onChange={(value) => void keep({ on: value === 'on' })}
          />
        </fieldset>
        {setting.on && (
          <fieldset className="quiet-span">
            <legend>
              <b>{t('residents.rules')}</b>
            </legend>
            <Choice
              label={t('residents.rules')}
              options={[
                { value: 'person', label: t('residents.person') },
                { value: 'act', label: t('residents.act') },
              ]}
              value={setting.rulesAct ? 'act' : 'person'}
              onChange={(value) => void keep({ rulesAct: value === 'act' })}
            />
            <p className="quiet-example">{t('residents.hint')}</p>
          </fieldset>
        )}
        <fieldset className="quiet-span">
          <legend>
            <b>{t('residents.applies')}</b>
          </legend>
          <Choice
            label={t('residents.applies')}
            options={[
              { value: 'on', label: t('residents.applies.on') },
              { value: 'off', label: t('residents.applies.off') },
            ]}
            value={setting.applies ? 'on' : 'off'}
            onChange={(value) => void keep({ applies: value === 'on' })}
          />
        </fieldset>
        <span role="status">{isSaved && <Pill shape="done">{t('saved')}</Pill>}</span>
        {failure && <ErrorNotice error={failure.error} />}
      </div>
    </Card>
  );
}
