import { agentWithSafeguard } from './agentWithSafeguard.cts';
import { chatMessage } from './chatMessage.cts';
import { dismissMinorEvents } from './dismissMinorEvents.cts';
import { panicButton } from './panicButton.cts';
import type { Recipe } from './recipe.cts';
import { tableToSafetyKit } from './tableToSafetyKit.cts';
import { weeklyReport } from './weeklyReport.cts';

/** In the order of docs/recipes.md. */
export const recipes: readonly Recipe[] = [
	panicButton,
	chatMessage,
	dismissMinorEvents,
	tableToSafetyKit,
	weeklyReport,
	agentWithSafeguard,
];
