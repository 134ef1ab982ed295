"""`web.config` for Internet Information Services 7 and newer, in the site's own folder.

IIS answers with error 500 if an entry is added twice, and the server may have added any entry already, so each one is
removed first. Only sections that IIS lets a site set by itself are used, and none that fails if an optional part of IIS
is missing: without HTTP Redirection, `httpRedirect` has no effect, and the redirect pages do its work.
Source: Microsoft's IIS configuration reference: staticContent, clientCache, httpProtocol, httpErrors, httpRedirect.
"""

from __future__ import annotations

from collections.abc import Iterator
from xml.sax.saxutils import quoteattr

from microsite.formats.hosts.served import MISSING_PAGE, Served

#: The type of files without an ending; IIS does not serve them unless one is set.
NO_ENDING = ("", "text/plain")


def iis_files(site: Served) -> dict[str, bytes]:
    """Write `web.config`."""
    return {"web.config": ("\n".join(_lines(site)) + "\n").encode()}


def _lines(site: Served) -> Iterator[str]:
    yield '<?xml version="1.0" encoding="utf-8"?>'
    yield "<!-- Made by microsite. Do not edit: each build writes it anew. -->"
    yield "<configuration>"
    yield "  <system.webServer>"
    yield "    <staticContent>"
    for ending, kind in (NO_ENDING, *site.types.items()):
        yield f"      <remove fileExtension={quoteattr(f'.{ending}')} />"
        yield f"      <mimeMap fileExtension={quoteattr(f'.{ending}')} mimeType={quoteattr(kind)} />"
    yield '      <clientCache cacheControlMode="DisableCache" />'
    yield "    </staticContent>"
    yield "    <httpProtocol>"
    yield "      <customHeaders>"
    yield '        <remove name="X-Powered-By" />'
    for name, value in site.headers.items():
        yield f"        <remove name={quoteattr(name)} />"
        yield f"        <add name={quoteattr(name)} value={quoteattr(value)} />"
    yield "      </customHeaders>"
    yield "    </httpProtocol>"
    yield '    <httpErrors errorMode="Custom">'
    yield '      <remove statusCode="404" subStatusCode="-1" />'
    yield f'      <error statusCode="404" subStatusCode="-1" responseMode="File" path={quoteattr(MISSING_PAGE)} />'
    yield "    </httpErrors>"
    yield "  </system.webServer>"
    for path in ("assets", *site.immutable_pictures):
        yield from _location(path, ["<staticContent>", f"  <clientCache {_FOREVER} />", "</staticContent>"])
    for path, kind in site.types_of_files.items():
        if path.startswith("."):
            continue  # IIS allows no such path here; a file without an ending is plain text anyway.
        ending = quoteattr(f".{path.rpartition('.')[2]}")
        of_file = [
            f"<remove fileExtension={ending} />",
            f"<mimeMap fileExtension={ending} mimeType={quoteattr(kind)} />",
        ]
        yield from _location(path, ["<staticContent>", *(f"  {each}" for each in of_file), "</staticContent>"])
    for old, new in site.redirects:
        if not old.startswith((".", " ")):  # IIS allows no such path here; the redirect page is there.
            how = 'exactDestination="true" httpResponseStatus="Permanent"'
            where = f'<httpRedirect enabled="true" destination={quoteattr(site.url(new))} {how} />'
            yield from _location(old, [where])
    yield "</configuration>"


_FOREVER = 'cacheControlMode="UseMaxAge" cacheControlMaxAge="365.00:00:00" cacheControlCustom="public, immutable"'


def _location(path: str, lines: list[str]) -> Iterator[str]:
    yield f"  <location path={quoteattr(path)}>"
    yield "    <system.webServer>"
    for line in lines:
        yield f"      {line}"
    yield "    </system.webServer>"
    yield "  </location>"
