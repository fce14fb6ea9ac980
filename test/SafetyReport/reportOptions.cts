import type { ReportOptions } from '../../nodes/SafetyReport/page/options';
import { ALL_SECTIONS } from '../../nodes/SafetyReport/page/sectionNames';

export const OPTIONS: ReportOptions = {
	title: 'Weekly safety report',
	subtitle: 'Lagos estate and fleet',
	logo: '',
	accent: '#1f5fa8',
	locale: 'en-GB',
	sections: ALL_SECTIONS,
};

/** Languages that write numbers or dates in another way: other digits, commas, calendars, month names. */
export const LOCALES = ['en-US', 'de', 'fr', 'ar-EG', 'fa-IR', 'hi-IN-u-nu-deva', 'ja', 'th', 'sv'];
