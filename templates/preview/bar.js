// The bar in the corner of a page and the overlay with mistakes, in a shadow root. Never published.
import { Found } from './found.js'
import { LOOKS, choose, keep, read } from './looks.js'

const MARKUP = `
  <link rel="stylesheet" href="/-preview/preview.css">
  <div class="ribbon" role="note" aria-label="Preview" hidden></div>
  <div class="veil" hidden></div>
  <section class="overlay" aria-labelledby="wrong" tabindex="0" hidden>
    <header class="head"><div role="alert"><h2 id="wrong">Nothing is wrong</h2></div><button type="button" id="hide" data-does="hide">Hide</button></header>
    <p class="quiet" data-part="stays"></p>
    <p class="said" role="status" data-part="said-above"></p>
    <div data-part="problems"></div>
  </section>
  <section class="narrow" aria-label="Narrow view" hidden><button type="button" data-does="widen">Close the narrow view</button></section>
  <section aria-label="Preview">
    <button type="button" class="fold" data-does="fold" aria-expanded="false" aria-controls="panel" tabindex="-1">Preview</button>
    <div class="panel" id="panel" tabindex="-1" hidden>
      <h2 data-part="summary"></h2>
      <p class="said" role="status" data-part="said"></p>
      <button type="button" id="unhide" data-does="unhide" hidden>Show what is wrong</button>
      <form class="part" novalidate>
        <h3>At another moment</h3>
        <label for="choice">The site changes at</label>
        <select id="choice"></select>
        <label for="as-of">Show the site as of</label>
        <div class="row"><input id="as-of" type="datetime-local" min="1970-01-01T00:00" max="2999-12-31T23:59">
          <button id="show" class="main">Show</button><button type="button" id="now" data-does="now">Now</button></div>
      </form>
      <div class="part"><h3>How it looks</h3><div class="row" data-part="looks"></div></div>
      <div class="part"><h3>What was found on this page</h3><div data-part="findings"></div></div>
      <div class="part"><h3>Duties and good practice</h3><div data-part="duties"></div></div>
      <div class="part" data-part="edit"><h3>What this page is made of</h3><div class="row" data-part="files"></div></div>
      <p class="part quiet">Alt + Shift + P opens and folds this, Escape folds it. None of it is published.</p>
    </div>
  </section>`

/** Writes a moment as `2027-05-31T23:59` in words. */
function inWords (moment) {
  const written = new Intl.DateTimeFormat('en-GB', { dateStyle: 'full', timeStyle: 'short', timeZone: 'UTC' })
  return written.format(new Date(`${moment}Z`)).replace(',', '')
}

export class Bar {
  /** Puts the bar into the page; a page that only says what is wrong has no site below it. */
  constructor (tell, isWholePage) {
    this.tell = tell
    this.isWholePage = isWholePage
    this.host = document.createElement('microsite-preview')
    this.root = this.host.attachShadow({ mode: 'open' })
    this.root.innerHTML = MARKUP
    this.found = new Found((file) => this.button(`Open ${file}`, 'open', { data: { file } }))
    const looks = Object.entries(LOOKS).map(([look, label]) => this.button(label, 'view', { id: look, pressed: false, data: { look } }))
    this.part('looks').append(this.button('Narrow', 'narrow', { id: 'narrow' }), ...looks, this.button('Show drafts', 'drafts', { id: 'drafts', pressed: false }))
    this.listen()
    document.documentElement.append(this.host)
    this.makeRoom()
    if (read('bar').open) this.fold(null, false)
    this.view()
  }

  find (selector) { return this.root.querySelector(selector) }
  part (name) { return this.find(`[data-part="${name}"]`) }
  get panel () { return this.find('#panel') }
  get folder () { return this.find('.fold') }
  get overlay () { return this.find('.overlay') }

  /** What has the focus in the bar, by its id. */
  get focused () { return this.root.activeElement?.id || '' }
  focus (id) { this.root.getElementById(id)?.focus({ preventScroll: true }) }

  button (label, does, { id = '', pressed, data = {} } = {}) {
    const button = document.createElement('button')
    Object.assign(button, { type: 'button', textContent: label })
    Object.assign(button.dataset, { does, ...data })
    if (id) button.id = id
    if (pressed !== undefined) button.setAttribute('aria-pressed', pressed)
    return button
  }

  listen () {
    this.root.addEventListener('click', (event) => {
      const button = event.target.closest('[data-does]')
      if (button) this[button.dataset.does](button)
    })
    // A choice only fills the field; “Show” reloads the page, so arrow keys and typing do not.
    this.find('#choice').addEventListener('change', (event) => { if (event.target.value) this.find('#as-of').value = event.target.value })
    this.find('form').addEventListener('submit', (event) => { event.preventDefault(); this.travel() })
    addEventListener('keydown', (event) => {
      if (event.altKey && event.shiftKey && event.code === 'KeyP') {
        event.preventDefault()
        this.fold()
      } else if (event.key === 'Escape' && this.root.activeElement) {
        if (!this.panel.hidden) this.fold()
        else if (!this.find('.narrow').hidden) this.widen()
        else if (!this.isWholePage && !this.overlay.hidden) this.hide()
      }
    })
  }

  /** The ribbon stands above the page and the bar below it; what has the focus is between them. */
  makeRoom () {
    const style = document.documentElement.style
    const ribbon = this.find('.ribbon')
    new ResizeObserver(() => {
      style.marginBlockStart = style.scrollPaddingBlockStart = `${ribbon.offsetHeight}px`
      // Whatever a page places at its top edge, such as the skip link, moves down with it.
      style.position = ribbon.offsetHeight ? 'relative' : ''
    }).observe(ribbon)
    style.scrollPaddingBlockEnd = '4rem'
  }

  fold (_, focuses = true) {
    const opens = this.panel.hidden
    this.panel.hidden = !opens
    this.folder.setAttribute('aria-expanded', opens)
    this.folder.tabIndex = opens ? 0 : -1
    keep('bar', { open: opens })
    if (opens && focuses) this.panel.focus()
    if (!opens && this.root.activeElement) this.root.activeElement.blur()
  }

  hide () { this.cover(false) }
  unhide () { this.cover(true); this.fold(); this.overlay.focus() }
  cover (covers) {
    this.overlay.hidden = !covers
    this.find('.veil').hidden = !covers || this.isWholePage
  }

  say (text) { this.part('said').textContent = this.part('said-above').textContent = text }
  lost () {
    this.folder.textContent = 'The preview has stopped'
    this.folder.dataset.state = 'wrong'
  }

  choose (choice) { this.tell({ command: 'choose', asOf: this.told?.asOf || '', drafts: Boolean(this.told?.drafts), ...choice }) }
  travel () {
    const field = this.find('#as-of')
    if (field.value && field.validity.valid) this.choose({ asOf: field.value })
    else this.say('Choose a moment, or write day, month, year and time.')
  }

  now () { this.choose({ asOf: '' }) }
  drafts () { this.choose({ drafts: !this.told?.drafts }) }
  open (button) { this.tell({ command: 'open', file: button.dataset.file }) }

  narrow () {
    const view = this.find('.narrow')
    view.querySelector('iframe')?.remove()
    view.append(Object.assign(document.createElement('iframe'), { src: location.href, title: 'This page, 320 pixels wide' }))
    view.hidden = false
    view.querySelector('button').focus()
  }

  widen () {
    this.find('.narrow iframe')?.remove()
    this.find('.narrow').hidden = true
    if (!this.panel.hidden) this.focus('narrow')
  }

  view (button) {
    if (button) choose(button.dataset.look)
    const chosen = read('looks')
    for (const look of Object.keys(LOOKS)) this.find(`#${look}`).setAttribute('aria-pressed', Boolean(chosen[look]))
  }

  show (told) {
    const before = this.told
    this.told = told
    this.folder.textContent = [`${told.failed ? 'Not built' : 'Built'} ${told.built}`, told.summary, told.duties].filter(Boolean).join(' · ')
    this.folder.dataset.state = told.failed ? 'wrong' : told.found ? 'found' : 'good'
    this.part('summary').textContent = this.folder.textContent
    this.say('')
    this.showProblems(told, before)
    if (JSON.stringify(told.findings) !== JSON.stringify(before?.findings)) {
      this.part('findings').replaceChildren(...told.findings.map((each) => this.found.problem(each, false)))
    }
    if (!told.findings.length) this.part('findings').textContent = told.found ? 'Nothing. What was found is about other pages; the command check lists it.' : 'Nothing.'
    if (String(told.dutyCounts) !== String(before?.dutyCounts)) {
      const counts = [...told.dutyCounts, 'The command check --duties lists them.']
      this.part('duties').replaceChildren(...counts.map((each) => this.found.element('p', '', each)))
    }
    this.part('edit').hidden = !told.canOpen
    if (String(told.sources) !== String(before?.sources)) this.part('files').replaceChildren(...told.sources.map((file) => this.button(`Open ${file}`, 'open', { data: { file } })))
    this.showChoices(told, before)
  }

  /** A moment that somebody has chosen stays, shown or not yet. */
  showChoices (told, before) {
    const field = this.find('#as-of')
    if (this.focused !== 'as-of' && field.value === (this.filled ?? '')) {
      field.value = told.asOf
      this.filled = field.value
    }
    if (JSON.stringify([told.moments, told.asOf]) !== JSON.stringify([before?.moments, before?.asOf])) {
      const named = told.moments.map(({ at, label }) => new Option(`${inWords(at)}: ${label}`, at, false, at === told.asOf))
      this.find('#choice').replaceChildren(new Option('Choose a moment', ''), ...named)
    }
    this.find('#drafts').setAttribute('aria-pressed', told.drafts)
    const shown = [told.asOf && `as of ${inWords(told.asOf)}`, told.drafts && 'with drafts'].filter(Boolean)
    this.find('.ribbon').hidden = !shown.length
    this.find('.ribbon').textContent = `This is the site ${shown.join(', ')}: not what is published now.`
  }

  showProblems (told, before) {
    this.find('#unhide').hidden = !told.failed || this.isWholePage
    if (!told.failed) return this.cover(false)
    const written = ({ problems, bug }) => JSON.stringify([problems, bug])
    if (before?.failed && written(told) === written(before)) return
    this.cover(true)
    this.overlay.classList.toggle('overlay--whole', this.isWholePage)
    this.find('#hide').hidden = this.isWholePage
    if (this.isWholePage) document.querySelector('main pre')?.remove()
    this.find('#wrong').textContent = told.bug ? 'Something went wrong in the program' : `The site cannot be built: ${told.summary}`
    this.part('stays').textContent = `${this.isWholePage ? '' : 'Below is the last good page. '}This goes away by itself when it is mended.`
    const shown = told.problems.map((each) => this.found.problem(each, told.canOpen))
    if (told.bug) shown.push(this.found.element('pre', '', told.bug))
    this.part('problems').replaceChildren(...shown)
  }
}
