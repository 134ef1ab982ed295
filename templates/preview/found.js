// Shows one problem: where, what, the line itself, and what to do. Never published.
export class Found {
  /** Takes what makes a button that opens a file. */
  constructor (opener) { this.opener = opener }

  element (name, className, text) { return Object.assign(document.createElement(name), { className, textContent: text }) }

  problem (each, canOpen) {
    const whole = this.element('div', `problem problem--${each.severity.split(' ').pop()}`, '')
    const place = this.element('p', 'place', `${each.place}: `)
    place.append(this.element('b', 'severity', each.severity), ` ${each.code} ${each.name}`)
    whole.append(place, this.element('p', 'message', each.message))
    if (each.line && each.source.trim()) whole.append(this.line(each))
    for (const other of each.related) whole.append(this.element('p', '', `${other.why}: ${other.place}`))
    if (each.hint) whole.append(this.element('p', 'hint', `→ ${each.hint}`))
    if (canOpen && each.canOpen) whole.append(this.opener(each.file))
    return whole
  }

  line (each) {
    const line = document.createElement('pre')
    const start = each.column - 1
    const marked = this.element('mark', '', each.source.slice(start, start + each.length) || ' ')
    line.append(this.element('span', 'number', `${each.line} | `), each.source.slice(0, start), marked, each.source.slice(start + each.length))
    return line
  }
}
