import { html } from '../../text/markup';
import { shorten } from '../../text/outsideText';
import { tilesOf } from '../../wording/tiles';
import type { Section } from '../context';
import { arrow, LONGEST_NAME } from '../tables';

/** The tiles at the top. An arrow says which way a number went, its color says nothing. */
export const keyFigures: Section = ({ figures, formats }) =>
	html`<dl class="tiles">
		${tilesOf(figures, formats).map(
			({ label, value, change, note }) =>
				html`<div class="tile${change?.isClear === true && ' clear'}">
					<dt>${label}</dt>
					<dd class="big">${value}</dd>
					${change &&
					html`<dd class="change">${arrow(change.direction)} ${change.text}</dd>`}${note !== '' &&
					html`<dd class="note">${shorten(note, LONGEST_NAME * 2)}</dd>`}
				</div>`,
		)}
	</dl>`;
