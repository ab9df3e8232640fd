//! What addresses are: which lead to one source, which are copies of another, and what place they name.

use crate::harness::Site;
use crate::html::Page;

const PRESS: &str = "---\ntitle: Report\nurl: https://agency.example/annual.pdf\npublished: 2024\narchived:\n  - url: https://archive.ph/AbC1x\n---\n";

/// A briefing of one sentence for each address, which stands in a note; with a note of one source, or none.
fn cited(source: &str, addresses: &[&str]) -> (Site, Page) {
    let sentences: String = (0..addresses.len()).map(|at| format!("Sentence {at}[^{at}].\n")).collect();
    let notes: String = addresses.iter().enumerate().map(|(at, address)| format!("\n[^{at}]: {address}\n")).collect();
    let site = Site::new().briefing("b", &format!("{sentences}{notes}"));
    if !source.is_empty() {
        site.write("content/sources/report.md", source);
    }
    site.build();
    let page = site.read("briefings/b.html");
    (site, page)
}

/// The places that the notes of a page lead to: their words and addresses.
fn places(page: &Page) -> Vec<(String, String)> {
    let lists = page.with("class", "locators");
    let links = lists.iter().flat_map(|list| page.inside(list)).filter(|inside| inside.get("rel").is_some());
    links.map(|link| (page.text(link), link.get("href").unwrap_or_default().to_owned())).collect()
}

fn short(site: &Site) -> String {
    site.run(&["check", "--format", "short"]).stdout
}

#[test]
fn one_document_is_one_source_and_each_page_of_it_a_place() {
    let addresses = ["https://agency.example/annual.pdf#page=3", "https://agency.example/annual.pdf#page=9"];
    for source in ["", PRESS] {
        let (site, page) = cited(source, &addresses);
        let leads = |page: &str| (format!("p. {page}"), format!("https://agency.example/annual.pdf#page={page}"));
        assert_eq!(places(&page), [leads("3"), leads("9")]);
        assert_eq!(
            site.pages().iter().filter(|page| page.starts_with("sources/") && *page != "sources/index.html").count(),
            1
        );
        let markers = page.class("cite").iter().map(|cite| page.text(cite)).collect::<Vec<_>>();
        assert_eq!(markers, ["[1.1]", "[1.2]"]);
    }
    let (site, _) = cited("", &addresses);
    let source = site.pages().into_iter().find(|page| page.starts_with("sources/agency")).expect("a source");
    let source = site.page(&source);
    assert!(source.contains("href=\"https://agency.example/annual.pdf\""), "the whole of it");
    assert!(source.contains("<bdi>p. 9</bdi>"), "each use with its place");
    assert!(site.page("data/citations.csv").contains(",p. 9,"));
}

/// Also behind a key, where the address stands in the note of the source.
#[test]
fn a_part_of_an_address_is_a_locator_that_leads_there() {
    let at = |place: &str| format!("Words [@report, {place}].");
    let places_of = |url: &str, place: &str| {
        let note = format!("---\ntitle: R\nurl: {url}\n---\n");
        let site = Site::new().file("content/sources/report.md", note).briefing("b", &at(place));
        site.build();
        places(&site.read("briefings/b.html"))
    };
    for (url, place, words, leads) in [
        ("https://a.example/r.pdf", "#page=4", "p. 4", "https://a.example/r.pdf#page=4"),
        ("https://a.example/r.pdf#page=1", "#page=4", "p. 4", "https://a.example/r.pdf#page=4"),
        ("https://a.example/talk.mp3", "#t=1:15", "at 1:15", "https://a.example/talk.mp3#t=1:15"),
        ("https://a.example/r", "#:~:text=no%20pass", "“no pass”", "https://a.example/r#:~:text=no%20pass"),
        ("https://a.example/r", "#art-5", "#art-5", "https://a.example/r#art-5"),
    ] {
        assert_eq!(places_of(url, place), [(words.to_owned(), leads.to_owned())], "{url} {place}");
    }
    // Words are words, and what has no address leads nowhere.
    assert_eq!(places_of("https://a.example/r", "# 4"), []);
    assert_eq!(places_of("https://a.example/r", "#12"), []);
    assert_eq!(places_of("https://a.example/r", "#sec--two")[0].1, "https://a.example/r#sec--two");
    let site = Site::new().file("content/sources/report.md", "---\ntitle: R\nkind: interview\n---\n");
    let site = site.briefing("b", &at("#page=4"));
    site.build();
    assert_eq!(places(&site.read("briefings/b.html")), []);
}

#[test]
fn moments_passages_and_parts_are_places_too() {
    for (address, words, source) in [
        ("https://www.youtube.com/watch?v=abc&t=75", "at 1:15", "https://www.youtube.com/watch?v=abc"),
        ("https://radio.example/news.mp3#t=1:02:03", "at 1:02:03", "https://radio.example/news.mp3"),
        ("https://a.example/x#:~:text=no%20gas,this%20year", "“no gas … this year”", "https://a.example/x"),
        ("https://a.example/x#conclusions", "#conclusions", "https://a.example/x"),
    ] {
        let (site, page) = cited("", &[address]);
        assert_eq!(places(&page), [(words.to_owned(), address.to_owned())]);
        let source = format!("\"url\":\"{source}\"").to_uppercase();
        assert!(site.page("data/sources.json").to_uppercase().contains(&source), "{address}");
    }
    let (site, page) = cited("", &["https://app.example/#/doc/1", "https://app.example/#/doc/2"]);
    assert_eq!((places(&page).len(), page.class("cite").len()), (0, 2));
    assert_eq!(site.page("data/sources.json").matches("\"id\"").count(), 2, "what scripts show behind `#` are pages");
}

#[test]
fn a_copy_in_an_archive_cites_what_it_is_a_copy_of() {
    for (address, words) in [
        (
            "https://web.archive.org/web/20240603101500/https://agency.example/annual.pdf",
            "archived copy of 3 June 2024",
        ),
        ("https://web.archive.org/web/2024id_/http://www.agency.example/annual.pdf", "archived copy of 2024"),
        ("https://archive.is/20240603/https:/agency.example/annual.pdf#page=2", "p. 2, archived copy of 3 June 2024"),
        ("https://archive.ph/AbC1x", "archived copy"),
        ("https://archive.today/AbC1x", "archived copy"),
        ("http://www.archive.is/AbC1x/", "archived copy"),
        ("https://archive.li/wip/AbC1x", "archived copy"),
        ("https://archive.vn/AbC1x/image", "archived copy"),
        ("https://web.archive.org/web/20240603/agency.example/annual.pdf", "archived copy of 3 June 2024"),
        (
            "https://web.archive.org/web/20240603101500/https%3A%2F%2Fagency.example%2Fannual.pdf",
            "archived copy of 3 June 2024",
        ),
        ("https://archive.is/2024.06.03-101500/https://agency.example/annual.pdf", "archived copy of 3 June 2024"),
    ] {
        let (site, page) = cited(PRESS, &[address]);
        assert_eq!(places(&page), [(words.to_owned(), address.to_owned())]);
        assert_eq!(short(&site), "", "{address}");
    }
    let (site, page) = cited("", &["https://web.archive.org/web/20240603101500/https://agency.example/annual.pdf"]);
    assert_eq!(places(&page).len(), 1);
    assert!(site.has("sources/agency-annual.html"), "{:?}", site.pages());
    assert!(site.page("data/sources.json").contains("https://agency.example/annual.pdf"));
}

#[test]
fn addresses_that_were_copied_otherwise_are_one_source_where_there_is_a_note() {
    for address in [
        "http://agency.example/annual.pdf",
        "Https://Agency.example/annual.pdf",
        "Www.agency.example/annual.pdf",
        "https://www.agency.example/annual.pdf/",
        "https://m.agency.example/annual.pdf",
        "https://agency.example/annual.pdf?",
        "https://agency.example./%61nnual.pdf",
    ] {
        let (site, _) = cited(PRESS, &[address]);
        assert_eq!(short(&site), "", "{address}");
    }
    let (site, _) = cited("", &["https://youtu.be/abc", "https://www.youtube.com/watch?v=abc"]);
    let found = short(&site);
    assert_eq!(found.matches("[near-duplicate-url]").count(), 1, "{found}");
    assert!(found.contains("b.md:10:7: warning: this address is nearly that of the source `youtu-abc`"), "{found}");
}

#[test]
fn a_near_form_of_an_archived_copy_cites_the_source_of_the_copy() {
    let note = |copy: &str| {
        format!("---\ntitle: S\nurl: https://mine.example/x\npublished: 2024\narchived: [{{url: \"{copy}\"}}]\n---\n")
    };
    for (copy, address) in [
        ("https://arch.example/snap/77", "http://arch.example/snap/77"),
        ("https://arch.example/snap/77", "https://www.arch.example/snap/77/"),
        (
            "https://web.archive.org/web/20240101000000/https://other.example/q",
            "http://web.archive.org/web/20240101000000/http://other.example/q",
        ),
        (
            "https://web.archive.org/web/20240101000000/https://other.example/q",
            "https://web.archive.org/web/20240101000000id_/https://www.other.example/q/",
        ),
    ] {
        let site = Site::new()
            .file("content/sources/s.md", note(copy))
            .briefing("b", &format!("It stops[^a].\n\n[^a]: {address}"));
        assert_eq!(short(&site), "", "{address}");
        let told = site.run(&["new", "source", address]);
        assert!(told.stderr.contains("content/sources/s.md"), "{address}: {}", told.stderr);
    }
}

#[test]
fn no_source_is_taken_for_another() {
    let court = "https://hudoc.echr.coe.int/eng#{%22itemid%22:[%22001-231000%22]}";
    for (note, address) in [
        // An old address is another state of a host.
        ("https://agency.example/annual.pdf", "https://old.agency.example/annual.pdf"),
        (
            "https://gov.example/news?lang=en",
            "https://web.archive.org/web/2024/https://gov.example/news?lang=en&date=2024-01-01",
        ),
        (
            "https://a.example/share?u=https://b.example/x",
            "https://web.archive.org/web/2024/https://a.example/share?u=https%3A%2F%2Fb.example%2Fx%26y",
        ),
        (court, "https://hudoc.echr.coe.int/eng#{\"itemid\":[\"001-59449\"]}"),
        (
            "https://search.coe.int/cm#{%22CoEIdentifier%22:[%221%22]}",
            "https://search.coe.int/cm#{%22CoEIdentifier%22:[%222%22]}",
        ),
        ("https://data.example/#?id=1", "https://data.example/#?id=2"),
    ] {
        let (site, _) = cited(&format!("---\ntitle: Report\nurl: '{note}'\npublished: 2024\n---\n"), &[address]);
        assert!(short(&site).contains("[unrecorded-source]"), "{address}: {}", short(&site));
        assert!(!site.page("sources/report.html").contains("Sentence 0"), "{address}");
    }
    for (note, address) in [
        ("https://old.agency.example/annual.pdf", "https://www.old.agency.example/annual.pdf"),
        (
            "https://gov.example/news?lang=en&date=2024-01-01",
            "https://web.archive.org/web/2024/https://gov.example/news?lang=en&date=2024-01-01",
        ),
        (
            "https://a.example/share?u=https%3A%2F%2Fb.example%2Fx",
            "https://web.archive.org/web/2024/https://a.example/share?u=https%3A%2F%2Fb.example%2Fx",
        ),
        (court, "https://hudoc.echr.coe.int/eng#{\"itemid\":[\"001-231000\"]}"),
        (court, "https://hudoc.echr.coe.int/eng#%7B%22itemid%22:%5B%22001-231000%22%5D%7D"),
        ("https://gov.example/x", "https://webcitation.org/query?url=https://gov.example/x&date=2012-03-04"),
    ] {
        let (site, _) = cited(&format!("---\ntitle: Report\nurl: '{note}'\npublished: 2024\n---\n"), &[address]);
        assert_eq!(short(&site), "", "{address}");
        assert!(site.page("sources/report.html").contains("Sentence 0"), "{address}");
    }
}

#[test]
fn the_stop_of_a_sentence_is_no_part_of_a_name() {
    for (name, address) in [
        ("doi:10.1000/182.", "https://doi.org/10.1000/182"),
        ("DOI 10.1000/182.", "https://doi.org/10.1000/182"),
        ("10.1000/182.", "https://doi.org/10.1000/182"),
        ("doi.org/10.1000/182.", "https://doi.org/10.1000/182"),
        ("https://doi.org/10.1000/182.", "https://doi.org/10.1000/182"),
        ("arXiv:2401.00001.", "https://arxiv.org/abs/2401.00001"),
        ("PMID: 123456.", "https://pubmed.ncbi.nlm.nih.gov/123456/"),
    ] {
        let (site, _) = cited("", &[name, address]);
        let table = site.page("data/sources.json");
        assert!(table.contains(&format!("\"{address}\"")) && table.matches("\"id\"").count() == 1, "{name}: {table}");
        let (site, _) = cited(&format!("---\ntitle: Report\nurl: {address}\npublished: 2024\n---\n"), &[name]);
        assert_eq!(short(&site), "", "{name}");
    }
}

#[test]
fn addresses_in_other_scripts_are_read_by_people() {
    let (site, page) = cited(
        "",
        &[
            "https://pravda.example/%D0%BD%D0%BE%D0%B2%D0%B8%D0%BD%D0%B8/%D0%BF%D0%BE%D1%80%D1%82-%D0%B7%D0%B0%D0%BA%D1%80%D0%B8%D1%82%D0%BE",
            "https://xn--80aswg.example/a%20b?q=%26",
        ],
    );
    let notes = page.text(page.with("class", "note-list")[0]);
    assert!(notes.contains("https://pravda.example/новини/порт-закрито"), "{notes}");
    assert!(notes.contains("https://сайт.example/a%20b?q=%26"), "{notes}");
    assert!(site.has("sources/pravda-порт-закрито.html"), "{:?}", site.pages());
}

#[test]
fn the_key_of_an_address_does_not_depend_on_how_many_there_are() {
    let key = |addresses: &[&str]| {
        let (site, _) = cited("", addresses);
        site.pages().into_iter().filter(|page| page.starts_with("sources/a")).collect::<Vec<_>>()
    };
    let two = key(&["https://a.example/2024/index", "https://a.example/2025/index"]);
    let three = key(&["https://a.example/2024/index", "https://a.example/2023/index", "https://a.example/2025/index"]);
    assert_eq!((two.len(), three.len()), (2, 3));
    assert!(two.iter().all(|key| three.contains(key)), "{two:?} {three:?}");
}

#[test]
fn names_of_publications_are_addresses() {
    for (name, address) in [
        ("doi:10.1000/182", "https://doi.org/10.1000/182"),
        ("10.1000/182", "https://doi.org/10.1000/182"),
        ("arXiv:2401.00001", "https://arxiv.org/abs/2401.00001"),
        ("doi.org/10.1000/182", "https://doi.org/10.1000/182"),
        ("PMC123456", "https://pmc.ncbi.nlm.nih.gov/articles/PMC123456/"),
        ("www.agency.example/x", "https://www.agency.example/x"),
    ] {
        let (site, _) = cited("", &[name]);
        assert!(site.page("data/sources.json").contains(&format!("\"{address}\"")), "{name}");
        let note = format!("---\ntitle: T\npublished: 2024\nurl: \"{name}\"\n---\n");
        let (site, _) = cited(&note, &[name, address]);
        let found = short(&site);
        assert!(!found.contains("error") && !found.contains("unrecorded"), "{name}: {found}");
        assert!(site.page("sources/report.html").contains(&format!("href=\"{address}\"")), "{name}");
    }
}

#[test]
fn an_address_in_a_line_ends_as_on_github() {
    for (text, address) in [
        ("See https://a.example/f[0]=x, then", "https://a.example/f%5B0%5D=x"),
        ("[see https://a.example/x]", "https://a.example/x"),
        ("(https://a.example/x_(y))", "https://a.example/x_(y)"),
        ("https://a.example/x_y_.", "https://a.example/x_y"),
        ("Look at www.agency.example/x.", "https://www.agency.example/x"),
        ("See https://a.example/x[^1].\n\n[^1]: A note.", "https://a.example/x"),
        ("See https://a.example/x[@s].", "https://a.example/x"),
        ("See http://[2a00:1450:4001::200e]/x, then", "http://[2a00:1450:4001::200e]/x"),
        ("(http://[2a00:1450::200e])", "http://[2a00:1450::200e]/"),
    ] {
        let site = Site::new().briefing("b", text);
        site.build();
        let page = site.read("briefings/b.html");
        let links: Vec<_> =
            page.all("a").filter_map(|link| link.get("href")).filter(|to| to.starts_with("http")).collect();
        assert!(links.contains(&address), "{text}: {links:?}");
    }
}

#[test]
fn a_book_can_be_found_without_an_address() {
    for (key, shown) in
        [("isbn: 978-0-14-044430-8", "ISBN"), ("doi: 10.1000/182", "10.1000/182"), ("medium: print", "Medium")]
    {
        let note = format!("---\ntitle: T\npublished: 1974\n{key}\n---\n");
        let site = Site::new().file("content/sources/report.md", note).briefing("b", "It says so [@report].");
        site.build();
        assert_eq!(short(&site), "", "{key}");
        assert!(site.page("sources/report.html").contains(shown), "{key}");
        let (name, value) = key.split_once(": ").expect("a key");
        assert!(site.page("data/sources.json").to_lowercase().contains(&format!("\"{name}\":\"{value}\"")), "{key}");
    }
    let site = Site::new()
        .file("content/sources/report.md", "---\ntitle: T\npublished: 1974\ndoi: 10.1000/182\n---\n")
        .briefing("b", "It says so [@report].");
    site.build();
    assert!(site.page("sources/report.html").contains("href=\"https://doi.org/10.1000/182\""));
}

#[test]
fn a_link_to_a_copy_of_a_source_or_to_a_near_address_is_told_so_too() {
    let site = Site::new().source("press").file(
        "content/sources/talk.md",
        "---\ntitle: T\nurl: https://www.youtube.com/watch?v=abc\npublished: 2025\narchived: {url: https://ghostarchive.example/7}\n---\n",
    );
    let site = site.briefing(
        "b",
        "So [it is](https://web.archive.org/web/20250102/https://press.example/report).\n\n\
         So [it is](http://www.press.example/report/).\n\nSo [it is](https://youtu.be/abc?t=75).\n\n\
         So [it is](https://ghostarchive.example/7).\n\n\
         [Others](https://press.example/) are [not](https://youtu.be/abd), [nor](https://archive.ph/AbC).\n\n\
         So [it is](http://press.example/report) [@press], and [so](https://youtu.be/abc) [@talk].\n",
    );
    let check = site.check().exits(0);
    let found: Vec<&str> = check.stdout.lines().filter(|line| line.ends_with("[uncited-source-link]")).collect();
    let said = [
        ("5:4", "is of a copy of the source `press`"),
        ("7:4", "leads to the source `press`"),
        ("9:4", "leads to the source `talk`"),
        ("11:4", "leads to the source `talk`"),
    ];
    let said = said.map(|(place, kinship)| {
        format!("content/briefings/b.md:{place}: warning: this address {kinship}, but a link cites nothing [uncited-source-link]")
    });
    assert_eq!(found, said);
}

#[test]
fn an_address_that_leads_on_is_that_of_the_page_behind_it() {
    let page = "https://agency.example/annual.pdf";
    let links = [
        "https://www.google.com/url?q=https%3A%2F%2Fagency.example%2Fannual.pdf&sa=D&ust=17",
        "https://eur02.safelinks.protection.outlook.com/?url=https%3A%2F%2Fagency.example%2Fannual.pdf&data=05",
        "https://l.facebook.com/l.php?u=https%3A%2F%2Fagency.example%2Fannual.pdf%3Ffbclid%3DIw",
        "https://away.vk.com/away.php?to=https%3A%2F%2Fagency.example%2Fannual.pdf",
        "https://www.google.com/amp/s/agency.example/annual.pdf",
        "https://agency-example.cdn.ampproject.org/c/s/agency.example/annual.pdf?PHPSESSID=1",
    ];
    for link in links {
        let site = Site::new().briefing("b", &format!("A [report]({link}).\n"));
        let text = format!("---\ntitle: Report\nurl: {link}\npublished: 2024\n---\n");
        let site = site.file("content/sources/report.md", text);
        let run = site.check();
        run.finds("content/sources/report.md:3:6: warning", "dirty-url");
        assert!(run.stdout.contains("leads through"), "{}", run.stdout);
        site.build();
        assert!(site.page("briefings/b.html").contains(&format!("href=\"{page}\"")), "{link}");
        assert!(site.page("sources/report.html").contains(&format!("href=\"{page}\"")), "{link}");
        assert!(site.page("sources/report.html").contains("Collected through "), "{link}");
    }
    // A search leads to many pages, and is what was looked at.
    let search = "https://www.google.com/search?q=https://agency.example/annual.pdf";
    let site = Site::new().briefing("b", &format!("A [search]({search}).\n"));
    site.check().lacks("dirty-url");
    site.build();
    assert!(site.page("briefings/b.html").contains("google.com/search"));
}

#[test]
fn the_moment_of_a_recording_is_its_place_wherever_it_lies() {
    for address in [
        "https://rutube.ru/video/abc/?t=75",
        "https://www.twitch.tv/videos/12?t=1m15s",
        "https://open.spotify.com/episode/abc?t=75",
        "https://www.bilibili.com/video/BV1x?t=75",
        "https://vk.com/video-1_2?t=1m15s",
        "https://vkvideo.ru/video-1_2?t=75",
        "https://www.dailymotion.com/video/x1?start=75",
    ] {
        let site = Site::new().briefing("b", &format!("It says so [^1].\n\n[^1]: {address}"));
        site.build();
        let table = site.page("data/citations.csv");
        assert!(table.contains("1:15"), "{address}: {table}");
    }
}

#[test]
fn what_parts_a_key_from_its_place_may_be_of_any_script() {
    for sign in ["，", "、", "،", "؛ ", "：", ": "] {
        let site = Site::new().source("s").source("r").briefing("b", &format!("It says so [@s{sign}3; @r]."));
        assert_eq!(short(&site), "", "{sign}");
        site.build();
        let table = site.page("data/citations.csv");
        assert!(table.contains(",3,") && table.contains("\nr,"), "{sign}: {table}");
        assert!(!table.contains(sign.trim_end_matches(' ')) || sign == ": ", "{sign}: {table}");
    }
    let site = Site::new().source("s").source("r").briefing("b", "It says so [@s；@r].");
    site.build();
    let table = site.page("data/citations.csv");
    assert!(table.contains("\ns,") && table.contains("\nr,"), "{table}");
}

#[test]
fn signs_that_nobody_sees_are_no_part_of_an_address() {
    for unseen in ['\u{200b}', '\u{2060}', '\u{feff}', '\u{ad}'] {
        let site = Site::new()
            .file(
                "content/sources/herald.md",
                format!("---\ntitle: The Herald\nurl: \"https://herald.example/a{unseen}\"\npublished: 2025\n---\nNote.\n"),
            )
            .briefing("b", &format!("It stops.[^1] It goes.[^2]\n\n[^1]: https://herald.example/a{unseen}\n\n[^2]: https://herald{unseen}.example/a\n"));
        site.build().exits(0);
        let pages =
            site.pages().into_iter().filter(|page| page.starts_with("sources/") && !page.ends_with("index.html"));
        assert_eq!(pages.collect::<Vec<_>>(), ["sources/herald.html"], "{unseen:?}");
        assert!(site.page("sources/herald.html").contains("href=\"https://herald.example/a\""));
    }
}
