import type { INodeParameters } from 'n8n-workflow';

import { SafetyReport } from '../../../nodes/SafetyReport/SafetyReport.node.ts';
import { choicesOf } from '../../../nodes/core/form/oneOf';
import { sections } from '../../../nodes/SafetyReport/report/outputs';
import { ALL_SECTIONS, SECTIONS } from '../../../nodes/SafetyReport/page/sectionNames';
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
	const { error } = await create(parameters as INodeParameters);

	expect(error?.message).toMatch(message);
	expect(error?.description).toMatch(/\.$/);
});

it('a logo that no item has does not keep the report back', async () => {
	const { item, error } = await create({ options: { logoField: 'logo' } });

	expect(error).toBeUndefined();
	expect(item?.binary).toHaveProperty('page');
});

it('offers every section under its heading', () => {
	const choices = choicesOf(sections.property).map((choice) =>
		typeof choice === 'string' ? choice : choice.value,
	);

	expect([...choices].sort()).toEqual([...ALL_SECTIONS].sort());
	expect(Object.keys(SECTIONS)).toEqual(ALL_SECTIONS);
	expect(new SafetyReport().description.name).toBe('safetyReport');
});
