import { messages as mapUi } from '#renderer/ui/map/messages';
import { messages as mapRound } from './messages';

/** The words of the round and of the map on it; they are fetched with the page. */
export const roundParts = { mapUi, mapRound } as const;
