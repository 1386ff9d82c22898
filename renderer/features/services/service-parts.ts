import { paperParts } from '../papers/index';
import { messages as services } from './messages';

/** The words of the catalogue, which come with it. */
export const serviceParts = { services, ...paperParts } as const;
