import { describeFaultMatrix } from './faultMatrix.cts';

describeFaultMatrix('Samsara');
