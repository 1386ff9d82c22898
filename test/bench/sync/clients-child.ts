import { serve } from './child';
import { clientCalls } from './clients';

serve(clientCalls, () => clientCalls.stop(null));
