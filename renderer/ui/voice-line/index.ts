export { createVoiceLine, type LineEnd, type LineState, type VoiceLine } from './line';
export { openTalkMicrophone, type TalkMicrophone, type TalkTrouble } from './talk-microphone';
export { createTones, type Tone, type Tones } from './tones';
