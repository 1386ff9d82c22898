import { alarmParts } from '#renderer/features/alarms/alarm-parts';
import { applicationParts } from '#renderer/features/applications/application-parts';
import { bookingParts } from '#renderer/features/bookings/booking-parts';
import { callParts } from '#renderer/features/calls/call-parts';
import { callMessages } from '#renderer/kiosk/call/messages';
import { careParts } from '#renderer/features/care/care-parts';
import { conflictParts } from '#renderer/features/conflicts/conflict-parts';
import { counterParts } from '#renderer/features/counter/counter-parts';
import { figuresParts } from '#renderer/features/figures/figures-parts';
import { hallParts } from '#renderer/features/hall/hall-parts';
import { homeParts } from '#renderer/features/homes/index';
import { importParts } from '#renderer/features/imports/import-parts';
import { incidentParts } from '#renderer/features/incidents/incident-parts';
import { endMessages } from '#renderer/features/sign-in/end-messages';
import { hallMessages } from '#renderer/features/sign-in/hall-messages';
import { leaveMessages } from '#renderer/kiosk/leave/messages';
import { messages as kioskBookingMessages } from '#renderer/kiosk/booking/messages';
import { kioskParts } from '#renderer/kiosk/parts';
import { manageParts } from '#renderer/features/incidents/manage/manage-parts';
import { mapParts } from '#renderer/features/map/page-parts';
import { mergeParts } from '#renderer/features/person/merge/merge-parts';
import { matterParts } from '#renderer/features/matters/matter-parts';
import { messages as padMessages } from '#renderer/pad/messages';
import { messages as boardMessages } from '#renderer/board/messages';
import { parts as firstParts } from '#renderer/staff/parts';
import { platformParts } from '#renderer/features/platforms/platform-parts';
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
  ...mergeParts,
  ...mapParts,
  ...roundParts,
  ...careParts,
  ...planParts,
  ...homeParts,
  ...importParts,
  ...qualityParts,
  ...conflictParts,
  ...counterParts,
  ...figuresParts,
  ...hallParts,
  ...callParts,
  ...bookingParts,
  ...platformParts,
  ...sensorParts,
  'device-end': endMessages,
  'practice-hall': hallMessages,
  // Of another page.
  board: boardMessages,
  ...kioskParts,
  kioskBooking: kioskBookingMessages,
  kioskLeave: leaveMessages,
  pad: padMessages,
  call: callMessages,
};
