import { onOneLine } from '../text/outsideText';

/** Characters of right-to-left scripts: they would pull a number behind them to their other side. */
const RIGHT_TO_LEFT = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]/;
const LEFT_TO_RIGHT_MARK = '\u200e';

/**
 * A text from outside for a chat message: it mentions nobody, is no link and no markup of Slack, Teams or Telegram. Angle
 * brackets and at signs become their look-alikes, since every chat escapes them in its own way.
 */
export function chatText(text: string): string {
	const safe = onOneLine(text)
		.replaceAll('<', '\u2039')
		.replaceAll('>', '\u203a')
		.replaceAll('@', '\uff20')
		.replaceAll('://', ':\u2044\u2044')
		.replaceAll('&', '\uff06');
	return RIGHT_TO_LEFT.test(safe) ? `${safe}${LEFT_TO_RIGHT_MARK}` : safe;
}

const MARKDOWN = /[\\`*_{}[\]()#+\-.!|~=$^:]/g;

/** The same for Markdown: none of its characters has a meaning. */
export function markdownText(text: string): string {
	return chatText(text).replaceAll(MARKDOWN, '\\$&');
}
