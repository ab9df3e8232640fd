//! Drawings: an SVG file is a document that can run code and fetch, so only elements and attributes that draw are let
//! through.

use roxmltree::{Attribute, Document, Node, ParsingOptions};

use super::style;

const SVG: &str = "http://www.w3.org/2000/svg";
const XLINK: &str = "http://www.w3.org/1999/xlink";
const XML: &str = "http://www.w3.org/XML/1998/namespace";

/// Languages whose elements browsers know: outside of the lists below, everything of these may run or fetch.
const KNOWN_TO_BROWSERS: [&str; 4] = [
    "http://www.w3.org/1999/xhtml",
    "http://www.w3.org/1998/Math/MathML",
    "http://www.w3.org/1999/XSL/Transform",
    "http://www.w3.org/2001/xml-events",
];

/// Elements that draw, move what is drawn, or say what it is.
const ELEMENTS: &str = " a animate animateMotion animateTransform circle clipPath color-profile defs desc ellipse \
    feBlend feColorMatrix feComponentTransfer feComposite feConvolveMatrix feDiffuseLighting feDisplacementMap \
    feDistantLight feDropShadow feFlood feFuncA feFuncB feFuncG feFuncR feGaussianBlur feImage feMerge feMergeNode \
    feMorphology feOffset fePointLight feSpecularLighting feSpotLight feTile feTurbulence filter flowDiv flowPara \
    flowRegion flowRoot flowSpan font font-face g glyph hatch hatchpath hkern image line linearGradient marker mask \
    meshgradient meshpatch meshrow metadata missing-glyph mpath path pattern polygon polyline radialGradient rect set \
    solidcolor stop style svg switch symbol text textPath title tspan use view vkern ";

/// Attributes without a prefix. None of them runs code; the ones that can fetch are looked into.
const ATTRIBUTES: &str = " accent-height accumulate additive alignment-baseline alphabetic amplitude arabic-form ascent \
    attributeName attributeType azimuth baseFrequency baseProfile baseline-shift bbox begin bias by calcMode cap-height \
    class clip clip-path clip-rule clipPathUnits color color-interpolation color-interpolation-filters color-profile \
    color-rendering content contentScriptType contentStyleType cursor cx cy d descent diffuseConstant direction \
    display divisor dominant-baseline download dur dx dy edgeMode elevation enable-background end exponent \
    externalResourcesRequired fill fill-opacity fill-rule filter filterRes filterUnits flood-color flood-opacity \
    font font-family font-feature-settings font-kerning font-optical-sizing font-size font-size-adjust font-stretch \
    font-style font-synthesis font-variant font-variant-caps font-variant-east-asian font-variant-ligatures \
    font-variant-numeric font-variant-position font-variation-settings font-weight format fr from fx fy g1 g2 glyph-name \
    glyph-orientation-horizontal glyph-orientation-vertical gradientTransform gradientUnits hanging height host \
    horiz-adv-x horiz-origin-x horiz-origin-y href hreflang id ideographic image-rendering in in2 inline-size \
    intercept isolation k k1 k2 k3 k4 kernelMatrix kernelUnitLength kerning keyPoints keySplines keyTimes lang \
    lengthAdjust letter-spacing lighting-color limitingConeAngle line-height local marker marker-end marker-mid \
    marker-start markerHeight markerUnits markerWidth mask mask-type maskContentUnits maskUnits mathematical max media \
    method min mix-blend-mode mode name numOctaves offset opacity operator order orient orientation origin overflow \
    overline-position overline-thickness paint-order panose-1 path pathLength patternContentUnits patternTransform \
    patternUnits pointer-events points pointsAtX pointsAtY pointsAtZ preserveAlpha preserveAspectRatio primitiveUnits \
    r radius refX refY rel rendering-intent repeatCount repeatDur requiredExtensions requiredFeatures \
    requiredFormats restart result role rotate rx ry scale seed shape-inside shape-padding shape-rendering shape-subtract \
    side slope solid-color solid-opacity spacing specularConstant specularExponent spreadMethod startOffset stdDeviation \
    stemh stemv stitchTiles stop-color stop-opacity strikethrough-position strikethrough-thickness string stroke \
    stroke-dasharray stroke-dashoffset stroke-linecap stroke-linejoin stroke-miterlimit stroke-opacity stroke-width \
    style surfaceScale systemLanguage tabindex tableValues target targetX targetY text-align text-anchor \
    text-decoration text-decoration-color text-decoration-line text-decoration-style text-decoration-thickness \
    text-indent text-orientation text-overflow text-rendering text-transform textLength title to transform \
    transform-box transform-origin type u1 u2 underline-position underline-thickness unicode unicode-bidi \
    unicode-range units-per-em v-alphabetic v-hanging v-ideographic v-mathematical values vector-effect version \
    vert-adv-y vert-origin-x vert-origin-y viewBox viewTarget visibility white-space width widths will-change \
    word-spacing writing-mode x x-height x1 x2 xChannelSelector y y1 y2 yChannelSelector z zoomAndPan ";

/// Why an SVG file must not be published.
pub fn unsafe_part(bytes: &[u8]) -> Option<String> {
    let Ok(text) = std::str::from_utf8(bytes) else {
        return Some("this SVG file is not UTF-8".to_owned());
    };
    if text.contains("<!DOCTYPE") && !has_plain_doctype(text) {
        return Some("this SVG file declares a DOCTYPE of its own, which can add attributes and texts".to_owned());
    }
    let options = ParsingOptions { allow_dtd: true, ..ParsingOptions::default() };
    let document = match Document::parse_with_options(text, options) {
        Ok(document) => document,
        Err(error) => return Some(format!("this SVG file cannot be read: {error}")),
    };
    if document.descendants().filter_map(|node| node.pi()).any(|order| order.target.starts_with("xml-stylesheet")) {
        return Some("this SVG file fetches a style sheet".to_owned());
    }
    document.descendants().filter(Node::is_element).find_map(element)
}

/// Whether the only DOCTYPE is the one that programs write, without declarations. Browsers do not fetch what it names.
fn has_plain_doctype(text: &str) -> bool {
    let mut parts = text.split("<!DOCTYPE");
    let (_, Some(doctype), None) = (parts.next(), parts.next(), parts.next()) else { return false };
    let inside = doctype.split('>').next().unwrap_or_default();
    let words: Vec<&str> = inside.split('"').collect();
    let is_space = |text: &&str| text.trim().is_empty();
    match words[..] {
        [name] => name.trim() == "svg",
        [start, public, space, _, end] => {
            let name: Vec<&str> = start.split_whitespace().collect();
            name == ["svg", "PUBLIC"] && public.starts_with("-//W3C//DTD SVG ") && [space, end].iter().all(is_space)
        }
        _ => false,
    }
}

fn element(element: Node) -> Option<String> {
    let name = element.tag_name().name();
    match element.tag_name().namespace() {
        Some(SVG) if is_in(ELEMENTS, name) => {}
        Some(SVG) => return Some(format!("this SVG file holds a <{name}>")),
        Some(known) if KNOWN_TO_BROWSERS.contains(&known) => {
            return Some(format!("this SVG file holds a <{name}> of another language"));
        }
        // What drawing programs note for themselves, which no browser knows.
        _ => return None,
    }
    if name == "style" {
        let style: String = element.descendants().filter_map(|node| node.text().filter(|_| node.is_text())).collect();
        if fetches(&style) {
            return Some("a style in this SVG file fetches something".to_owned());
        }
    }
    element.attributes().find_map(|found| attribute(name, &found))
}

fn attribute(element: &str, attribute: &Attribute) -> Option<String> {
    let name = attribute.name();
    let value = attribute.value();
    let is_known = match attribute.namespace() {
        None => is_in(ATTRIBUTES, name) || name.starts_with("aria-") || name.starts_with("data-"),
        Some(XML) => matches!(name, "space" | "lang" | "id"),
        Some(XLINK) => true,
        Some(known) if known == SVG || KNOWN_TO_BROWSERS.contains(&known) => false,
        Some(_) => return None,
    };
    if !is_known {
        return Some(format!("this SVG file holds an `{name}` attribute"));
    }
    let moves = name == "attributeName";
    if moves && (value.trim().ends_with("href") || !is_in(ATTRIBUTES, value.trim())) {
        return Some(format!("this SVG file changes the attribute `{}` by itself", value.trim()));
    }
    let address = bare(value);
    if name == "href" && element == "a" {
        return runs(&address).then(|| "a link in this SVG file runs code".to_owned());
    }
    let picture = matches!(element, "image" | "feImage") && address.starts_with("data:image/");
    if name == "href" && !address.starts_with('#') && !picture {
        return Some(format!("this SVG file fetches {}", value.trim()));
    }
    if fetches(value) || (matches!(name, "from" | "to" | "by" | "values") && runs(&address)) {
        return Some(format!("an `{name}` attribute in this SVG file fetches something"));
    }
    None
}

/// Whether a word stands in a list between spaces.
fn is_in(list: &str, word: &str) -> bool {
    !word.contains(' ') && list.contains(&format!(" {word} "))
}

/// An address as browsers compare it: without white space and control characters, in lower case.
fn bare(address: &str) -> String {
    address.chars().filter(|c| !c.is_whitespace() && !c.is_control()).collect::<String>().to_lowercase()
}

/// Whether an address has a scheme other than those that lead to a page or a person.
fn runs(bare: &str) -> bool {
    let scheme = bare.split_once(':').map(|(scheme, _)| scheme);
    let is_scheme = |c: char| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.');
    scheme.is_some_and(|scheme| scheme.chars().all(is_scheme) && !matches!(scheme, "http" | "https" | "mailto" | "tel"))
}

/// Whether a style, or an attribute that stands for a part of one, asks for anything that does not lie in the file.
fn fetches(text: &str) -> bool {
    let plain = style::plain(text);
    let inside = |address: &str| {
        ["#", "data:image/", "data:font/", "data:application/"].iter().any(|start| address.starts_with(start))
    };
    plain.contains("@import") || style::fetched(&plain).iter().any(|address| !inside(address))
}
