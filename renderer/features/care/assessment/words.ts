import { ABILITY_GROUP_NAMES, ABILITY_ITEMS, type AbilityGroup } from '#shared/domain/ability/items';
import { useLanguage } from '#renderer/ui/index';

/** Names of the standard's items, their options and groups, in the reader's language. */
export function useAbilityWords() {
  const language = useLanguage();
  return {
    group: (group: AbilityGroup) => ABILITY_GROUP_NAMES[group][language],
    item: (id: string) => ABILITY_ITEMS.find((item) => item.id === id)?.name[language] ?? id,
    option: (id: string, chosen: number) =>
      ABILITY_ITEMS.find((item) => item.id === id)?.options[chosen]?.[language] ?? '',
  };
}
