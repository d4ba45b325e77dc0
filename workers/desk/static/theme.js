// The theme that the reader chose, before anything is painted. Without a choice the system's holds.
(() => {
  const chosen = localStorage.getItem("wiredesk-theme");
  if (chosen === "light" || chosen === "dark") document.documentElement.dataset.theme = chosen;
})();
