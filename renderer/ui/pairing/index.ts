export { PairForm, type Pairing } from './PairForm';
