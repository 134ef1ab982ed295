"""The allow list for drawings: the elements and attributes of SVG 1.1 and 2 that only draw."""

from __future__ import annotations

ELEMENTS = frozenset(
    """
    circle clipPath defs desc ellipse feBlend feColorMatrix feComponentTransfer feComposite feConvolveMatrix
    feDiffuseLighting feDisplacementMap feDistantLight feDropShadow feFlood feFuncA feFuncB feFuncG feFuncR
    feGaussianBlur feMerge feMergeNode feMorphology feOffset fePointLight feSpecularLighting feSpotLight feTile
    feTurbulence filter g image line linearGradient marker mask path pattern polygon polyline radialGradient rect
    stop style svg switch symbol text textPath title tspan use
    """.split()
)
#: Elements that are left out while their content stays: a logo drawn as a link is still a logo.
UNWRAPPED = frozenset({"a"})
#: What drawing programs leave behind and no browser needs: left out without a warning.
PASSED_OVER = frozenset(
    """
    metadata namedview version baseProfile contentScriptType contentStyleType enable-background
    zoomAndPan externalResourcesRequired requiredExtensions requiredFeatures
    """.split()
)
ATTRIBUTES = frozenset(
    """
    alignment-baseline amplitude aria-describedby aria-hidden aria-label aria-labelledby azimuth baseFrequency
    baseline-shift bias class clip clip-path clip-rule clipPathUnits color color-interpolation
    color-interpolation-filters cx cy d diffuseConstant direction display divisor dominant-baseline dx dy edgeMode
    elevation exponent fill fill-opacity fill-rule filter filterUnits flood-color flood-opacity focusable
    font-family font-size font-size-adjust font-stretch font-style font-variant font-weight fr fx fy
    gradientTransform gradientUnits height id image-rendering in in2 intercept isolation k1 k2 k3 k4 kernelMatrix
    kernelUnitLength lang lengthAdjust letter-spacing lighting-color limitingConeAngle marker-end marker-mid
    marker-start markerHeight markerUnits markerWidth mask mask-type maskContentUnits maskUnits method
    mix-blend-mode mode numOctaves offset opacity operator order orient overflow paint-order pathLength
    patternContentUnits patternTransform patternUnits points pointsAtX pointsAtY pointsAtZ preserveAlpha
    preserveAspectRatio primitiveUnits r radius refX refY result role rotate rx ry scale seed shape-rendering side
    slope spacing specularConstant specularExponent spreadMethod startOffset stdDeviation stitchTiles stop-color
    stop-opacity stroke stroke-dasharray stroke-dashoffset stroke-linecap stroke-linejoin stroke-miterlimit
    stroke-opacity stroke-width surfaceScale systemLanguage tableValues targetX targetY text-anchor
    text-decoration text-rendering textLength transform transform-origin type unicode-bidi values vector-effect
    viewBox visibility width word-spacing writing-mode x x1 x2 xChannelSelector y y1 y2 yChannelSelector z
    """.split()
)
