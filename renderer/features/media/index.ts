import './photo-strip.css';
import './photo-viewer.css';

export { createPhotoAdding, type PhotoAdding } from './adding';
export { PhotoChoice } from './components/PhotoChoice';
export { PhotoPicker } from './components/PhotoPicker';
export { PhotoStrip } from './components/PhotoStrip';
export { messages } from './messages';
export { voiceParts } from './voice/messages';
export { openMicrophone } from './voice/microphone';
export { createVoiceRecorder, type VoiceRecorder } from './voice/recorder';
export { VoiceField } from './voice/VoiceField';
export { VoicePlayer } from './voice/VoicePlayer';
