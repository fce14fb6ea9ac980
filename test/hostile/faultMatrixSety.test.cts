import { describeFaultMatrix } from './faultMatrix.cts';

describeFaultMatrix('Sety');
