// The live channel: what changed, so that the page looks at it anew. It comes back by itself and misses nothing.

const AGAIN_MS = 4000;

/** Listen for as long as the page is open. `onState`: live or lost; `onChange(kind, data)`. */
export function listen(onState, onChange) {
  const source = new EventSource("/api/live");
  for (const kind of ["hello", "reset", "change", "health"]) {
    source.addEventListener(kind, (event) => onChange(kind, JSON.parse(event.data)));
  }
  source.addEventListener("open", () => onState("live"));
  source.addEventListener("error", () => {
    onState("lost");
    if (source.readyState === EventSource.CLOSED) {
      // The browser gives up after an answer that is no stream (a proxy's, or too many readers): we do not.
      setTimeout(() => listen(onState, onChange), AGAIN_MS);
    }
  });
}

/**
 * `work` soon and not too often: at once, then at most once in `ms`; never twice at the same time; unless `always`,
 * not while nobody looks at the page. `soon(true)`: the reader asked, do not wait.
 */
export function paced(work, ms, always = false) {
  let timer = null;
  let wanted = false;
  let urgent = false;
  let running = false;
  const rest = () => {
    timer = null;
    if (wanted) go();
  };
  const go = async () => {
    if ((document.hidden && !always) || running || timer !== null) return;
    wanted = urgent = false;
    running = true;
    try {
      await work();
    } finally {
      running = false;
      if (urgent) go();
      else timer = setTimeout(rest, ms);
    }
  };
  document.addEventListener("visibilitychange", () => wanted && go());
  return (now = false) => {
    wanted = true;
    urgent ||= now;
    if (now) {
      clearTimeout(timer);
      timer = null;
    }
    go();
  };
}
