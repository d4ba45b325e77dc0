// Times in the reader's zone, in UTC when pointed at; ages that go on counting.
import { h } from "./dom.js";

const relative = new Intl.RelativeTimeFormat(undefined, { numeric: "auto", style: "short" });
const clock = new Intl.DateTimeFormat(undefined, { hour: "2-digit", minute: "2-digit" });
const near = new Intl.DateTimeFormat(undefined, { day: "numeric", month: "short", hour: "2-digit", minute: "2-digit" });
const far = new Intl.DateTimeFormat(undefined, {
  day: "numeric", month: "short", year: "numeric", hour: "2-digit", minute: "2-digit",
});
const day = new Intl.DateTimeFormat(undefined, { day: "numeric", month: "short", year: "numeric", timeZone: "UTC" });

/** How long ago: `12 min. ago`; from tomorrow on the time itself. */
function said(moment) {
  const seconds = (moment - Date.now()) / 1000;
  const ago = Math.abs(seconds);
  if (ago < 45) return "just now";
  if (ago < 3600) return relative.format(Math.round(seconds / 60), "minute");
  if (ago < 12 * 3600) return relative.format(Math.round(seconds / 3600), "hour");
  return absolute(moment);
}

function absolute(moment) {
  const now = new Date();
  if (moment.toDateString() === now.toDateString()) return clock.format(moment);
  return (moment.getFullYear() === now.getFullYear() ? near : far).format(moment);
}

const utc = (moment) => `${moment.toISOString().slice(0, 19).replace("T", " ")} UTC`;

/** A time as `<time>`; `exact`: never as an age. Nothing for none. */
export function time(iso, exact = false) {
  const moment = new Date(iso ?? Number.NaN);
  if (Number.isNaN(moment.getTime())) return null;
  return h(
    "time",
    { datetime: moment.toISOString(), title: utc(moment), "data-age": !exact },
    exact ? absolute(moment) : said(moment),
  );
}

/** The date of an event, which has no zone: `5 Mar 2026`, `Mar 2026`, `2026`, `2 to 5 Mar 2026`. */
export function date(event) {
  if (!event.date) return null;
  const options = { month: { month: "short", year: "numeric" }, year: { year: "numeric" } }[event.granularity];
  const format = options ? new Intl.DateTimeFormat(undefined, { ...options, timeZone: "UTC" }) : day;
  const first = format.format(new Date(`${event.date}T00:00Z`));
  const last = event.enddate ? format.format(new Date(`${event.enddate}T00:00Z`)) : first;
  return h("time", { datetime: event.date }, first === last ? first : `${first} to ${last}`);
}

/** Seconds in their largest fitting units: `45 s`, `12 min`, `3 h`, `5 d`. */
export function span(seconds) {
  if (seconds < 120) return `${Math.round(seconds)} s`;
  if (seconds < 7200) return `${Math.round(seconds / 60)} min`;
  return seconds < 172800 ? `${Math.round(seconds / 3600)} h` : `${Math.round(seconds / 86400)} d`;
}

export const clockOf = (iso) => clock.format(new Date(iso));

setInterval(() => {
  for (const element of document.querySelectorAll("time[data-age]")) {
    element.textContent = said(new Date(element.dateTime));
  }
}, 20_000);
