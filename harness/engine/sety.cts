import { SetyApi } from '../../credentials/SetyApi.credentials.ts';
import { Sety } from '../../nodes/Sety/Sety.node.ts';
import { nodeBench } from './nodeBench.cts';

/** For the resource locator of an incident or a visitor. */
export const byId = (value: string) => ({ __rl: true, mode: 'id', value });

export const setyBench = () => nodeBench(Sety, SetyApi);
