// Every page is complete without this. It reads the stages from the page's data and shows the one that the reader's
// clock is in: the sentence, the way to the survey, and how long until when.
(() => {
  const DAY = 864e5
  const { zone, page, words, elsewhere, stages } = JSON.parse(document.getElementById('site-stages').textContent)
  const starts = stages.map(({ since }) => since * 1000)
  const all = (selector) => [...document.querySelectorAll(selector)]
  const slots = all('[data-says]').map((place) => ({ place, says: 0, text: place.textContent }))
  const takesAnswers = (stage) => /^(open|closing_soon|reopened)$/.test(stages[stage].status)
  let latest = 0
  let shown = 0
  let begun

  // A clock before the stage the page was built in, decades after the last, or running backwards is ignored.
  const believed = (now) => now > starts[0] - DAY && now < starts[starts.length - 1] + 18263 * DAY && now > latest - 6e4

  // What a browser has translated is not put back into the page's language.
  const translated = ({ place, text }) => document.documentElement.lang !== page || place.textContent !== text

  const dayOf = (time) =>
    Date.parse(new Intl.DateTimeFormat('en-CA', { timeZone: zone, year: 'numeric', month: '2-digit', day: '2-digit' }).format(time)) / DAY

  const said = (time, timeZone) =>
    new Intl.DateTimeFormat(words.lang, { dateStyle: 'full', timeStyle: 'short', timeZone, numberingSystem: 'latn' }).format(time)

  const element = (name, { text, parts, away, time, ...named }) => {
    const made = document.createElement(name)
    if (time) made.setAttribute('datetime', time)
    for (const each in named) made.setAttribute(each, named[each])
    made.append(...(parts || [text]).map(part))
    if (away) made.append(' ', element('span', { class: 'button__away', 'aria-hidden': true, text: '↗' }))
    return made
  }

  const part = (each) => {
    if (each.trim) return each
    return element(each.href ? 'a' : each.time ? 'time' : /^survey(__action)?$/.test(each.class) ? 'div' : each.parts ? 'p' : 'span', each)
  }

  const count = ({ at, day, words: forms }, now) => {
    const days = dayOf(day * 1000) - dayOf(now)
    const time = at * 1000
    const here = said(time) === said(time, zone) ? '' : ' ' + elsewhere.replace('{moment}', said(time))
    let form = forms[Math.min(days, 2)]
    if (!form.trim) form = form[new Intl.PluralRules(words.lang).select(days)]
    return ` – ${form.replace('{days}', days)}.${here}`
  }

  const say = (slot, stage) => {
    const name = slot.place.dataset.says
    while (stage && !stages[stage].says[name]) stage--
    if (stage === slot.says || translated(slot)) return
    slot.place.textContent = ''
    slot.place.append(...stages[stage].says[name].map(part))
    slot.says = stage
    slot.text = slot.place.textContent
  }

  const show = (stage, now) => {
    for (const slot of slots) say(slot, stage)
    for (const each of all('[data-status]')) each.dataset.status = stages[stage].status
    for (const each of all('[data-survey], [data-offer]')) each.hidden = !takesAnswers(stage)
    for (const each of all('[data-until-over]')) each.hidden = stages[stage].over
    for (const point of all('[data-point]')) {
      point.dataset.time = point.dataset.point * 1000 <= now ? 'past' : 'to-come'
      point.removeAttribute('aria-current')
    }
    const present = all('[data-time=past][data-point]').pop()
    if (present && takesAnswers(stage)) {
      present.dataset.time = 'present'
      present.setAttribute('aria-current', 'step')
    }
  }

  // The time left follows each sentence about the status, but is no part of it.
  const showCounts = (now) => {
    for (const each of all('.status__count')) each.remove()
    const next = stages[shown].count
    if (!next || now >= next.at * 1000) return
    try {
      const text = count(next, now)
      for (const slot of slots) {
        if (slot.place.dataset.says === 'status' && !translated(slot)) {
          slot.place.after(element('span', { ...words, class: 'status__count', text }))
        }
      }
    } catch {
      // A browser without this time zone shows only the sentence.
    }
  }

  const look = () => {
    const now = Date.now()
    const trusted = believed(now)
    latest = Math.max(latest, trusted ? now : 0)
    let stage = shown
    if (trusted) {
      while (stage + 1 < stages.length && starts[stage + 1] <= now) stage++
      show(stage, now)
    }
    if (begun && stage !== shown) {
      const sentence = slots.find(({ place }) => place.dataset.says === 'status')
      for (const place of all('[data-announce]')) place.textContent = sentence ? sentence.place.textContent : ''
    }
    shown = stage
    begun = begun || trusted
    showCounts(trusted ? now : Infinity)
    const next = starts[shown + 1]
    clearTimeout(look.timer)
    // Browsers treat a timeout of more than 24 days as none at all.
    look.timer = setTimeout(look, Math.min(next > now ? next - now : DAY, 6e5))
  }

  addEventListener('pageshow', look)
  document.addEventListener('visibilitychange', look)
  look()
})()
