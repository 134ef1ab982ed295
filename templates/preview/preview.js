// The preview's part of a page: reloads it, and adds the bar and the overlay. Never published.
import { Bar } from './bar.js'
import { keep, look, read } from './looks.js'

const own = document.querySelector('script[data-token]').dataset
const inFrame = window !== window.top
//: The server's word for a token that it does not know: it was started anew.
const UNKNOWN_TOKEN = 1008
let digest = own.digest
let socket = null
let state = null
let bar = null

const details = () => [...document.querySelectorAll('details')]

function reload () {
  const focused = document.activeElement?.id
  keep('place', { page: location.pathname, y: scrollY, x: scrollX, open: details().map((each) => each.open), focused, inBar: bar?.focused })
  location.reload()
}

function restore () {
  const place = read('place')
  keep('place', {})
  if (place.page !== location.pathname) return
  details().forEach((each, number) => { if (place.open[number] !== undefined) each.open = place.open[number] })
  const scroll = () => window.scrollTo({ left: place.x, top: place.y, behavior: 'instant' })
  if (place.focused) document.getElementById(place.focused)?.focus({ preventScroll: true })
  if (place.inBar) bar?.focus(place.inBar)
  scroll()
  addEventListener('load', scroll, { once: true })
}

function swapStyle (style) {
  const link = [...document.querySelectorAll('link[rel="stylesheet"]')].find((each) => new URL(each.href).pathname.endsWith(`/${own.style}`))
  if (!link) return reload()
  const next = link.cloneNode()
  next.href = link.getAttribute('href').replace(own.style, style)
  next.addEventListener('load', () => { link.remove(); look() })
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
  socket.addEventListener('close', (event) => {
    if (event.code === UNKNOWN_TOKEN) return reload()
    bar?.lost()
    setTimeout(connect, 500)
  })
}

if (!inFrame) bar = new Bar(tell, !own.style)
look()
restore()
connect()
