//! A theme that somebody begins: its first files, copies of built-in ones to start from, and what changed in those since.

/// The folder of a theme in which the built-in files stay as they were when they were copied.
pub const ORIGINALS: &str = "originals";

/// A file: its path, and what stands in it.
pub type ThemeFile = (String, String);

/// The first files of a theme, by their paths in the site. A bare one has nothing of the built-in look.
pub fn begun(name: &str, bare: bool, version: &str) -> Vec<ThemeFile> {
    let (major_minor, _) = version.rsplit_once('.').unwrap_or((version, ""));
    let extends = if bare { "none" } else { "default" };
    let settings = format!(
        "# The version of Standpoint that this theme was made for.\nstandpoint: {major_minor}\n\
         # `default`: what is not here comes from the built-in theme. `none`: no style sheet, font or image of that one is\n\
         # published.\nextends: {extends}\n"
    );
    let files = match bare {
        true => vec![
            ("theme.yaml", settings),
            ("templates/base.html", BASE.replace("STYLE", name)),
            (STYLE_PATH, BARE_STYLE.to_owned()),
        ],
        false => vec![("theme.yaml", settings), ("static/theme.css", STYLE.to_owned())],
    };
    let placed = |(path, text): (&str, String)| (format!("themes/{name}/{}", path.replace("NAME", name)), text);
    files.into_iter().map(placed).collect()
}

const STYLE_PATH: &str = "static/NAME.css";

const STYLE: &str = "\
/* Your values and rules. They win over those of the built-in theme; docs/themes.md has a table of the values. A pair is
   for light and dark. */

:root {
  --accent: light-dark(#0b5b5e, #80cac6);
}
";

const BARE_STYLE: &str = "\
/* All that this theme looks like. `print.css` and the rest of the built-in theme are not published. */

body { max-inline-size: 44rem; margin: 2rem auto; padding-inline: 1rem; font: 1.0625rem / 1.6 serif; }
.visually-hidden { position: absolute; inline-size: 1px; block-size: 1px; overflow: hidden; clip-path: inset(50%); }
svg { max-inline-size: 100%; }
.table-scroll, .matrix { overflow-x: auto; }
";

const BASE: &str = "\
<!DOCTYPE html>
<html lang=\"{{ site.language }}\" dir=\"{{ site.direction }}\" data-site=\"{{ site.title }}\" data-title=\"{{ page.title }}\"{% block running %}{% endblock running %}>
<head>
<meta charset=\"utf-8\">
{% block policy %}<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'self'; object-src 'none'; frame-src 'none'; base-uri 'none'; form-action 'none'\">{% endblock policy %}
<meta name=\"referrer\" content=\"no-referrer\">
<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">
<title>{{ page.title }}</title>
{%- if page.draft or site.as_of %}
<meta name=\"robots\" content=\"noindex\">
{%- endif %}
{%- include \"metadata.html\" %}
<link rel=\"stylesheet\" href=\"{{ page.root }}assets/STYLE.css\">
</head>
<body class=\"page-{{ page.kind }}\">
<a class=\"visually-hidden\" href=\"#sp-main\">{{ words(key=\"site.skip\") }}</a>
<header>
<p><a href=\"{{ page.root }}index.html\">{{ site.title }}</a></p>
{% include \"menu.html\" %}
</header>
<main id=\"sp-main\" tabindex=\"-1\"{% if page.language != site.language %} lang=\"{{ page.language }}\" dir=\"{{ page.direction }}\"{% endif %}>
{%- if page.draft %}
<p role=\"note\">{{ words(key=\"site.draft\") }} {{ words(key=\"site.draft-means\") }}</p>
{%- endif %}
{% block main %}{% endblock main %}
</main>
{% include \"footer.html\" %}
</body>
</html>
";

/// The built-in file that somebody means by a path or a part of one.
pub fn meant<'f>(built_in: &[&'f str], path: &str) -> Option<&'f str> {
    let path = path.trim_start_matches("./").trim_start_matches("themes/default/");
    let is_it = |inside: &&&str| {
        let short = ["templates/", "static/", "words/"].iter().find_map(|folder| inside.strip_prefix(folder));
        **inside == path || short == Some(path)
    };
    built_in.iter().find(is_it).copied()
}

/// A built-in file as it is copied: with a line that says where it comes from, where its language has comments.
pub fn stamped(inside: &str, text: &str, version: &str) -> String {
    let words = format!(
        "Copied from the built-in theme of Standpoint {version}; `standpoint theme diff` tells what changed there since."
    );
    let ending = inside.rsplit('.').next().unwrap_or_default();
    match ending {
        "html" | "xml" => format!("{{#- {words} -#}}\n{text}"),
        "css" | "js" => format!("/* {words} */\n{text}"),
        "yaml" => format!("# {words}\n{text}"),
        _ => text.to_owned(),
    }
}

/// How many lines around a change are shown.
const AROUND: usize = 2;

/// What changed from one text to another: lines with `-`, `+` or a space before them, and `…` where some are left out.
/// Empty where nothing did.
pub fn difference(before: &str, after: &str) -> String {
    let (before, after): (Vec<&str>, Vec<&str>) = (before.lines().collect(), after.lines().collect());
    let lines = aligned(&before, &after);
    let changed: Vec<usize> = (0..lines.len()).filter(|at| lines[*at].0 != ' ').collect();
    let mut out = String::new();
    let mut last = 0;
    for (at, (sign, line)) in lines.iter().enumerate() {
        let next = changed.partition_point(|changed| changed + AROUND < at);
        if changed.get(next).is_some_and(|changed| *changed <= at + AROUND) {
            if at > last {
                out.push_str("…\n");
            }
            out.push_str(&format!("{sign} {line}\n"));
            last = at + 1;
        }
    }
    out
}

/// The lines of both, in order, each with `-`, `+` or a space.
fn aligned<'l>(before: &[&'l str], after: &[&'l str]) -> Vec<(char, &'l str)> {
    let same = before.iter().zip(after).take_while(|(a, b)| a == b).count();
    let (head, before) = before.split_at(same);
    let after = &after[same..];
    // How many lines the rests have in common, from each pair of places on.
    let width = after.len() + 1;
    let mut common = vec![0u32; (before.len() + 1) * width];
    for a in (0..before.len()).rev() {
        for b in (0..after.len()).rev() {
            common[a * width + b] = match before[a] == after[b] {
                true => common[(a + 1) * width + b + 1] + 1,
                false => common[(a + 1) * width + b].max(common[a * width + b + 1]),
            };
        }
    }
    let mut lines: Vec<(char, &str)> = head.iter().map(|line| (' ', *line)).collect();
    let (mut a, mut b) = (0, 0);
    while a < before.len() || b < after.len() {
        if a < before.len() && b < after.len() && before[a] == after[b] {
            lines.push((' ', before[a]));
            (a, b) = (a + 1, b + 1);
        } else if b == after.len() || a < before.len() && common[(a + 1) * width + b] >= common[a * width + b + 1] {
            lines.push(('-', before[a]));
            a += 1;
        } else {
            lines.push(('+', after[b]));
            b += 1;
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_changed_is_shown_with_a_few_lines_around() {
        let before = "a\nb\nc\nd\ne\nf\ng\nh\n";
        assert_eq!(difference(before, before), "");
        assert_eq!(difference(before, &before.replace("e\n", "E\n")), "…\n  c\n  d\n- e\n+ E\n  f\n  g\n");
        assert_eq!(difference(before, &before.replace("a\n", "")), "- a\n  b\n  c\n");
        assert_eq!(difference("", "a\n"), "+ a\n");
    }

    #[test]
    fn a_file_is_found_by_any_part_of_its_path() {
        let built_in = ["static/style.css", "templates/blocks/matrix.html", "templates/matrix.html", "words/en.yaml"];
        assert_eq!(meant(&built_in, "matrix.html"), Some("templates/matrix.html"));
        assert_eq!(meant(&built_in, "blocks/matrix.html"), Some("templates/blocks/matrix.html"));
        assert_eq!(meant(&built_in, "style.css"), Some("static/style.css"));
        assert_eq!(meant(&built_in, "./themes/default/words/en.yaml"), Some("words/en.yaml"));
        assert_eq!(meant(&built_in, "nothing.html"), None);
    }
}
