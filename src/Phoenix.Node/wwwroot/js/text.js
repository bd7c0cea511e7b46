// How numbers and times are written.

const clock = new Intl.DateTimeFormat(undefined, { hour: "2-digit", minute: "2-digit", second: "2-digit", hour12: false });

export const time = at => clock.format(new Date(at));

export function duration(ms) {
  if (ms === null || ms === undefined) return "–";
  if (ms < 0) return "0 ms";
  if (ms < 1000) return `${Math.round(ms)} ms`;
  if (ms < 60_000) return `${(ms / 1000).toFixed(1)} s`;
  if (ms < 3_600_000) return `${Math.floor(ms / 60_000)} min ${Math.round(ms / 1000) % 60} s`;
  return `${Math.floor(ms / 3_600_000)} h ${Math.floor(ms / 60_000) % 60} min`;
}

export const micros = us => us < 1000 ? `${Math.round(us)} µs` : `${(us / 1000).toFixed(1)} ms`;

/** Digits that a price of this size needs, from how the exchange writes it. */
export const digitsOf = values => Math.max(0, ...values.filter(v => v !== null && v !== undefined)
  .map(v => (String(v).split(".")[1] ?? "").length));

export const price = (value, digits) => value === null || value === undefined ? "–" : value.toFixed(digits);

export const money = value => value === null || value === undefined
  ? "–" : `${value < 0 ? "−" : ""}${Math.abs(value).toFixed(Math.abs(value) < 100 ? 4 : 2)}`;

export const signed = value => value > 0 ? `+${value}` : String(value).replace("-", "−");

export const percent = value => value === null || value === undefined ? "–" : `${(100 * value).toFixed(1)} %`;

/** BookStale, NotReconciled as words. */
export const words = name => name.replace(/([a-z])([A-Z])/g, "$1 $2").toLowerCase();
