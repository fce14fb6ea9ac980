import { describeFuzz } from './fuzzOperations.cts';

describeFuzz('Sety');
