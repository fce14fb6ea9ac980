import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { controlInput } from '../controlInput.cts';
import { sendWebhook, webhookOrder } from './webhook.cts';
import type { SafetyKitWorld } from './world.cts';

export const safetyKitSettings = z.strictObject({
	mode: z.enum(['strict', 'lenient']).optional(),
	productEventNames: z.array(z.string()).nullable().optional(),
	issues: z.boolean().optional(),
	maxBatchEvents: z.number().int().min(1).optional(),
	maxBodyBytes: z.number().int().min(1).optional(),
	reviewMs: z.number().min(0).optional(),
});

export type SafetyKitSettingsChange = z.input<typeof safetyKitSettings>;

/** The routes of `/__control/safetykit`. */
export function registerSafetyKitControl(app: FastifyInstance, world: () => SafetyKitWorld): void {
	app.put('/settings', (request) =>
		Object.assign(world().settings, controlInput(safetyKitSettings, request)),
	);
	app.get('/events', () => ({ events: world().events, warnings: world().warnings }));
	app.get('/decisions', () => ({ decisions: world().decisions }));
	app.post('/webhooks', async (request) => {
		const now = world().clock.now();
		const newId = `msg_${world().id().toLowerCase()}`;
		return await sendWebhook(controlInput(webhookOrder, request), { newId, now });
	});
}
