// Every page is whole without this. It reads the stages that the page carries and shows the one that the reader's
// clock is in: the sentence, the way to the survey, and how long until when.
(() => {
  const DAY = 864e5
  const { life, zone } = document.body.dataset
  const stages = life.split(' ').map((each) => each.split(':'))
  const starts = stages.map(([seconds]) => seconds * 1000)
  const all = (selector) => document.querySelectorAll(selector)
  let latest = 0
  let shown = 0
  let begun

  const takesAnswers = (stage) => ['open', 'closing_soon', 'reopened'].includes(stages[stage][1])

  // A clock before the stage the page was made in, decades after the last, or going backwards is not believed.
  const believed = (now) => now > starts[0] - DAY && now < starts[starts.length - 1] + 18263 * DAY && now > latest - 6e4

  const dayOf = (time) =>
    Date.parse(new Intl.DateTimeFormat('en-CA', { timeZone: zone, year: 'numeric', month: '2-digit', day: '2-digit' }).format(time)) / DAY

  const said = (time, timeZone) =>
    new Intl.DateTimeFormat(document.documentElement.lang, { dateStyle: 'full', timeStyle: 'short', timeZone }).format(time)

  function count(note, now) {
    const { at, day, words, elsewhere } = note.dataset
    const days = dayOf(day * 1000) - dayOf(now)
    const time = at * 1000
    const here = said(time) === said(time, zone) ? '' : ' ' + elsewhere.replace('{moment}', said(time))
    note.textContent = ` – ${words.split('|')[Math.min(days, 2)].replace('{days}', days)}.${here}`
    note.hidden = now >= time
  }

  function show(stage, now) {
    for (const part of all('[data-when]')) part.hidden = !part.dataset.when.split(' ').includes(`${stage}`)
    for (const part of all('[data-status]')) part.dataset.status = stages[stage][1]
    for (const link of all('[data-survey]')) link.hidden = !takesAnswers(stage)
    for (const point of all('[data-point]')) {
      const past = point.dataset.point * 1000 <= now
      point.dataset.time = past ? 'past' : 'to-come'
      point.removeAttribute('aria-current')
    }
    const present = [...all('[data-time=past][data-point]')].pop()
    if (present && takesAnswers(stage)) {
      present.dataset.time = 'present'
      present.setAttribute('aria-current', 'step')
    }
  }

  function look() {
    const now = Date.now()
    const trusted = believed(now)
    latest = Math.max(latest, trusted ? now : 0)
    let stage = shown
    if (trusted) while (stage + 1 < stages.length && starts[stage + 1] <= now) stage++
    if (trusted) show(stage, now)
    if (begun && stage !== shown) {
      const words = document.querySelector('[data-status] [data-when]:not([hidden])')
      for (const place of all('[data-announce]')) place.textContent = words ? words.firstElementChild.textContent : ''
    }
    shown = stage
    begun = begun || trusted
    for (const note of all('[data-words]')) {
      note.hidden = true
      try {
        if (trusted) count(note, now)
      } catch {
        // A browser without this time zone keeps to the sentence.
      }
    }
    const next = starts[shown + 1]
    clearTimeout(look.timer)
    // Browsers take a time of more than 24 days for none at all.
    look.timer = setTimeout(look, Math.min(next > now ? next - now : DAY, 6e5))
  }

  addEventListener('pageshow', look)
  document.addEventListener('visibilitychange', look)
  look()
})()
