import { useWords } from '#renderer/ui/index';
import { incidentParts } from '../incident-parts';
import { IncidentPanel } from './IncidentPanel';
import '../incidents.css';

/** One incident on a page that is not its list: with its words and its looks. */
export function IncidentBeside({ id, onClose }: { readonly id: string; readonly onClose: () => void }) {
  useWords(incidentParts);
  return <IncidentPanel key={id} id={id} onClose={onClose} />;
}
