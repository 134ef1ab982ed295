// Makes the page's own scripts see the moment chosen in the bar. Never published.
(() => {
  const Real = window.Date
  const offset = Real.parse(document.currentScript.dataset.now) - Real.now()
  const now = () => Real.now() + offset
  window.Date = new Proxy(Real, {
    construct: (_, given, wanted) => (given.length ? Reflect.construct(Real, given, wanted) : new Real(now())),
    apply: () => new Real(now()).toString(),
    get: (_, name) => (name === 'now' ? now : Real[name])
  })
})()
