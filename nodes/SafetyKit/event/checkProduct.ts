import { isBlank } from '../../core/form/schemas';
import { isJsonRecord, isText } from '../../core/json';
import { notText } from './notText';
import type { Report } from './problem';

const DECIMAL = /^\d+(\.\d+)?$/;

/** `product`: known from SDK types only. An amount is a decimal number written as text there. */
export function checkProduct(product: unknown, report: Report): void {
	const refuse = (below: string[], what: string, howToGoOn: string) =>
		report({ field: 'product', below, what, howToGoOn });
	if (!isJsonRecord(product)) {
		const howToGoOn = 'Write it as in {"price": {"amount": "19.99", "currency": "USD"}}.';
		refuse([], 'is not a JSON object', howToGoOn);
		return;
	}
	for (const name of ['price', 'discounted_price']) {
		const money = product[name];
		if (money === undefined && name !== 'price') continue;
		if (!isJsonRecord(money)) {
			refuse([name], 'is empty', 'Give an amount and a currency.');
			continue;
		}
		const { amount, currency } = money;
		if (amount === undefined || amount === '') {
			refuse([name, 'amount'], 'is empty', 'Give an amount, such as 19.99.');
		} else if (!isText(amount) || !DECIMAL.test(amount)) {
			refuse([name, 'amount'], 'is not a decimal number', 'Write it as in 19.99.');
		}
		if (isBlank(currency)) {
			refuse([name, 'currency'], 'is empty', 'Give a currency, such as USD.');
		} else if (typeof currency !== 'string') {
			const { what, howToGoOn } = notText(currency);
			refuse([name, 'currency'], what, howToGoOn);
		}
	}
	const shipping = product.shipping_info;
	if (shipping === undefined) return;
	if (!isJsonRecord(shipping) || !isText(shipping.ships_from)) {
		const howToGoOn = 'Say where the product is shipped from, such as US.';
		refuse(['shipping_info', 'ships_from'], 'is empty', howToGoOn);
	} else if (!Array.isArray(shipping.ships_to) || !shipping.ships_to.every(isText)) {
		const howToGoOn = 'Say where the product is shipped to.';
		refuse(['shipping_info', 'ships_to'], 'is not a list of texts', howToGoOn);
	}
}
