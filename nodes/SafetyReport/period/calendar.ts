import { DAY_MS } from './zone';

/** Days count from 1970-01-01, which is day 0; months are 0 to 11. */

/** 1 is Monday, 7 is Sunday. */
export function weekdayOf(day: number): number {
	// Day 0 was a Thursday.
	return ((((day + 3) % 7) + 7) % 7) + 1;
}

export function startOfWeek(day: number, weekStartsOn: number): number {
	return day - ((weekdayOf(day) - weekStartsOn + 7) % 7);
}

/** Months since January of year 0. */
export function monthOf(day: number): number {
	const date = new Date(day * DAY_MS);
	return date.getUTCFullYear() * 12 + date.getUTCMonth();
}

/** The first day of a month, by its number since January of year 0. */
export function firstDayOf(month: number): number {
	return Date.UTC(Math.floor(month / 12), ((month % 12) + 12) % 12, 1) / DAY_MS;
}

/** `YYYY-MM-DD`. */
export function dateText(day: number): string {
	return new Date(day * DAY_MS).toISOString().slice(0, 10);
}
