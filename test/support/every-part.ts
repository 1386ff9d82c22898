import { alarmParts } from '#renderer/features/alarms/alarm-parts';
import { applicationParts } from '#renderer/features/applications/application-parts';
import { careParts } from '#renderer/features/care/care-parts';
import { counterParts } from '#renderer/features/counter/counter-parts';
import { homeParts } from '#renderer/features/homes/index';
import { importParts } from '#renderer/features/imports/import-parts';
import { incidentParts } from '#renderer/features/incidents/incident-parts';
import { manageParts } from '#renderer/features/incidents/manage/manage-parts';
import { mapParts } from '#renderer/features/map/page-parts';
import { matterParts } from '#renderer/features/matters/matter-parts';
import { messages as boardMessages } from '#renderer/board/messages';
import { parts as firstParts } from '#renderer/staff/parts';
import { planParts } from '#renderer/features/visits/plan/plan-parts';
import { qualityParts } from '#renderer/features/quality/quality-parts';
import { riskParts } from '#renderer/features/risk/risk-parts';
import { roundParts } from '#renderer/features/map/round/round-parts';
import { sectionParts } from '#renderer/features/settings/section-parts';
import { serviceParts } from '#renderer/features/services/service-parts';
import { watchRuleParts } from '#renderer/features/alarms/rules/rule-parts';
import { sensorParts } from '#renderer/features/sensors/sensor-parts';
import type { Messages } from '#renderer/ui/index';

/** The words of every part of the screens, by the name under which screens ask for them: those that come first, and those that come with a page. */
export const everyPart: Readonly<Record<string, Messages>> = {
  ...firstParts,
  ...sectionParts,
  ...alarmParts,
  ...riskParts,
  ...watchRuleParts,
  ...applicationParts,
  ...serviceParts,
  ...incidentParts,
  ...manageParts,
  ...matterParts,
  ...mapParts,
  ...roundParts,
  ...careParts,
  ...planParts,
  ...homeParts,
  ...importParts,
  ...qualityParts,
  ...counterParts,
  ...sensorParts,
  // Of another page.
  board: boardMessages,
};
