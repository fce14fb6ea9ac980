import { isJsonRecord } from '../../../shared/json';
import type { Report } from './problem';

const isText = (value: unknown): value is string => typeof value === 'string' && value !== '';

/** `product`: known from SDK types only. An amount is a decimal number written as text there. */
export function checkProduct(product: unknown, report: Report): void {
	const refuse = (detail: string, what: string, howToGoOn: string) =>
		report({ field: 'product', detail, what, howToGoOn });
	if (!isJsonRecord(product)) {
		report({
			field: 'product',
			what: 'is not a JSON object',
			howToGoOn: 'Write it as in {"price": {"amount": "19.99", "currency": "USD"}}.',
		});
		return;
	}
	for (const name of ['price', 'discounted_price']) {
		const money = product[name];
		if (money === undefined && name !== 'price') continue;
		if (!isJsonRecord(money)) {
			refuse(name, 'is empty', 'Give an amount and a currency.');
		} else if (!isText(money.amount) || !/^\d+(\.\d+)?$/.test(money.amount)) {
			refuse(`${name} amount`, 'is not a decimal number as text', 'Write it as in "19.99".');
		} else if (!isText(money.currency)) {
			refuse(`${name} currency`, 'is empty', 'Give a currency, such as USD.');
		}
	}
	const shipping = product.shipping_info;
	if (shipping === undefined) return;
	if (!isJsonRecord(shipping) || !isText(shipping.ships_from)) {
		refuse('ships_from', 'is empty', 'Say where the product is shipped from, such as US.');
	} else if (!Array.isArray(shipping.ships_to) || !shipping.ships_to.every(isText)) {
		refuse('ships_to', 'is not a list of texts', 'Say where the product is shipped to.');
	}
}
