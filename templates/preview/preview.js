// The preview's part in a page: reloads it, shows what is wrong, and the bar. Never published.
(() => {
  const own = document.currentScript.dataset
  const inFrame = window !== window.top
  const KEPT = 'microsite-preview'
  let digest = own.digest
  let socket = null
  let state = null
  let bar = null

  // What is kept of a page while it is loaded again, and of the choices from page to page.
  const read = (key) => { try { return JSON.parse(sessionStorage.getItem(`${KEPT}-${key}`)) || {} } catch { return {} } }
  const keep = (key, value) => { try { sessionStorage.setItem(`${KEPT}-${key}`, JSON.stringify(value)) } catch { /* private window */ } }

  const details = () => [...document.querySelectorAll('details')]
  function reload () {
    const focused = document.activeElement && document.activeElement.id
    keep('place', { page: location.pathname, y: scrollY, x: scrollX, open: details().map((each) => each.open), focused })
    location.reload()
  }
  function restore () {
    const place = read('place')
    keep('place', {})
    if (place.page !== location.pathname) return
    details().forEach((each, number) => { if (place.open[number] !== undefined) each.open = place.open[number] })
    const scroll = () => window.scrollTo({ left: place.x, top: place.y, behavior: 'instant' })
    if (place.focused) document.getElementById(place.focused)?.focus({ preventScroll: true })
    scroll()
    addEventListener('load', scroll, { once: true })
  }

  function swapStyle (style) {
    const link = [...document.querySelectorAll('link[rel="stylesheet"]')].find((each) => new URL(each.href).pathname.endsWith(`/${own.style}`))
    if (!link) return reload()
    const next = link.cloneNode()
    next.href = link.getAttribute('href').replace(own.style, style)
    next.addEventListener('load', () => { link.remove(); bar?.look() })
    next.addEventListener('error', reload)
    link.after(next)
    own.style = style
  }

  function heard (message) {
    if (message.command === 'say') return bar?.say(message.text)
    if (message.command !== 'state') return
    state = message
    if (!state.failed && state.follow && !inFrame && state.follow !== own.page) {
      location.assign(`/${state.follow}`)
    } else if (!state.failed && state.digest !== digest) {
      digest = state.digest
      reload()
    } else {
      if (!state.failed && state.style && state.style !== own.style) swapStyle(state.style)
      bar?.show(state)
    }
  }

  const tell = (message) => socket?.readyState === WebSocket.OPEN && socket.send(JSON.stringify({ token: own.token, ...message }))
  function connect () {
    socket = new WebSocket(`ws://${location.host}/livereload`)
    socket.addEventListener('open', () => {
      tell({ command: 'hello', protocols: ['http://livereload.com/protocols/official-7'] })
      tell({ command: 'info', url: location.href, page: own.page })
    })
    socket.addEventListener('message', (event) => heard(JSON.parse(event.data)))
    socket.addEventListener('close', () => { bar?.lost(); setTimeout(connect, 500) })
  }

  class Bar {
    constructor () {
      this.host = document.createElement('microsite-preview')
      this.root = this.host.attachShadow({ mode: 'open' })
      this.root.innerHTML = `
        <link rel="stylesheet" href="/-preview/preview.css">
        <div class="ribbon" role="note" aria-label="Preview" hidden></div>
        <div class="veil" hidden></div>
        <section class="overlay" aria-labelledby="wrong" tabindex="0" hidden>
          <div class="row"><h2><span id="wrong" role="alert"></span></h2><button type="button" data-does="hide">Hide</button></div>
          <p class="quiet" data-part="stays"></p>
          <div data-part="problems"></div>
        </section>
        <section class="narrow" aria-label="Narrow view" hidden><button type="button" data-does="widen">Close the narrow view</button></section>
        <section aria-label="Preview">
          <button type="button" class="fold" data-does="fold" aria-expanded="false" aria-controls="panel" tabindex="-1">Preview</button>
          <div class="panel" id="panel" tabindex="-1" hidden>
            <h2 data-part="summary"></h2>
            <p class="quiet" role="status" data-part="said"></p>
            <div class="row"><label for="as-of">The site as of another moment</label>
              <select id="choice" aria-label="A moment at which the site changes"></select>
              <input id="as-of" type="datetime-local"><button type="button" data-does="now">Now</button></div>
            <h3>How it looks</h3>
            <div class="row" data-part="looks"></div>
            <h3>On this page</h3>
            <div data-part="findings"></div>
            <div class="row" data-part="files"></div>
            <p class="quiet">Alt + Shift + P opens and folds this. None of it is published.</p>
          </div>
        </section>`
      this.views = { print: 'Print', light: 'Light', dark: 'Dark', doubled: 'Doubled text' }
      const looks = this.part('looks')
      looks.append(this.button('Narrow', 'narrow'))
      for (const [name, label] of Object.entries(this.views)) looks.append(this.button(label, 'view', { view: name, pressed: false }))
      looks.append(this.button('Drafts', 'drafts', { pressed: false }))
      this.root.addEventListener('click', (event) => {
        const button = event.target.closest('[data-does]')
        if (button) this[button.dataset.does](button)
      })
      this.find('#choice').addEventListener('change', (event) => event.target.value && this.choose({ asOf: event.target.value }))
      this.find('#as-of').addEventListener('change', (event) => this.choose({ asOf: event.target.value }))
      addEventListener('keydown', (event) => {
        if (event.altKey && event.shiftKey && event.code === 'KeyP') { event.preventDefault(); this.fold() }
        if (event.key === 'Escape' && !this.panel.hidden && this.root.activeElement) this.fold()
      })
      document.documentElement.append(this.host)
      // The ribbon stands above the page, not on it.
      const ribbon = this.find('.ribbon')
      new ResizeObserver(() => { document.documentElement.style.paddingBlockStart = `${ribbon.offsetHeight}px` }).observe(ribbon)
      this.chosen = read('looks')
      if (this.chosen.open) this.fold(null, false)
      this.look()
    }

    find (selector) { return this.root.querySelector(selector) }
    part (name) { return this.find(`[data-part="${name}"]`) }
    get panel () { return this.find('#panel') }
    get folder () { return this.find('.fold') }

    button (label, does, { pressed, ...data } = {}) {
      const button = document.createElement('button')
      Object.assign(button, { type: 'button', textContent: label })
      Object.assign(button.dataset, { does, ...data })
      if (pressed !== undefined) button.setAttribute('aria-pressed', pressed)
      return button
    }

    fold (_, focuses = true) {
      const opens = this.panel.hidden
      this.panel.hidden = !opens
      this.folder.setAttribute('aria-expanded', opens)
      this.folder.tabIndex = opens ? 0 : -1
      this.chosen.open = opens
      keep('looks', this.chosen)
      if (opens && focuses) this.panel.focus()
      if (!opens && this.root.activeElement) this.root.activeElement.blur()
    }

    hide () { this.find('.overlay').hidden = this.find('.veil').hidden = true }
    say (text) { this.part('said').textContent = text }
    lost () {
      this.folder.textContent = 'The preview has stopped'
      this.folder.classList.add('fold--wrong')
    }

    choose (choice) { tell({ command: 'choose', asOf: state?.asOf || '', drafts: Boolean(state?.drafts), ...choice }) }
    now () { this.choose({ asOf: '' }) }
    drafts () { this.choose({ drafts: !state?.drafts }) }
    open (button) { tell({ command: 'open', file: button.dataset.file }) }

    narrow () {
      const view = this.find('.narrow')
      view.querySelector('iframe')?.remove()
      const frame = Object.assign(document.createElement('iframe'), { src: location.href, title: 'This page, 320 pixels wide' })
      view.append(frame)
      view.hidden = false
      view.querySelector('button').focus()
    }
    widen () {
      this.find('.narrow iframe')?.remove()
      this.find('.narrow').hidden = true
    }

    view (button) {
      const name = button.dataset.view
      this.chosen[name] = !this.chosen[name]
      if (name === 'light') this.chosen.dark = false
      if (name === 'dark') this.chosen.light = false
      keep('looks', this.chosen)
      this.look()
    }
    look () {
      for (const name of Object.keys(this.views)) this.find(`[data-view="${name}"]`).setAttribute('aria-pressed', Boolean(this.chosen[name]))
      const scheme = this.chosen.dark ? 'dark' : this.chosen.light ? 'light' : ''
      document.documentElement.style.fontSize = this.chosen.doubled ? '200%' : ''
      document.documentElement.style.colorScheme = scheme
      for (const sheet of document.styleSheets) {
        for (const rule of sheet.cssRules) {
          if (rule instanceof CSSMediaRule) rule.media.mediaText = this.medium(rule.written ??= rule.media.mediaText, scheme)
        }
      }
    }
    // A condition that always or never holds stands in for what the editor has chosen.
    medium (written, scheme) {
      let text = written
      if (this.chosen.print) text = text.replace(/\bscreen\b/g, 'tty').replace(/\bprint\b/g, 'all')
      if (scheme) {
        text = text.replace(/\(prefers-color-scheme:\s*(light|dark)\)/g, (_, wanted) => (wanted === scheme ? '(min-width: 0)' : '(max-width: 0)'))
      }
      return text
    }

    show (told) {
      this.folder.classList.toggle('fold--wrong', told.failed)
      const built = `Built ${told.built} · ${told.summary}`
      this.folder.textContent = told.failed ? `Not built ${told.built} · ${told.summary}` : built
      this.part('summary').textContent = this.folder.textContent
      this.say('')
      this.showProblems(told)
      const findings = this.part('findings')
      findings.replaceChildren(...told.findings.map((each) => this.problem(each, told.canOpen)))
      if (!told.findings.length) findings.textContent = 'Nothing was found.'
      this.part('files').replaceChildren(...(told.canOpen ? told.sources.map((file) => this.button(`Open ${file}`, 'open', { file })) : []))
      this.find('#as-of').value = told.asOf
      const named = told.moments.map(({ at, label }) => new Option(`${at.replace('T', ' ')}: ${label}`, at, false, at === told.asOf))
      this.find('#choice').replaceChildren(new Option(told.asOf ? 'Another moment' : 'Now', ''), ...named)
      this.find('[data-does="drafts"]').setAttribute('aria-pressed', told.drafts)
      const shown = [told.asOf && `as of ${told.asOf.replace('T', ' ')}`, told.drafts && 'with drafts'].filter(Boolean)
      const ribbon = this.find('.ribbon')
      ribbon.hidden = !shown.length
      ribbon.textContent = `This is the site ${shown.join(', ')}: not what is published now.`
    }

    showProblems (told) {
      const overlay = this.find('.overlay')
      overlay.hidden = this.find('.veil').hidden = !told.failed
      if (!told.failed) return
      this.find('#wrong').textContent = told.bug ? 'The program has made a mistake of its own' : `The site cannot be built: ${told.summary}`
      this.part('stays').textContent = told.style ? 'Below is the last good page. This goes away by itself when it is mended.' : 'This goes away by itself when it is mended.'
      const shown = told.problems.map((each) => this.problem(each, told.canOpen))
      if (told.bug) shown.push(this.element('pre', '', told.bug))
      this.part('problems').replaceChildren(...shown)
    }

    element (name, className, text) { return Object.assign(document.createElement(name), { className, textContent: text }) }

    problem (each, canOpen) {
      const whole = this.element('div', 'problem', '')
      whole.append(this.element('p', 'place', `${each.place}: ${each.severity} ${each.code} ${each.name}`), this.element('p', 'message', each.message))
      if (each.line && each.source.trim()) {
        const line = document.createElement('pre')
        const start = each.column - 1
        const marked = this.element('mark', '', each.source.slice(start, start + each.length) || ' ')
        line.append(`${each.line} | `, each.source.slice(0, start), marked, each.source.slice(start + each.length))
        whole.append(line)
      }
      for (const other of each.related) whole.append(this.element('p', '', `${other.why}: ${other.place}`))
      if (each.hint) whole.append(this.element('p', '', `→ ${each.hint}`))
      if (canOpen && each.file && !each.file.startsWith('output/')) whole.append(this.button(`Open ${each.file}`, 'open', { file: each.file }))
      return whole
    }
  }

  function begin () {
    if (!inFrame) bar = new Bar()
    restore()
    connect()
  }
  document.readyState === 'loading' ? addEventListener('DOMContentLoaded', begin) : begin()
})()
