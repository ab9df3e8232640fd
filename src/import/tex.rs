//! Signs of TeX that a title may have and the reader of BibTeX leaves: letters of formulas, arrows, money.

use std::borrow::Cow;

/// Commands, each with the sign that it stands for.
const SIGNS: [(&str, &str); 87] = [
    ("alpha", "α"),
    ("beta", "β"),
    ("gamma", "γ"),
    ("delta", "δ"),
    ("epsilon", "ε"),
    ("varepsilon", "ε"),
    ("zeta", "ζ"),
    ("eta", "η"),
    ("theta", "θ"),
    ("vartheta", "ϑ"),
    ("iota", "ι"),
    ("kappa", "κ"),
    ("lambda", "λ"),
    ("mu", "μ"),
    ("nu", "ν"),
    ("xi", "ξ"),
    ("pi", "π"),
    ("rho", "ρ"),
    ("sigma", "σ"),
    ("tau", "τ"),
    ("upsilon", "υ"),
    ("phi", "φ"),
    ("varphi", "φ"),
    ("chi", "χ"),
    ("psi", "ψ"),
    ("omega", "ω"),
    ("Gamma", "Γ"),
    ("Delta", "Δ"),
    ("Theta", "Θ"),
    ("Lambda", "Λ"),
    ("Xi", "Ξ"),
    ("Pi", "Π"),
    ("Sigma", "Σ"),
    ("Phi", "Φ"),
    ("Psi", "Ψ"),
    ("Omega", "Ω"),
    ("leq", "≤"),
    ("le", "≤"),
    ("geq", "≥"),
    ("ge", "≥"),
    ("neq", "≠"),
    ("ne", "≠"),
    ("ll", "≪"),
    ("gg", "≫"),
    ("approx", "≈"),
    ("sim", "∼"),
    ("simeq", "≃"),
    ("equiv", "≡"),
    ("propto", "∝"),
    ("times", "×"),
    ("div", "÷"),
    ("pm", "±"),
    ("mp", "∓"),
    ("cdot", "·"),
    ("cdots", "⋯"),
    ("ldots", "…"),
    ("dots", "…"),
    ("infty", "∞"),
    ("partial", "∂"),
    ("nabla", "∇"),
    ("sum", "∑"),
    ("prod", "∏"),
    ("int", "∫"),
    ("in", "∈"),
    ("cup", "∪"),
    ("cap", "∩"),
    ("subset", "⊂"),
    ("forall", "∀"),
    ("exists", "∃"),
    ("to", "→"),
    ("rightarrow", "→"),
    ("leftarrow", "←"),
    ("leftrightarrow", "↔"),
    ("Rightarrow", "⇒"),
    ("Leftrightarrow", "⇔"),
    ("uparrow", "↑"),
    ("downarrow", "↓"),
    ("circ", "°"),
    ("degree", "°"),
    ("textdegree", "°"),
    ("prime", "′"),
    ("ell", "ℓ"),
    ("euro", "€"),
    ("texteuro", "€"),
    ("EUR", "€"),
    ("textnumero", "№"),
    ("textperthousand", "‰"),
];

/// What a command stands for, by its name.
pub fn sign(name: &str) -> Option<&'static str> {
    SIGNS.iter().find_map(|(known, sign)| (*known == name).then_some(*sign))
}

/// Whether a command says nothing by itself: it only changes how what follows is set.
pub fn is_switch(name: &str) -> bool {
    const SWITCHES: [&str; 34] = [
        "em",
        "bf",
        "it",
        "sc",
        "tt",
        "rm",
        "sf",
        "sl",
        "bfseries",
        "itshape",
        "scshape",
        "upshape",
        "ttfamily",
        "rmfamily",
        "sffamily",
        "normalfont",
        "tiny",
        "scriptsize",
        "footnotesize",
        "small",
        "normalsize",
        "large",
        "Large",
        "relax",
        "protect",
        "noop",
        "xspace",
        "newline",
        "linebreak",
        "par",
        "left",
        "right",
        "limits",
        "displaystyle",
    ];
    SWITCHES.contains(&name)
}

/// A title without the dollars of its formulas, and with their raised and lowered numbers: `$^{137}$Cs`, `H$_2$O`. A sign
/// by itself is money.
pub fn without_formulas(text: &str) -> Cow<'_, str> {
    if text.matches('$').count() < 2 {
        return Cow::Borrowed(text);
    }
    let mut kept = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, behind)) = rest.split_once('$') {
        kept.push_str(before);
        match behind.split_once('$').filter(|(inside, _)| !before.ends_with('\\') && is_formula(inside)) {
            Some((inside, behind)) => {
                kept.push_str(&raised(&with_signs(inside)));
                rest = behind;
            }
            None => {
                kept.push('$');
                rest = behind;
            }
        }
    }
    Cow::Owned(kept + rest)
}

/// `$5 and $10` is none.
fn is_formula(inside: &str) -> bool {
    let is_close = !inside.is_empty() && !inside.starts_with(' ') && !inside.ends_with(' ');
    is_close && !inside.starts_with(|c: char| c.is_ascii_digit()) | inside.contains(['\\', '^', '_', '='])
}

/// A formula with its commands as signs.
fn with_signs(formula: &str) -> String {
    let (mut out, mut rest) = (String::with_capacity(formula.len()), formula);
    while let Some((before, behind)) = rest.split_once('\\') {
        let (name, behind) = behind.split_at(behind.find(|c: char| !c.is_ascii_alphabetic()).unwrap_or(behind.len()));
        out.push_str(before);
        match sign(name) {
            Some(sign) => out.push_str(sign),
            None => out.extend(["\\", name]),
        }
        rest = behind;
    }
    out + rest
}

/// A formula with `^{…}` and `_{…}` as signs where there are such.
fn raised(formula: &str) -> String {
    let (mut out, mut rest) = (String::with_capacity(formula.len()), formula);
    while let Some(at) = rest.find(['^', '_']) {
        out.push_str(&rest[..at]);
        let (mark, behind) = rest[at..].split_at(1);
        if let Some(behind) = behind.strip_prefix("{°}").or_else(|| behind.strip_prefix('°')) {
            out.push('°');
            rest = behind;
            continue;
        }
        let inside = behind.strip_prefix('{').and_then(|inside| inside.split_once('}'));
        let (inside, behind) =
            inside.unwrap_or_else(|| behind.split_at(behind.chars().next().map_or(0, char::len_utf8)));
        match inside.chars().map(|c| script(c, mark == "^")).collect::<Option<String>>() {
            Some(signs) => out.push_str(&signs),
            None => out.extend([mark, inside]),
        }
        rest = behind;
    }
    out + rest
}

/// A sign set above or below the line.
fn script(c: char, above: bool) -> Option<char> {
    let (signs, set) = match above {
        true => ("0123456789+-=()n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿ"),
        false => ("0123456789+-=()x", "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎ₓ"),
    };
    signs.chars().zip(set.chars()).find_map(|(sign, set)| (sign == c).then_some(set))
}

#[cfg(test)]
mod tests {
    use super::without_formulas;

    #[test]
    fn formulas_become_words() {
        for (written, read) in [
            ("$^{137}$Cs in H$_2$O", "¹³⁷Cs in H₂O"),
            ("On $\\alpha$ and $x \\leq y^{ab}$", "On α and x ≤ y^ab"),
            ("From $5 to $10", "From $5 to $10"),
            ("25$^\\circ$C", "25°C"),
            ("$5", "$5"),
        ] {
            assert_eq!(without_formulas(written), read);
        }
    }
}
