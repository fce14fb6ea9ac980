import { ALL_FIELDS, EVENT_TYPES, TYPE_RULES } from '../../nodes/SafetyKit/event/event.ts';

interface Column {
	holds: string;
	/** As a table holds it. */
	example: string;
}

/** What the columns hold, in the order of the table: what every event has, then the fields of some types. */
export const COLUMNS: Readonly<Record<string, Column>> = {
	type: { holds: 'the event type', example: 'user_contact' },
	event_name: { holds: 'your name of the action, in snake_case', example: 'message_sent' },
	timestamp: {
		holds: 'when it happened; if empty, the node sends the current time',
		example: '2026-05-21T00:15:15Z',
	},
	user_id: { holds: 'your ID of the user who acted', example: 'user_123' },
	target_user_id: { holds: 'your ID of the user that the event is about', example: 'user_456' },
	target_content_id: {
		holds: 'your ID of the content that the event is about',
		example: 'listing_abc123',
	},
	source_type: {
		holds: 'who decided: automation, expert_labeler, human_moderator or vendor',
		example: 'human_moderator',
	},
	source_id: { holds: 'your ID of that reviewer, rule, model or vendor', example: 'reviewer_17' },
	labels: { holds: 'a list, or text with commas', example: 'spam, scam' },
	appealed_decision_id: { holds: 'the contested decision', example: 'decision_abc123' },
	product: {
		holds: 'a JSON object with the price',
		example: '{"price": {"amount": "19.99", "currency": "USD"}}',
	},
	content: {
		holds: 'a JSON list of texts and images',
		example: '[{"type": "text", "key": "body", "text": "Hello"}]',
	},
	content_id: {
		holds: 'your ID of the message or listing; of the report or decision itself, for these types',
		example: 'message_abc123',
	},
	resources_used: {
		holds: 'a JSON list of identifiers that other users may use, too',
		example: '[{"type": "email", "value": "ada@example.com"}]',
	},
	metadata: { holds: 'a JSON object without personal data', example: '{"channel": "chat"}' },
	client_info: { holds: 'a JSON object with the IP address', example: '{"ip": "203.0.113.7"}' },
	idempotency_key: { holds: 'your ID of this occurrence', example: 'outbox-1' },
};

/** docs/safetykit.md with its tables of columns written again from the rules of the event types. */
export function withEventColumns(page: string): string {
	const begin = '<!-- columns of an event, made by npm run generate -->\n';
	const end = '<!-- end of the columns of an event -->';
	const [from, to] = [page.indexOf(begin), page.indexOf(end)];
	if (from < 0 || to < from) throw new Error(`docs/safetykit.md has no place for: ${begin}`);
	return `${page.slice(0, from + begin.length)}\n${tables().join('\n')}\n\n${page.slice(to)}`;
}

function tables(): string[] {
	return [
		'| Event type | Required columns | Further columns | Evidence |',
		'| --- | --- | --- | --- |',
		...EVENT_TYPES.map((type) => {
			const { required, optional, needsTarget, evidence } = TYPE_RULES[type];
			const targets = needsTarget === true ? ['one of the next two, or both'] : [];
			const needed = [...names(['type', 'event_name', ...required]), ...targets];
			const further = names(optional).join(', ');
			return `| \`${type}\` | ${needed.join(', ')} | ${further === '' ? '–' : further} | ${evidence} |`;
		}),
		'',
		`Every type may also have ${names(commonToAll()).join(', ')}.`,
		'',
		'| Column | What it holds | Example |',
		'| --- | --- | --- |',
		...Object.entries(COLUMNS).map(
			([name, { holds, example }]) => `| \`${name}\` | ${holds} | \`${example}\` |`,
		),
	];
}

const names = (fields: readonly string[]): string[] => fields.map((field) => `\`${field}\``);

/** Fields that no rule of a type names. */
function commonToAll(): string[] {
	const named = new Set(
		EVENT_TYPES.flatMap((type) => [...TYPE_RULES[type].required, ...TYPE_RULES[type].optional]),
	);
	const everywhere = new Set(['type', 'event_name', ...named]);
	return [...ALL_FIELDS].filter((field) => !everywhere.has(field)).concat('content');
}
