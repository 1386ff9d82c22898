import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { KioskReportForm } from '#shared/ipc/kiosk-intake-api';
import { Screen } from '../frame/Screen';
import { Scroll } from '../frame/Scroll';
import { Tile } from '../frame/Tile';
import { useLabel } from '../use-label';

export type Category = KioskReportForm['groups'][number]['categories'][number];

interface CategoryStepProps {
  readonly groups: KioskReportForm['groups'];
  /** Null: not known. */
  readonly onCategory: (category: Category | null) => void;
  readonly onBack: () => void;
}

/** A kind, by its major first; whoever cannot say leaves it to the station. */
export function CategoryStep({ groups, onCategory, onBack }: CategoryStepProps) {
  const { t } = useTranslation('kioskReport');
  const [major, setMajor] = useState<string | null>(null);
  const label = useLabel();
  const group = groups.find(({ name }) => name.zh === major);
  return (
    <Screen
      part={t('part')}
      title={group ? label(group.name) : t('category.title')}
      onBack={group ? () => setMajor(null) : onBack}
      key={major}
    >
      <Scroll>
        <div className="kiosk-grid">
          {group
            ? group.categories.map((category) => (
                <Tile key={category.uid} onPress={() => onCategory(category)}>
                  {label(category.name)}
                </Tile>
              ))
            : groups.map(({ name }) => (
                <Tile key={name.zh} onPress={() => setMajor(name.zh)}>
                  {label(name)}
                </Tile>
              ))}
          <Tile icon="person" onPress={() => onCategory(null)}>
            {t('category.unknown')}
          </Tile>
        </div>
      </Scroll>
    </Screen>
  );
}
