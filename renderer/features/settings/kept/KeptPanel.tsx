import { useTranslation } from 'react-i18next';
import type { DeviceView, KeptView } from '#shared/ipc/admin-api';
import { momentText, useLanguage } from '#renderer/ui/index';
import { useToday } from '../../people/index';
import { SidePanel } from '../components/SidePanel';
import { KeptActions } from './KeptActions';
import { KeptState } from './KeptList';
import { useKeptWords } from './words';

interface KeptPanelProps {
  readonly entry: KeptView;
  readonly devices: readonly DeviceView[];
  readonly onChanged: () => void;
  readonly onClose: () => void;
}

/** One kept record: everything that is known of it without opening it, and what can be done about it. */
export function KeptPanel({ entry, devices, onChanged, onClose }: KeptPanelProps) {
  const { t } = useTranslation('kept');
  const language = useLanguage();
  const today = useToday();
  const words = useKeptWords(devices);
  const moment = (ms: number) => momentText(ms, today, language);
  const { by, note, delivered } = entry;
  const facts = [
    ['author', words.person(entry.author)],
    ['device', words.device(entry)],
    ['place', words.place(entry)],
    ['at', moment(entry.atMs)],
    ...(by === null ? [] : [['by', words.person(by)] as const]),
    ...(note === null ? [] : [['note', note] as const]),
    ...(delivered
      ? [
          [
            'delivered',
            t('delivered.by', { name: words.person(delivered.by), moment: moment(delivered.atMs) }),
          ] as const,
        ]
      : []),
  ] as const;
  return (
    <SidePanel title={words.type(entry)} subtitle={<KeptState entry={entry} />} onClose={onClose}>
      <dl className="facts panel-top">
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt>{t(`fact.${name}`)}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <p className="quiet-note panel-note">{t(`why.${entry.why}.text`)}</p>
      <div className="panel-part">
        <p className="panel-hint">{t('actions.text')}</p>
        <KeptActions entries={[entry]} onChanged={onChanged} />
      </div>
    </SidePanel>
  );
}
