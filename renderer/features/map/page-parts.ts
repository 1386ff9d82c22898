import { messages as mapUi } from '#renderer/ui/map/messages';
import { messages as mapPage } from './page-messages';

/** The words of the page and of the map on it; they are fetched with the page. */
export const mapParts = { mapUi, mapPage } as const;
