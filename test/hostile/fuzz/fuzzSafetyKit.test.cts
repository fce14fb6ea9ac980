import { describeFuzz } from './fuzzOperations.cts';

describeFuzz('SafetyKit');
