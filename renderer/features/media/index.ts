import './photo-strip.css';
import './photo-viewer.css';

export { createPhotoAdding, type PhotoAdding } from './adding';
export { PhotoPicker } from './components/PhotoPicker';
export { PhotoStrip } from './components/PhotoStrip';
export { messages } from './messages';
