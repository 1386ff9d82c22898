import { expose } from 'comlink';
import { carryAppErrors } from '../../worker-errors';
import { decodeHeic } from './decode-heic';
import { photoDesk } from './desk';

// The same as the photo worker, with two megabytes of decoder: started for the first HEIC file that somebody adds.
carryAppErrors();
expose(photoDesk(decodeHeic));
