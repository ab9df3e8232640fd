//! The picture of a timeline, which shows what is certain of a date and what is not.

use crate::harness::Site;

fn site(dates: &[(&str, &str)]) -> Site {
    let mut site =
        Site::new().file("content/briefings/b.md", "---\ntitle: B\nas_of: 2025-12-31\n---\n```timeline\n```\n");
    for (id, date) in dates {
        site = site.file(&format!("content/events/{id}.md"), format!("---\ntitle: Event {id}\n{date}\n---\nWords.\n"));
    }
    site
}

/// Class, beginning and width of each mark.
fn marks(page: &str) -> Vec<(String, usize, usize, usize)> {
    let figure = page.split_once("<figure class=\"time\" aria-hidden=\"true\">").map_or("", |(_, rest)| rest);
    let figure = figure.split("</figure>").next().unwrap_or_default();
    let paths = figure.split("<path class=\"time-").skip(2);
    let one = |path: &str| {
        let (class, rest) = path.split_once("\" vector-effect=\"non-scaling-stroke\" d=\"M")?;
        let (from, rest) = rest.split_once(' ')?;
        let (row, rest) = rest.split_once('h')?;
        let width = rest.split('"').next()?;
        let number = |text: &str| text.parse().expect("a number");
        Some((class.to_owned(), number(from), number(row) / 16, number(width)))
    };
    paths.filter_map(one).collect()
}

#[test]
fn days_months_and_what_is_uncertain_look_different() {
    // 2025-01-01 to 2025-12-31 are 364 days.
    let site = site(&[
        ("first", "date: 2025-01-01"),
        ("month", "date: 2025-03"),
        ("about", "date: 2025-07~"),
        ("perhaps", "date: 2025-09-15?"),
        ("last", "date: 2025-12-31"),
        ("undated", "place: Oslo"),
    ]);
    site.build();
    for page in ["timeline.html", "briefings/b.html"] {
        let page = site.page(page);
        let mark = |class: &str, from, width| (class.to_owned(), from, 0, width);
        assert_eq!(
            marks(&page),
            [
                mark("day", 0, 0),
                mark("span", 162, 82),
                mark("about", 497, 82),
                mark("about", 706 - 15, 30),
                mark("day", 1000, 0),
            ]
        );
        assert!(page.contains("some time within") && page.contains("about then, or perhaps then"));
        // The list says all of it, to everybody.
        assert_eq!(page.matches("class=\"timeline-title\"").count(), 6);
    }
}

#[test]
fn what_is_at_one_time_stands_in_rows_and_few_events_have_no_picture() {
    let same = site(&[
        ("a", "date: 2025-01-01"),
        ("b", "date: 2025-01-02"),
        ("c", "date: 2025-01-03"),
        ("d", "date: 2025-12"),
    ]);
    same.build();
    let rows: Vec<usize> = marks(&same.page("timeline.html")).iter().map(|(_, _, row, _)| *row).collect();
    assert_eq!(rows, [0, 1, 2, 0]);
    assert!(!same.page("timeline.html").contains("about then, or"), "a key for what is not there");
    let many: Vec<String> = (1..=28).map(|day| format!("date: 2025-02-{day:02}")).collect();
    let named: Vec<String> = (1..=28).map(|day| format!("e{day}")).collect();
    let mut events: Vec<(&str, &str)> = named.iter().map(String::as_str).zip(many.iter().map(String::as_str)).collect();
    events.push(("old", "date: 1990"));
    let crowd = site(&events);
    crowd.build();
    let crowd = marks(&crowd.page("timeline.html"));
    assert!(
        crowd.len() == 29 && crowd.iter().all(|(_, from, row, width)| *row < 6 && from + width <= 1000),
        "{crowd:?}"
    );
    for few in [
        &[("a", "date: 2025-01-01"), ("b", "date: 2025-01-02")][..],
        &[("a", "date: 2025-01-01"), ("b", "date: 2025-01-01"), ("c", "date: 2025-01-01")],
    ] {
        let site = site(few);
        site.build();
        assert!(!site.page("timeline.html").contains("<figure class=\"time\""), "{few:?}");
    }
}

#[test]
fn ticks_tell_where_months_or_years_begin() {
    let ticks = |dates: [&str; 3], language: &str| {
        let site = site(&[
            ("a", &format!("date: {}", dates[0])),
            ("b", &format!("date: {}", dates[1])),
            ("c", &format!("date: {}", dates[2])),
        ]);
        let settings = format!("title: Test\nbase_url: https://example.org/repo/\nlanguage: {language}\n");
        let site = site.file("standpoint.yaml", settings);
        site.build();
        let page = site.page("timeline.html");
        let words = page.split("<svg class=\"time-ticks\"").nth(1).and_then(|rest| rest.split("</svg>").next());
        let one = |text: &str| Some(text.split_once('>')?.1.split_once('<')?.0.to_owned());
        let words: Vec<String> = words.unwrap_or_default().split("<text").skip(1).filter_map(one).collect();
        let axis = page.split("class=\"time-axis\"").nth(1).and_then(|rest| rest.split("/>").next());
        (axis.unwrap_or_default().matches("v7").count(), words.join(" "))
    };
    // A tick at the very end has a line and no words.
    assert_eq!(ticks(["2025-01-01", "2025-07", "2025-12-31"], "en"), (4, "April July October".to_owned()));
    assert_eq!(
        ticks(["2024-10-20", "2025-02-01", "2025-04-03"], "uk"),
        (6, "листопад грудень 2025 лютий березень".to_owned())
    );
    assert_eq!(ticks(["2014", "2022-04", "2025-11-05"], "zh"), (6, "2016年 2018年 2020年 2022年 2024年".to_owned()));
    assert_eq!(ticks(["1648-10-24", "1815", "2025"], "en").1, "1700 1750 1800 1850 1900 1950 2000");
    // Within a month there is nothing to say that the ends do not.
    assert_eq!(ticks(["2025-03-03", "2025-03-05", "2025-03-20"], "en"), (0, String::new()));
}
