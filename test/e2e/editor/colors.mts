/** Functions that run in the page, as text; WCAG 2.2 has the formulas. */
export const COLORS = `
	const linear = (channel) => {
		const part = channel / 255;
		return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
	};
	const luminance = ([red, green, blue]) =>
		0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue);
	const contrast = (one, other) => {
		const [dark, light] = [luminance(one), luminance(other)].sort((a, b) => a - b);
		return (light + 0.05) / (dark + 0.05);
	};
	const pixelsOf = (paint) => {
		const canvas = document.createElement('canvas');
		[canvas.width, canvas.height] = [48, 48];
		const brush = canvas.getContext('2d');
		paint(brush);
		return brush.getImageData(0, 0, 48, 48).data;
	};
	/** The color of what an element stands on. */
	const behind = (element) => {
		for (let one = element; one; one = one.parentElement) {
			const { backgroundColor } = getComputedStyle(one);
			const [red, green, blue, opacity] = pixelsOf((brush) => {
				brush.fillStyle = backgroundColor;
				brush.fillRect(0, 0, 48, 48);
			});
			if (opacity === 255) return [red, green, blue];
		}
		throw new Error('Nothing is behind the element.');
	};
`;
