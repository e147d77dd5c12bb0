// Runs before the first paint, so that a chosen theme never flashes. The key is that of
// stores/theme.ts.
(function () {
  try {
    const chosen = localStorage.getItem('homemole.theme');
    if (chosen === 'light' || chosen === 'dark') document.documentElement.dataset.theme = chosen;
  } catch {
    // Without storage the system decides.
  }
})();
