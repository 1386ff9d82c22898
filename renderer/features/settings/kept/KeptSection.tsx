import { useTranslation } from 'react-i18next';
import { KEPT_REASONS, type KeptView } from '#shared/ipc/admin-api';
import { useStation } from '#renderer/data/index';
import { Empty, goTo, Select, useLayout, usePlace } from '#renderer/ui/index';
import { Asked } from '../components/Asked';
import { settingsPlace } from '../places';
import { useLoaded } from '../use-loaded';
import { KeptActions } from './KeptActions';
import { KeptList } from './KeptList';
import { KeptPanel } from './KeptPanel';
import type { Kept } from './words';

/** Records that could not be written and lie at the host: whose, from where, why; to be opened as a file or written after all. */
export function KeptSection() {
  const { admin } = useStation();
  const loaded = useLoaded('kept', async (): Promise<Kept> => {
    const [entries, devices] = await Promise.all([admin.kept(), admin.devices()]);
    return { entries, devices };
  });
  return <Asked loaded={loaded}>{(kept) => <Everything kept={kept} onChanged={loaded.reload} />}</Asked>;
}

function Everything({ kept, onChanged }: { readonly kept: Kept; readonly onChanged: () => void }) {
  const { t } = useTranslation('kept');
  const isTablet = useLayout() === 'tablet';
  const { why = '', entry: openId = '' } = usePlace().query;
  const reason = KEPT_REASONS.find((each) => each === why);
  const shown = kept.entries.filter((each) => !reason || each.why === reason);
  const chosen = kept.entries.find(({ id }) => id === openId);
  const show = (entry: string) =>
    goTo(settingsPlace('kept', { ...(reason && { why: reason }), entry }), { replace: chosen !== undefined });
  const panel = chosen && (
    <KeptPanel key={chosen.id} entry={chosen} devices={kept.devices} onChanged={onChanged} onClose={() => show('')} />
  );
  if (panel && isTablet) return <div className="settings-whole">{panel}</div>;
  return (
    <div className="settings-columns">
      <div className="settings-list card kept">
        <div className="settings-filters">
          <Select
            label={t('filter.why')}
            value={reason ?? ''}
            onChange={(next) => goTo(settingsPlace('kept', { why: next }), { replace: true })}
          >
            <option value="">{t('filter.all')}</option>
            {KEPT_REASONS.map((each) => (
              <option key={each} value={each}>
                {t(`why.${each}`)}
              </option>
            ))}
          </Select>
          {shown.length > 0 && <KeptActions entries={shown} onChanged={onChanged} isMany />}
        </div>
        {shown.length === 0 ? (
          <Empty title={t('empty')} text={t('empty.text')} />
        ) : (
          <KeptList rows={shown} devices={kept.devices} selected={openId} onOpen={({ id }: KeptView) => show(id)} />
        )}
      </div>
      {panel}
    </div>
  );
}
