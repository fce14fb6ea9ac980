import { describeFaultMatrix } from './faultMatrix.cts';

describeFaultMatrix('SafetyKit');
