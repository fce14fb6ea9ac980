import { SamsaraApi } from '../../credentials/SamsaraApi.credentials.ts';
import { Samsara } from '../../nodes/Samsara/Samsara.node.ts';
import { nodeBench } from './nodeBench.cts';

export const samsaraBench = () => nodeBench(Samsara, SamsaraApi, { authentication: 'accessToken' });
