import { describeFuzz } from './fuzzOperations.cts';

describeFuzz('Samsara');
