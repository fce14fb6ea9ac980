import type { INodeParameters } from 'n8n-workflow';

import { SafetyReport } from '../../../nodes/SafetyReport/SafetyReport.node.ts';
import { choicesOf } from '../../../nodes/core/form/oneOf';
import { sections } from '../../../nodes/SafetyReport/report/outputs';
import { ALL_SECTIONS, SECTIONS } from '../../../nodes/SafetyReport/page/sectionNames';
import type { NodeRun } from '../../../harness/engine/runNode.cts';
import { runReport } from '../reportBench.cts';

const incident = {
	incident_id: 'inc_1',
	category: 'location_threat',
	status: 'resolved',
	created_at: '2026-11-17T10:00:00Z',
};

async function create(parameters: INodeParameters) {
	const result = await runReport('report.create', parameters, { input: [incident] });
	const item = result.outputs[0]?.[0];
	const text = (name: string) =>
		Buffer.from(item?.binary?.[name]?.data ?? '', 'base64').toString('utf8');
	return { ...result, item, text };
}

it('makes page, e-mail and summary by default', async () => {
	const { item, text, error } = await create({});

	expect(error).toBeUndefined();
	expect(item?.binary).toMatchObject({
		page: { fileName: 'report.html', mimeType: 'text/html' },
	});
	expect(Object.keys(item?.binary ?? {})).toEqual(['page']);
	expect(text('page')).toContain('Location threat');
	expect(item?.json).toMatchObject({
		schemaVersion: 1,
		email: {
			subject: 'Safety report: November 16, 2026 – November 22, 2026',
			html: expect.stringContaining('Safety report'),
		},
		summary: { text: expect.stringMatching(/^Safety report\n/), markdown: expect.any(String) },
	});
});

it('makes the figures alone where no output is chosen', async () => {
	const { item } = await create({ outputs: [] });

	expect(item?.binary).toBeUndefined();
	expect(item?.json).not.toHaveProperty('email');
	expect(item?.json).toHaveProperty('incidents');
});

it('makes a table, with a byte order mark unless it is switched off', async () => {
	const withMark = await create({ outputs: ['table'] });
	const without = await create({ outputs: ['table'], options: { byteOrderMark: false } });

	expect(withMark.item?.binary?.table).toMatchObject({ fileName: 'table.csv' });
	expect(withMark.text('table').startsWith('\ufeffsection,')).toBe(true);
	expect(without.text('table').startsWith('section,')).toBe(true);
});

it('takes title, subtitle, color, language and sections', async () => {
	const { text } = await create({
		title: 'Woche <1>',
		outputs: ['page'],
		options: {
			subtitle: 'Lagos',
			accentColor: '#008000',
			language: 'de',
			sections: ['definitions', 'keyFigures'],
		},
	});

	const page = text('page');
	expect(page).toContain('<title>Woche &lt;1&gt;</title>');
	expect(page).toContain('--accent: #008000');
	expect(page).toContain('16. November 2026');
	const headings = [...page.matchAll(/<h2[^>]*>([^<]*)</g)].map(([, heading]) => heading);
	expect(headings).toEqual(['Definitions', 'Key figures']);
});

it.each([
	[{ options: { accentColor: 'blue' } }, /^Accent Color is "blue"/],
	[{ options: { language: 'english' } }, /^Language of Numbers and Dates is "english"/],
	[{ options: { sections: ['weather'] } }, /^Sections contains "weather"/],
	[{ outputs: ['fax'] }, /^Outputs contains "fax"/],
])('refuses %j', async (parameters, message) => {
	const { error } = await create(parameters);

	expect(error?.message).toMatch(message);
	expect(error?.description).toMatch(/\.$/);
});

it('a logo that no item has does not keep the report back', async () => {
	const { item, error } = await create({ options: { logoField: 'logo' } });

	expect(error).toBeUndefined();
	expect(item?.binary).toHaveProperty('page');
});

it('shows the name of a logo as text in the hint', async () => {
	const { hints } = await create({ options: { logoField: '<a href="https://x.example">' } });
	expect(hints[0]?.message).toContain('names "‹a href="https://x.example">", which no input item');
});

describe('the logo', () => {
	// A PNG of one pixel.
	const png = Buffer.from(
		'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
		'base64',
	);

	async function createWith(files: NonNullable<NodeRun['files']>) {
		const { error, outputs, hints } = await runReport(
			'report.create',
			{ options: { logoField: 'logo' } },
			{ input: [incident, { ...incident, incident_id: 'inc_2' }], files },
		);
		const page = outputs[0]?.[0]?.binary?.page?.data ?? '';
		return {
			error,
			page: Buffer.from(page, 'base64').toString('utf8'),
			hints: hints.map(({ message }) => message),
		};
	}

	it('comes from the binary field of any item', async () => {
		const { error, page, hints } = await createWith({ logo: ['logo.png', png] });

		expect(error).toBeUndefined();
		expect(page).toContain(`src="data:image/png;base64,${png.toString('base64')}"`);
		expect(hints).toEqual([]);
	});

	it.each([
		['an SVG', 'logo.svg', Buffer.from('<svg onload="alert(1)"/>'), /is an SVG file/],
		['a large file', 'logo.png', Buffer.concat([png, Buffer.alloc(300_000)]), /has 294 KB/],
		['a huge file', 'logo.png', Buffer.alloc(4_000_000), /several megabytes|KB/],
	])('is left out where it is %s, and a hint says why', async (_what, name, content, why) => {
		const { error, page, hints } = await createWith({ logo: [name, content] });

		expect(error).toBeUndefined();
		expect(page).not.toContain('<img');
		expect(hints).toEqual([expect.stringMatching(why)]);
	});
});

it('makes a file with one row for each record, whatever its service', async () => {
	const event = {
		...{ id: 'event-1', eventState: 'needsReview', startMs: '2026-11-17T09:00:00Z' },
		behaviorLabels: [{ label: 'HarshTurn' }, { label: 'Speeding' }],
		driver: { id: '5001', name: '=cmd' },
		asset: { id: '7', name: 'Truck 7' },
	};
	const open = { ...incident, incident_id: 'inc_0', created_at: '2026-09-01T10:00:00Z' };
	const at = (status: string, minute: string) => ({
		status,
		timestamp: `2026-11-17T10:${minute}Z`,
	});
	const input = [
		{ ...incident, timeline: [at('assigned', '02:00'), at('resolved', '30:00')] },
		{ ...open, status: 'assigned' },
		event,
	];
	const { outputs, error } = await runReport(
		'report.create',
		{ outputs: ['records'], options: { byteOrderMark: false } },
		{ input: [...input, input[0] as object] },
	);
	const file = outputs[0]?.[0]?.binary?.records;
	const [head = '', ...rows] = Buffer.from(file?.data ?? '', 'base64')
		.toString('utf8')
		.trimEnd()
		.split('\r\n');
	const records = rows.map((row) => {
		const cells = row.split(',');
		return Object.fromEntries(head.split(',').map((column, index) => [column, cells[index]]));
	});

	expect(error).toBeUndefined();
	expect(file).toMatchObject({ fileName: 'records.csv', mimeType: 'text/csv' });
	expect(records).toMatchObject([
		{ record: 'incident', id: 'inc_0', span: 'outside', open: 'yes', statusLabel: 'Assigned' },
		{ record: 'safetyEvent', span: 'period', label: '"Harsh turn; Speeding"', driver: "'=cmd" },
		{
			...{ record: 'incident', time: '2026-11-17T10:00:00.000Z', open: 'no' },
			...{ value: 'location_threat', label: 'Location threat' },
			...{ createdToAssignedSeconds: '120', createdToOnSceneSeconds: '' },
			createdToResolvedSeconds: '1800',
		},
	]);
});

it('offers every section under its heading', () => {
	const choices = choicesOf(sections.property).map((choice) =>
		typeof choice === 'string' ? choice : choice.value,
	);

	expect([...choices].sort()).toEqual([...ALL_SECTIONS].sort());
	expect(Object.keys(SECTIONS)).toEqual(ALL_SECTIONS);
	expect(new SafetyReport().description.name).toBe('safetyReport');
});
