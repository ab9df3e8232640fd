//! What each program writes, and what comes of it.

use super::{import, notes, one, with};

#[test]
fn zotero_writes_csl_json() {
    let export = r#"[
  {"id": "http://zotero.org/users/local/cwoHNmlq/items/DGVJN3N8", "type": "article-journal", "citation-key": "doeWater2020",
   "container-title": "Journal of <i>Rivers</i>", "DOI": "10.1000/Riv.12", "ISSN": "1234-5678", "issue": "3",
   "language": "en-GB", "page": "12-34", "source": "Crossref", "title": "Water &amp; power on the <span class=\"nocase\">Sarna</span>",
   "URL": "https://doi.org/10.1000/Riv.12", "volume": "12",
   "author": [{"family": "Berg", "given": "Ana", "non-dropping-particle": "van der"}, {"literal": "Joint River Commission"}],
   "accessed": {"date-parts": [["2024", 5, 6]]}, "issued": {"date-parts": [["2020", 3]]}}
]"#;
    let expected = "\
title: Water & power on the Sarna
doi: 10.1000/riv.12
type: article-journal
authors: [Ana van der Berg, Joint River Commission]
container: Journal of Rivers
volume: 12
issue: 3
pages: 12–34
published: 2020-03
accessed: 2024-05-06
language: en-GB
";
    assert_eq!(one("zotero.json", export).to_lowercase(), expected.to_lowercase());
    let site = with("zotero.json", export);
    let run = import(&site, "zotero.json").exits(0);
    assert_eq!(run.stdout, "new: content/sources/doeWater2020.md\n");
    assert!(run.stderr.contains("zotero.json:3:76: warning: `ISSN` is left out: "), "{}", run.stderr);
    assert!(run.stderr.contains("`source` is left out"), "{}", run.stderr);
    assert_eq!(run.stderr.lines().last(), Some("Wrote 1 new source note."));
}

#[test]
fn zotero_keeps_more_in_its_extra_field() {
    let export = r#"[{"id":"12345/ABCD2345","type":"webpage","title":"Talks end","container-title":"The Herald",
      "URL":"https://herald.example/talks?utm_source=x",
      "note":"Citation Key: herald:talks\nArchived: https://web.archive.org/web/20250306101112/https://herald.example/talks\nPlace: Velia\nI do not trust this one.",
      "issued":{"raw":"2025-03-05"},"abstract":"Long."}]"#;
    let site = with("x.json", export);
    let run = import(&site, "x.json").exits(0);
    let expected = "\
keys: [herald:talks]
title: Talks end
url: https://herald.example/talks
container: The Herald
place: Velia
published: 2025-03-05
archived:
  - url: https://web.archive.org/web/20250306101112/https://herald.example/talks
    date: 2025-03-06
";
    assert_eq!(notes(&site)["herald-talks"], expected);
    for told in ["[dirty-url]", "`note` is left out", "`abstract` is left out"] {
        assert!(run.stderr.contains(told), "{told}: {}", run.stderr);
    }
    assert!(
        !std::fs::read_to_string(site.path("content/sources/herald-talks.md")).expect("it").contains("trust this one")
    );
}

#[test]
fn better_bibtex_writes_biblatex() {
    let export = r"
@article{doe:water2020,
  title = {Water and {{Power}} on the {{Sarna}}},
  subtitle = {A {{UN}} View},
  author = {Doe, Jane and family=Berg, given=Ana, prefix=van der, useprefix=true and {Joint River Commission}},
  date = {2020-03},
  journaltitle = {Journal of Rivers},
  shortjournal = {J. Riv.},
  volume = {12},
  number = {3},
  pages = {12--34},
  issn = {1234-5678},
  doi = {10.1000/182},
  url = {https://journal.example/water_power},
  urldate = {2024-05-06},
  langid = {british},
  abstract = {Long {text}.},
  keywords = {dams,rivers},
  file = {/home/jane/Zotero/storage/ABCD/doe.pdf}
}

@online{herald,
  title = {{{Talks}} End},
  date = {2025-03-05},
  url = {https://herald.example/talks},
  organization = {{The Herald}}
}
";
    let site = with("refs.bib", export);
    let run = import(&site, "refs.bib").exits(0);
    let notes = notes(&site);
    let expected = "\
keys: [doe:water2020]
title: \"Water and Power on the Sarna: A UN View\"
url: https://journal.example/water_power
doi: 10.1000/182
type: article-journal
authors: [Jane Doe, Ana van der Berg, Joint River Commission]
container: Journal of Rivers
volume: 12
issue: 3
pages: 12–34
published: 2020-03
accessed: 2024-05-06
language: en-GB
";
    assert_eq!(notes["doe-water2020"], expected);
    let talks = "title: Talks End\nurl: https://herald.example/talks\npublisher: The Herald\npublished: 2025-03-05\n";
    assert_eq!(notes["herald"], talks);
    for told in [
        "refs.bib:17:3: warning: `abstract` is left out",
        "`keywords` is left out",
        "`file` is left out",
        "`issn` is left out",
    ] {
        assert!(run.stderr.contains(told), "{told}: {}", run.stderr);
    }
}

#[test]
fn zotero_and_people_write_old_bibtex() {
    let export = r#"% my references
@string{riv = "Journal of " # "Rivers"}
@comment{jabref-meta: databaseType:bibtex;}
@Article{Mueller99,
  author    = "M{\"u}ller, J{\'o}zef and {\L}ukasz Nowak and others",
  title     = {Die {\ss}tra{\ss}e \& der Flu{\ss}: 50\,\% \emph{mehr} -- ``Wasser''},
  journal   = riv,
  year      = 1999,
  month     = mar # "~14",
  publisher = {M.~Smith}
}
@misc{map1,
  title = {A map},
  howpublished = {\url{https://maps.example/a_b?x=1\&y=2}},
  note = {Archived at \url{https://archive.ph/AbCd1}},
  year = {c. 1990}
}
@phdthesis(th,
  title = {On Dams}, author = {de la Cruz, Jr., Juan}, school = {University of Velia}, address = {Velia}, year = {2001}
)
@incollection{ch, crossref = {whole}, title = {A part}, author = {A. Part}, pages = {1-2}}
@book{whole, title = {The whole}, editor = {Ed Itor}, publisher = {Press}, year = 2003, isbn = {978-0-14-044430-8}, edition = {Second}}
"#;
    let site = with("old.bib", export);
    import(&site, "old.bib").exits(0);
    let notes = notes(&site);
    let mueller = "\
title: \"Die ßtraße & der Fluß: 50 % mehr – “Wasser”\"
type: article-journal
authors: [Józef Müller, Łukasz Nowak, et al.]
container: Journal of Rivers
publisher: M. Smith
published: 1999-03-14
";
    assert_eq!(notes["Mueller99"], mueller);
    let map = "title: A map\nurl: https://maps.example/a_b?x=1&y=2\npublished: 1990~\narchived:\n  - url: https://archive.ph/AbCd1\n";
    assert_eq!(notes["map1"], map);
    let thesis = "title: On Dams\ntype: thesis\nauthors: [Juan de la Cruz Jr.]\npublisher: University of Velia\nplace: Velia\npublished: 2001\n";
    assert_eq!(notes["th"], thesis);
    let chapter = "title: A part\nisbn: 978-0-14-044430-8\ntype: chapter\nauthors: [A. Part]\neditors: [Ed Itor]\ncontainer: The whole\npages: 1–2\npublisher: Press\nedition: Second\npublished: 2003\n";
    assert_eq!(notes["ch"], chapter);
    assert!(notes["whole"].contains("type: book\n"), "{}", notes["whole"]);
}

#[test]
fn mendeley_escapes_addresses_and_groups_titles() {
    let export = r"
@techreport{UnitedNations2019,
abstract = {Long.},
address = {Geneva},
author = {{United Nations}},
doi = {10.1000/a{\_}b},
institution = {UN},
isbn = {9780140444308},
mendeley-groups = {Dams},
month = {oct},
number = {S/2019/187},
title = {{World water report}},
type = {Tech. rep.},
url = {https://un.example/a{\_}b{\%}20c http://mirror.example/x},
year = {2019}
}
";
    let note = one("library.bib", export);
    for line in [
        "doi: 10.1000/a_b",
        "authors: [United Nations]",
        "title: World water report",
        "issue: S/2019/187",
        "place: Geneva",
        "publisher: UN",
        "published: 2019-10",
        "isbn: 9780140444308",
    ] {
        assert!(note.contains(&format!("{line}\n")), "{line}: {note}");
    }
}

#[test]
fn endnote_writes_ris() {
    let export = "\u{feff}TY  - JOUR\r\nAU  - Doe, Jane Q.\r\nAU  - van Berg, Ana, Jr.\r\nAU  - World Bank,\r\nPY  - 2020\r\nDA  - 2020/03/14/\r\nDO  - 10.1000/182\r\nID  - 54\r\nIS  - 3\r\nLA  - eng\r\nJF  - Journal of Rivers\r\nJO  - J. Riv.\r\nSP  - 12\r\nEP  - 34\r\nST  - Water\r\nTI  - Water and power\r\nUR  - https://journal.example/water\r\nVL  - 12\r\nN1  - My thoughts,\r\nover two lines.\r\nL1  - internal-pdf://x.pdf\r\nY2  - 2024/05/06\r\nER  - \r\n\r\n";
    let site = with("endnote.ris", export);
    let run = import(&site, "endnote.ris").exits(0);
    let expected = "\
title: Water and power
url: https://journal.example/water
doi: 10.1000/182
type: article-journal
authors: [Jane Q. Doe, Ana van Berg Jr., World Bank]
container: Journal of Rivers
volume: 12
issue: 3
pages: 12–34
published: 2020-03-14
accessed: 2024-05-06
language: en
";
    assert_eq!(
        notes(&site).into_iter().collect::<Vec<_>>(),
        [("doe-2020-water-and-power".to_owned(), expected.to_owned())]
    );
    assert!(run.stderr.contains("endnote.ris:19:1: warning: `N1` is left out"), "{}", run.stderr);
}

#[test]
fn other_programs_write_other_tags() {
    let export = "TY  - CHAP\nT1  - A part\nA1  - Part, A.\nA2  - Itor, Ed\nBT  - The whole\nPB  - Press\nCY  - Velia\nSN  - 978-0-14-044430-8\nSP  - 5\nEP  - 7\nY1  - 2003///\nM2  - https://web.archive.org/web/20200102/https://press.example/part\nER  - \nTY  - RPRT\nTI  - Report\nM1  - S/2019/187\nPY  - 2019\nTY  - NEWS\nTI  - News\nT2  - The Herald\nDA  - 2025/03/05\nER  - \n";
    let site = with("refs.ris", export);
    import(&site, "refs.ris").exits(0);
    let notes = notes(&site);
    let part = "\
title: A part
url: https://press.example/part
isbn: 978-0-14-044430-8
type: chapter
authors: [A. Part]
editors: [Ed Itor]
container: The whole
pages: 5–7
publisher: Press
place: Velia
published: 2003
archived:
  - url: https://web.archive.org/web/20200102/https://press.example/part
    date: 2020-01-02
";
    assert_eq!(notes["part-2003-a-part"], part);
    assert_eq!(notes["2019-report"], "title: Report\ntype: report\nissue: S/2019/187\npublished: 2019\n");
    assert_eq!(notes["2025-news"], "title: News\nkind: news\ncontainer: The Herald\npublished: 2025-03-05\n");
}

#[test]
fn what_is_imported_builds_and_shows_where_it_stands() {
    let export = r"@article{doe:2020, title={Water}, author={Doe, Jane}, editor={Itor, Ed}, journal={Journal of Rivers}, volume=12, number=3, pages={12--34}, year=2020, doi={10.1000/182}, publisher={Press}, address={Velia}, edition={2}}";
    let site = with("refs.bib", export).briefing("b", "It falls [@doe:2020, p. 13].");
    import(&site, "refs.bib").exits(0);
    assert_eq!(site.check().exits(0).stdout, "");
    site.build().exits(0);
    let page = crate::html::words(&site.page("sources/doe-2020.html"));
    for words in ["Journal of Rivers , volume 12 , number 3 , pages 12–34", "Ed Itor", "Edition2", "Press , Velia"] {
        assert!(page.contains(words) || page.contains(&words.replace(" ,", ",")), "{words}: {page}");
    }
    assert!(crate::html::words(&site.page("briefings/b.html")).contains("Journal of Rivers"), "the note");
}

#[test]
fn signs_of_tex_become_letters() {
    let export = r#"@article{10.1145/3377811.3380350,
author = "Jos{\'e} {\'A}lvarez and Bj\"orn {\O}stergaard and {\c C}a{\u g}lar, {\.I}brahim",
title = "{na{\"\i}ve \& \textit{bold} H{\'\i}d: 100\,\%, {M}\"{u}ller{\textendash}Stra{\ss}e \#1 \$5 a\_b}",
url = "http://dx.doi.org/10.1145/3377811.3380350", year = "2020a"}
@book{, title = {Keyless}, author = {A. Bee}, year = {2001}}
@book(paren2020, title = {A (good) book}, year = 2020)
"#;
    let site = with("refs.bib", export);
    import(&site, "refs.bib").exits(0);
    let expected = "\
keys: [10.1145/3377811.3380350]
title: \"naïve & bold Híd: 100 %, Müller–Straße #1 $5 a_b\"
doi: 10.1145/3377811.3380350
type: article-journal
authors: [José Álvarez, Björn Østergaard, İbrahim Çağlar]
published: 2020
";
    assert_eq!(notes(&site)["10.1145-3377811.3380350"], expected);
    assert!(notes(&site)["bee-2001-keyless"].starts_with("title: Keyless\n"));
    assert_eq!(notes(&site)["paren2020"], "title: A (good) book\ntype: book\npublished: 2020\n");
}

#[test]
fn signs_of_tex_in_titles_become_words() {
    for (title, read) in [
        (r"On $\alpha$ and $x \leq y$", "On α and x ≤ y"),
        (r"$^{137}$Cs in H$_2$O at 25$^\circ$C", "¹³⁷Cs in H₂O at 25°C"),
        (r"5\,\texteuro{} or \EUR 6", "5 € or €6"),
        (r"\href{https://a.example/x}{The words} of \emph{it}", "The words of it"),
        (r"{\em Old} \foo words", "Old \\foo words"),
        (r"From \$5 to \$10", "From $5 to $10"),
        (r"From $5 to $10", "From $5 to $10"),
    ] {
        let note = one("refs.bib", &format!("@book{{a, title = {{{title}}}, year = 2001}}\n"));
        let title = note.lines().find_map(|line| line.strip_prefix("title: ")).unwrap_or_default();
        assert_eq!(title.trim_matches('"').replace("\\\\", "\\"), read, "{note}");
    }
}

#[test]
fn days_stand_before_and_behind_months() {
    for (date, read) in [
        ("year = 2024, month = {10~jan}", "2024-01-10"),
        ("year = 2024, month = \"10~\" # jan", "2024-01-10"),
        ("year = 2024, month = jan # \"~10\"", "2024-01-10"),
        ("year = 2024, month = {May 3}", "2024-05-03"),
        ("year = 2024, month = 5, day = 3", "2024-05-03"),
        ("date = {2024-05~}", "2024-05~"),
        ("year = {1999~}", "1999~"),
    ] {
        let note = one("refs.bib", &format!("@book{{a, title = {{A}}, {date}}}\n"));
        assert!(note.contains(&format!("published: {read}\n")), "{date}: {note}");
    }
}

#[test]
fn what_a_record_says_twice_is_left_out_of_one_record() {
    let export = "TY  - BOOK\nTI  - A\nPY  - 2001\nKW  - one\nKW  - two\nER  - \n";
    let run = import(&with("refs.ris", export), "refs.ris").exits(0);
    assert!(run.stderr.contains("refs.ris:4:1: warning: `KW` is left out: "), "{}", run.stderr);
}

#[test]
fn quotes_within_braces_end_no_value() {
    let note = one(
        "a.bib",
        "@article{a, title = \"Fine {\"}quoted{\"} {title}\", year = 2003, journal = \"{The} \" # \"J\"}\n",
    );
    assert_eq!(note, "title: Fine \"quoted\" title\ntype: article-journal\ncontainer: The J\npublished: 2003\n");
}

#[test]
fn the_first_address_of_a_line_counts() {
    let copy = "url: http://y.example/\narchived:\n  - url: https://web.archive.org/web/20200101/http://y.example/\n    date: 2020-01-01\n";
    let ris = "TY  - GEN\nTI  - A\nN1  - Copy https://web.archive.org/web/20200101/http://y.example/\nER  - \n";
    assert_eq!(one("a.ris", ris), format!("title: A\n{copy}"));
    let bib = "@misc{a, title = {A}, howpublished = {See https://web.archive.org/web/20200101/http://y.example/.}}\n";
    assert_eq!(one("a.bib", bib), format!("title: A\n{copy}"));
}

#[test]
fn what_programs_write_in_odd_places_is_read_or_told() {
    for (name, export, lines, told) in [
        ("a.ris", "TY  - GEN\nTI  - A\nAU  - Doe, Jane; Roe, R.\nER  - \n", "authors: [Jane Doe, R. Roe]\n", ""),
        ("a.json", r#"[{"id":"a","title":"A","issued":{"raw":"Spring 2020"}}]"#, "published: 2020-21\n", ""),
        ("a.bib", "@book{a, title={A}, series={S}, number={7}}", "type: book\n", "`number` is left out"),
        (
            "a.bib",
            "@book{a, title={A}, isbn={9783161484100 0-306-40615-2}}",
            "isbn: 9783161484100\ntype: book\n",
            "a note has one ISBN, so `0-306-40615-2` is left out",
        ),
        (
            "a.bib",
            "@book{a, title={A}, isbn={978-0-306-40615-7 0-306-40615-2}}",
            "isbn: 978-0-306-40615-7\ntype: book\n",
            "",
        ),
        (
            "a.bib",
            "@online{a, title={A}, url={https://a.example/x}, eprint={2401.00001}, eprinttype={arxiv}}",
            "url: https://a.example/x\n",
            "`eprint` is left out",
        ),
        (
            "a.bib",
            "@online{a, title={A}, url={https://arxiv.org/abs/2401.00001}, eprint={2401.00001}, eprinttype={arxiv}}",
            "url: https://arxiv.org/abs/2401.00001\n",
            "",
        ),
        (
            "a.json",
            r#"[{"id":"a","title":"A","note":"Title translated: One; two; DOI: 10.1000/1\nRetracted: It was; made up"}]"#,
            "title_translated: One; two\ndoi: 10.1000/1\nretracted:\n  reason: It was; made up\n",
            "",
        ),
        (
            "a.json",
            r#"[{"id":"a","title":"A","note":"Retracted","keyword":"analysis"}]"#,
            "kind: analysis\nretracted: {}\n",
            "",
        ),
    ] {
        let site = with(name, export);
        let run = import(&site, name).exits(0);
        let note = notes(&site).into_values().next().expect("a note");
        assert_eq!(note.strip_prefix("title: A\n"), Some(lines), "{export}");
        assert_eq!(run.stderr.contains("[dropped-field]"), !told.is_empty(), "{}", run.stderr);
        assert!(run.stderr.contains(told), "{}", run.stderr);
    }
}
