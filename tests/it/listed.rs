//! In which order actors and issues are listed: as the settings say, members behind their bloc, else by name.

use crate::harness::Site;

fn thing(kind: &str, id: &str, keys: &str) -> (String, String) {
    (format!("content/{kind}/{id}.md"), format!("---\n{keys}\n---\n"))
}

/// A league with two members, another actor, and three issues; everybody has a position on each.
fn site(settings: &str) -> Site {
    let site = Site::new();
    site.write("standpoint.yaml", format!("title: T\nbase_url: https://e.example/\n{settings}"));
    for (path, text) in [
        thing("actors", "velia", "name: Velia\npart_of: [league]"),
        thing("actors", "league", "name: The league"),
        thing("actors", "arn", "name: Arn\npart_of: league"),
        thing("actors", "sura", "name: Sura"),
        thing("issues", "ten", "title: Issue 10"),
        thing("issues", "six", "title: Issue 6"),
        thing("issues", "dam", "title: Dam"),
    ] {
        site.write(&path, text);
    }
    for actor in ["velia", "league", "arn", "sura"] {
        for issue in ["ten", "six", "dam"] {
            let text = "---\nas_of: 2025-01-01\nstance: supports\n---\nText.\n";
            site.write(&format!("content/positions/{actor}/{issue}.md"), text);
        }
    }
    site
}

/// The columns and the rows of the matrix.
fn matrix(site: &Site) -> (Vec<String>, Vec<String>) {
    site.build();
    let page = site.read("matrix.html");
    let heads = |scope: &str| page.with("scope", scope).into_iter().map(|head| page.text(head)).collect::<Vec<_>>();
    (heads("col").split_off(1), heads("row"))
}

#[test]
fn members_stand_behind_their_bloc_and_numbers_by_their_value() {
    let (actors, issues) = matrix(&site(""));
    assert_eq!(actors, ["Sura", "The league", "Arn", "Velia"]);
    assert_eq!(issues, ["Dam", "Issue 6", "Issue 10"]);
}

#[test]
fn the_settings_may_say_who_and_what_comes_first() {
    let site = site("order: {actors: [velia, league], issues: [ten]}\n");
    let (actors, issues) = matrix(&site);
    assert_eq!(actors, ["Velia", "The league", "Arn", "Sura"], "who is named stands where it is named");
    assert_eq!(issues, ["Issue 10", "Dam", "Issue 6"]);
    let list = crate::html::words(&site.page("actors/index.html"));
    assert!(list.find("Velia") < list.find("The league") && list.find("Arn") < list.find("Sura"), "{list}");
}

#[test]
fn a_name_that_nothing_has_is_told_and_blocs_in_a_circle_end() {
    let site = site("order: {actors: [velja, velia], issues: [dom]}\n");
    let run = site.check().exits(1);
    run.finds("standpoint.yaml:3:18: error", "unknown-actor");
    run.finds("standpoint.yaml:3:42: error", "unknown-issue");
    site.write("standpoint.yaml", "title: T\nbase_url: https://e.example/\n");
    site.write("content/actors/league.md", "---\nname: The league\npart_of: velia\n---\n");
    let (actors, _) = matrix(&site);
    assert_eq!(actors.len(), 4, "{actors:?}");
}

#[test]
fn a_draft_may_have_its_place_already() {
    let site = site("order: {actors: [coming]}\n");
    site.write("content/actors/coming.md", "---\nname: Coming\ndraft: true\n---\n");
    assert!(!site.check().stdout.contains("unknown-actor"));
}
