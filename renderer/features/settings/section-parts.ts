import { messages as access } from './access/messages';
import { messages as audit } from './audit/messages';
import { messages as broker } from './connectors/broker-messages';
import { messages as incoming } from './connectors/incoming-messages';
import { messages as connectors } from './connectors/messages';
import { messages as sms } from './connectors/sms-messages';
import { messages as devices } from './devices/messages';
import { messages as grids } from './grids/messages';
import { messages as host } from './host/messages';
import { messages as kept } from './kept/messages';
import { messages as keys } from './keys/messages';
import { paperParts } from '../papers/index';
import { messages as phraseSettings } from './phrases/messages';
import { messages as printers } from './printers/messages';
import { messages as accounts } from './staff/messages';
import { messages as stationSettings } from './station/messages';
import { messages as upstream } from './upstream/messages';

/** The words of the sections, one part for each; they are fetched with the page, which few people ever open. */
export const sectionParts = {
  stationSettings,
  grids,
  phraseSettings,
  accounts,
  access,
  audit,
  host,
  upstream,
  connectors,
  incoming,
  broker,
  sms,
  printers,
  ...paperParts,
  devices,
  kept,
  keys,
} as const;
