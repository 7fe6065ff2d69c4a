// Runs before the first paint, so that a person who works in the dark never sees a white flash.
;(() => {
  const kept = localStorage.getItem('rapport.color-scheme')
  const dark = kept === 'dark' || (kept !== 'light' && matchMedia('(prefers-color-scheme: dark)').matches)
  document.documentElement.dataset.mantineColorScheme = dark ? 'dark' : 'light'
  document.documentElement.lang = localStorage.getItem('rapport.language') || navigator.language
})()
