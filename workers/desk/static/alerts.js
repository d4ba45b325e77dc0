// Alerts as they stand: what was told last, to whom, and why.
import { ask } from "./api.js";
import { byId, count, h, inner, reconcile } from "./dom.js";
import { kind, reason, severity } from "./parts.js";
import { time } from "./times.js";

const PAGE = 50;
const MOST = 200;
let limit = PAGE;
let seen = null;

/** Fetch and show; gives the notices that were not there before. */
export async function refresh() {
  const found = await ask("/api/alerts", { limit });
  reconcile(byId("alert-list"), found.alerts, (alert) => alert.group, card);
  byId("alerts-total").textContent = found.total ? found.total.toLocaleString() : "";
  byId("told").textContent = found.total ? found.total.toLocaleString() : "";
  byId("alert-end").replaceChildren(...end(found));
  const fresh = seen === null ? [] : found.alerts.filter((alert) => !seen.has(alert.id));
  seen ??= new Set();
  for (const alert of found.alerts) seen.add(alert.id);
  return fresh;
}

function card(alert) {
  return h(
    "li",
    { class: "alert", "data-level": alert.severity, "data-kind": alert.kind },
    h("p", { class: "top" }, kind(alert), severity(alert.severity), time(alert.sent)),
    inner(`/story/${encodeURIComponent(alert.story)}`, { class: "title", dir: "auto" }, alert.headline),
    h(
      "p",
      { class: "for" },
      h("bdi", {}, alert.subscription),
      alert.area ? h("span", { class: "place" }, h("bdi", {}, alert.area)) : null,
      alert.notices > 1 ? h("span", { class: "dim" }, count(alert.notices, "notice")) : null,
    ),
    h(
      "p",
      { class: "why" },
      h("b", {}, "Why "),
      h("bdi", {}, reason(alert.why)),
    ),
  );
}

function end(found) {
  if (found.alerts.length < found.total && limit < MOST) {
    const more = h("button", { class: "plain", type: "button" }, `Show more of ${found.total.toLocaleString()}`);
    more.addEventListener("click", () => {
      limit = Math.min(limit + PAGE, MOST);
      refresh();
    });
    return [more];
  }
  if (found.alerts.length) return [];
  return [
    h("p", { class: "empty" }, "No alerts yet."),
    h("p", {}, "Say what to be told of with ", h("code", {}, "wiredesk subscriptions apply FILE"), "."),
  ];
}
