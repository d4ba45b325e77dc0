// What several views show: severity, who did what to whom, kinds of notices.
import { h } from "./dom.js";
import { date } from "./times.js";

const QUADS = ["", "verbal cooperation", "material cooperation", "verbal conflict", "material conflict"];
const AUX = { historical: "history", future: "announced", hypothetical: "conjecture", negated: "denied" };

/** Severity as bars, a colour and a word. */
export function severity(level) {
  const bars = h("span", { class: "bars", "aria-hidden": "true" }, [1, 2, 3, 4].map(() => h("i")));
  return h("span", { class: "severity", "data-level": level, title: `Severity: ${level}` }, bars, level);
}

/** An event's type, with what kind of act it is. */
export function chip(event) {
  const modes = event.modes.length ? h("span", { class: "mode" }, event.modes.join(", ").replaceAll("_", " ")) : null;
  return h(
    "span",
    { class: "chip", "data-quad": event.quad, title: QUADS[event.quad] },
    event.type,
    modes,
    h("span", { class: "unseen" }, ` (${QUADS[event.quad]})`),
  );
}

/** Who did what to whom, as one line. */
export function act(event) {
  return h(
    "span",
    { class: "act" },
    names(event.actor),
    h("span", { class: event.recipient.length ? "line to" : "line" }, chip(event)),
    event.recipient.length ? names(event.recipient) : null,
  );
}

export function names(parties) {
  if (!parties.length) return h("span", { class: "who none" }, "somebody");
  const shown = parties.slice(0, 3).map((party) => party.name);
  const more = parties.length > 3 ? ` +${parties.length - 3}` : "";
  return h("span", { class: "who" }, h("bdi", {}, shown.join(", ")), more);
}

/** Where, when, how many, and whether it is news at all: an event's facts, each on its own. */
export function facts(event) {
  return [
    event.place ? h("span", { class: "place" }, h("bdi", {}, event.place)) : null,
    date(event),
    ...event.quantities.map((quantity) => h("span", { class: "figure" }, quantity)),
    ...event.aux.map((mode) => h("span", { class: "aux" }, AUX[mode] ?? mode)),
  ].filter(Boolean);
}

/** Independent origins as full dots, further articles as hollow ones. */
export function dots(independent, articles) {
  const shown = Math.min(articles, 10);
  const full = Math.min(independent, shown);
  const row = Array.from({ length: shown }, (_, place) => h("i", { class: place < full ? "full" : null }));
  return h("span", { class: "dots", "aria-hidden": "true" }, row, articles > shown ? "+" : null);
}

/** Alert, Update or Cancel. */
export function kind(notice) {
  const test = notice.status && notice.status !== "Actual" ? h("span", { class: "aux" }, notice.status) : null;
  return [h("span", { class: "kind", "data-kind": notice.kind }, notice.kind), test];
}

/** A decision's reason with its arrows as arrows. */
export const reason = (text) => text.replaceAll("->", "\u2192");
