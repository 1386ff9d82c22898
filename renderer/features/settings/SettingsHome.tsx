import {
  Armchair,
  Archive,
  Building2,
  Cloud,
  Eye,
  Grid2x2,
  KeyRound,
  MessageSquareText,
  MessagesSquare,
  Printer,
  ScrollText,
  Server,
  TabletSmartphone,
  type LucideIcon,
  UsersRound,
} from 'lucide-react';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { addressOf } from '#renderer/ui/index';
import { groupOf, SECTION_GROUPS, settingsPlace, type SectionName } from './places';

const ICONS: Readonly<Record<SectionName, LucideIcon>> = {
  station: Building2,
  grids: Grid2x2,
  phrases: MessageSquareText,
  staff: UsersRound,
  access: Eye,
  audit: ScrollText,
  host: Server,
  upstream: Cloud,
  connectors: MessagesSquare,
  hall: Armchair,
  printers: Printer,
  devices: TabletSmartphone,
  kept: Archive,
  keys: KeyRound,
};

/** The first page of the settings: every section that is open to the person, with a sentence about it. */
export function SettingsHome({ sections }: { readonly sections: readonly SectionName[] }) {
  return (
    <div className="settings-home">
      {SECTION_GROUPS.map((group) => {
        const own = sections.filter((section) => groupOf(section) === group);
        return own.length > 0 && <Group key={group} group={group} sections={own} />;
      })}
    </div>
  );
}

interface GroupProps {
  readonly group: (typeof SECTION_GROUPS)[number];
  readonly sections: readonly SectionName[];
}

function Group({ group, sections }: GroupProps) {
  const { t } = useTranslation('settings');
  const id = useId();
  return (
    <section aria-labelledby={id}>
      <h2 id={id}>{t(`group.${group}`)}</h2>
      <ul>
        {sections.map((section) => {
          const Icon = ICONS[section];
          return (
            <li key={section} className="card">
              <a href={addressOf(settingsPlace(section))}>
                <Icon size={22} strokeWidth={1.6} aria-hidden="true" />
                <span>
                  <b>{t(`section.${section}`)}</b>
                  <span>{t(`section.${section}.text`)}</span>
                </span>
              </a>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
