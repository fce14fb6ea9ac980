import type { Figures } from '../figures/figures';
import type { Formats } from '../text/formats';
import { formatsFor } from '../text/formats';
import type { Markup } from '../text/markup';
import { comparisonLabel } from '../wording/names';
import type { Subject } from '../wording/subjects';
import { subjectsOf } from '../wording/subjects';

/** What every section of the page is written from. */
export interface Context {
	figures: Figures;
	formats: Formats;
	subjects: ReadonlySet<Subject>;
	/** The period that is compared, as a label; nothing without one. */
	compared: string | undefined;
}

/** The body of a section, or nothing where the report has nothing to say there. */
export type Section = (context: Context) => Markup | undefined;

export function contextOf(figures: Figures, locale: string): Context {
	const { period } = figures;
	return {
		figures,
		formats: formatsFor(locale, period.timeZone),
		subjects: subjectsOf(figures),
		compared: period.comparison === null ? undefined : comparisonLabel(period, period.comparison),
	};
}
