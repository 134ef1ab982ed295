// How the author wants to see pages: as on paper, light or dark, with doubled text. Never published.

/** Keeps something from page to page, in this window only. */
export const keep = (key, value) => { try { sessionStorage.setItem(`microsite-preview-${key}`, JSON.stringify(value)) } catch { /* private window */ } }
export const read = (key) => { try { return JSON.parse(sessionStorage.getItem(`microsite-preview-${key}`)) || {} } catch { return {} } }

export const LOOKS = { print: 'Print', light: 'Light', dark: 'Dark', doubled: 'Doubled text' }

/** Chooses a look, or drops it again; a page is either light or dark. */
export function choose (name) {
  const chosen = read('looks')
  chosen[name] = !chosen[name]
  if (name === 'light') chosen.dark = false
  if (name === 'dark') chosen.light = false
  keep('looks', chosen)
  look()
}

/** Shows the page as chosen. */
export function look () {
  const chosen = read('looks')
  const scheme = chosen.dark ? 'dark' : chosen.light ? 'light' : ''
  const root = document.documentElement
  root.style.fontSize = chosen.doubled ? '200%' : ''
  root.style.colorScheme = scheme
  const sheet = { boxSizing: 'border-box', marginInline: 'auto', maxInlineSize: '210mm', paddingInline: '16mm' }
  for (const [name, value] of Object.entries(sheet)) root.style[name] = chosen.print ? value : ''
  for (const style of document.styleSheets) fit(style.cssRules, chosen, scheme)
  for (const source of document.querySelectorAll('source[media], link[media]')) {
    source.media = medium(source.dataset.written ??= source.media, chosen, scheme)
  }
}

function fit (rules, chosen, scheme) {
  for (const rule of rules) {
    if (rule instanceof CSSMediaRule) {
      const text = medium(rule.written ??= rule.media.mediaText, chosen, scheme)
      if (rule.media.mediaText !== text) rule.media.mediaText = text
    }
    if (rule.cssRules?.length) fit(rule.cssRules, chosen, scheme)
  }
}

// A media condition that is always or never true stands in for the author's choice.
function medium (written, chosen, scheme) {
  let text = written
  if (chosen.print) text = text.replace(/\bscreen\b/g, 'tty').replace(/\bprint\b/g, 'all')
  if (scheme) {
    text = text.replace(/\(prefers-color-scheme:\s*(light|dark)\)/g, (_, wanted) => (wanted === scheme ? '(min-width: 0)' : '(max-width: 0)'))
  }
  return text
}

// A page in the narrow view looks like the page around it.
addEventListener('storage', look)
