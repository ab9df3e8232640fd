//! Writing: `public/` is the whole old or the whole new site, and what is not ours stays.

use std::fs;
use std::os::unix::fs::{MetadataExt, symlink};

use crate::harness::Site;
use crate::pages::whole;

/// Everything below the site's folder but the content, to see that nothing was touched.
fn all_files(site: &Site) -> Vec<(String, u64)> {
    let inode = |path: &str| fs::symlink_metadata(site.path(path)).expect("a file").ino();
    let files = crate::harness::files_below(site.root());
    files.into_iter().map(|path| (path.clone(), inode(&path))).collect()
}

#[test]
fn two_builds_give_the_same_bytes_and_the_second_changes_nothing() {
    let site = whole();
    let run = site.build().exits(0);
    assert!(run.stdout.contains(" 0 unchanged, 0 removed."), "{}", run.stdout);
    let (first, inodes) = (site.tree(), all_files(&site));
    let run = site.build().exits(0);
    assert!(run.stdout.contains(": 0 files changed, "), "{}", run.stdout);
    assert_eq!(site.tree(), first);
    assert_eq!(all_files(&site), inodes, "no file was written again");
}

#[test]
fn neither_time_nor_place_nor_machine_changes_the_bytes() {
    let site = whole();
    site.build().exits(0);
    let here = site.tree();
    let elsewhere = whole();
    let mut command = elsewhere.command(&["build"]);
    command.env("TZ", "Pacific/Kiritimati").env("LC_ALL", "tr_TR.UTF-8").env("SOURCE_DATE_EPOCH", "1");
    command.env("RAYON_NUM_THREADS", "1").env("HOME", "/nonexistent");
    assert!(command.output().expect("the program runs").status.success());
    assert_eq!(elsewhere.tree(), here);
}

#[test]
fn what_has_not_changed_keeps_its_place_on_the_disk() {
    let site = whole();
    site.build().exits(0);
    let inode = |path: &str| fs::metadata(site.path("public").join(path)).expect("a file").ino();
    let (about, style, old) = (inode("pages/about.html"), inode("assets/style.css"), inode("pages/method/dates.html"));
    site.write("content/pages/method/dates.md", "---\ntitle: Dates\n---\nWe date with care.\n");
    let run = site.build().exits(0);
    // The page, and the words by which it is found.
    assert!(run.stdout.contains(": 2 files changed, "), "{}", run.stdout);
    assert_eq!((inode("pages/about.html"), inode("assets/style.css")), (about, style));
    assert_ne!(inode("pages/method/dates.html"), old);
}

#[test]
fn what_is_gone_from_the_content_goes_from_the_site() {
    let site = whole();
    site.build().exits(0);
    fs::remove_file(site.path("content/pages/method/dates.md")).expect("it was there");
    fs::remove_file(site.path("content/maps/line.png")).expect("it was there");
    let run = site.build().exits(0);
    assert!(run.stdout.contains(", 2 removed."), "{}", run.stdout);
    assert!(!site.path("public/pages/method").exists() && !site.path("public/maps").exists(), "nor are folders left");
}

// What is not ours.

#[test]
fn files_that_others_keep_in_public_survive() {
    let site = whole();
    for (path, content) in [("CNAME", "brief.example"), (".gitignore", "*"), ("README.md", "Ours.")] {
        site.write(&format!("public/{path}"), content);
    }
    site.build().exits(0);
    // What comes later may be anything.
    site.write("public/actors/photo.jpg", "a photograph");
    site.write("public/.well-known/security.txt", "Contact: …");
    symlink("CNAME", site.path("public/link")).expect("a link");
    site.write("content/pages/about.md", "---\ntitle: About\n---\nNew.\n");
    site.build().exits(0);
    for (path, content) in [
        ("CNAME", "brief.example"),
        (".gitignore", "*"),
        ("README.md", "Ours."),
        ("actors/photo.jpg", "a photograph"),
        (".well-known/security.txt", "Contact: …"),
        ("link", "brief.example"),
    ] {
        assert_eq!(site.page(path), content, "{path}");
    }
    assert!(fs::symlink_metadata(site.path("public/link")).expect("the link").is_symlink());
    assert!(site.page("pages/about.html").contains("New."));
}

#[test]
fn a_git_work_tree_is_renewed_file_by_file_and_keeps_its_history() {
    let site = whole();
    site.write("public/.git/HEAD", "ref: refs/heads/gh-pages\n");
    site.write("public/.git/objects/ab/cdef", "an object");
    let inode = fs::metadata(site.path("public/.git")).expect("a folder").ino();
    let run = site.build().exits(0);
    assert!(run.stderr.contains("renewed file by file, since it holds a Git repository"), "{}", run.stderr);
    fs::remove_file(site.path("content/pages/about.md")).expect("it was there");
    site.build().exits(0);
    assert!(!site.has("pages/about.html") && site.has("index.html"));
    assert_eq!(site.page(".git/HEAD"), "ref: refs/heads/gh-pages\n");
    assert_eq!(site.page(".git/objects/ab/cdef"), "an object");
    assert_eq!(fs::metadata(site.path("public/.git")).expect("a folder").ino(), inode);
}

/// Runs a build that must be refused, and sees that nothing was touched. Gives the reason.
fn refused(site: &Site, arguments: &[&str]) -> String {
    let before = all_files(site);
    let mut command = site.command(arguments);
    let run = crate::harness::Run::of(command.env("HOME", site.path("home"))).exits(3);
    let after: Vec<_> = all_files(site).into_iter().filter(|(path, _)| !path.contains(".standpoint/")).collect();
    let before: Vec<_> = before.into_iter().filter(|(path, _)| !path.contains(".standpoint/")).collect();
    assert_eq!(after, before, "{arguments:?}");
    assert_eq!(run.stdout, "");
    run.stderr
}

#[test]
fn places_that_are_not_for_a_site_are_refused() {
    let site = whole().file("home/letter.txt", "Dear").file("file", "a file").file("docs/thesis.txt", "a year of work");
    site.write("themes/own/templates/page.html", "x");
    fs::create_dir(site.path("real")).expect("a folder");
    symlink(site.path("real"), site.path("link")).expect("a link");
    for (out, why) in [
        ("/", "this is the root of the file system"),
        ("home", "this is a home folder"),
        (".", "this folder holds the site's own files"),
        ("..", "this folder holds the site's own files"),
        ("content", "this folder is a part of what the site is made of"),
        ("content/public", "this folder is a part of what the site is made of"),
        ("themes/own", "this folder is a part of what the site is made of"),
        ("link", "this is a symbolic link"),
        ("file", "this is a file"),
        ("docs", "this folder holds files that Standpoint did not write, such as `thesis.txt`"),
    ] {
        let said = refused(&site, &["build", "--out", out]);
        assert!(said.contains(why), "{out}: {said}");
    }
}

#[test]
fn a_file_of_others_in_the_place_of_one_of_ours_is_refused() {
    let site = whole();
    site.build().exits(0);
    for (theirs, ours) in [
        ("public/actors/nato.html", "content/actors/nato.md"),
        ("public/notes", "content/notes/map.png"),
        ("public/map.png/inside.txt", "content/map.png"),
    ] {
        site.write(theirs, "by hand");
        site.write(ours, "---\nname: NATO\n---\n");
        let said = refused(&site, &["build"]);
        assert!(said.contains("was not written by Standpoint"), "{theirs}: {said}");
        assert_eq!(site.page(theirs.strip_prefix("public/").expect("there")), "by hand");
        fs::remove_file(site.path(ours)).expect("it was there");
    }
}

#[test]
fn a_page_written_by_hand_before_the_first_build_is_refused() {
    let site = whole();
    site.write("public/index.html", "My old site");
    let said = refused(&site, &["build"]);
    assert!(said.contains("its `index.html` was not written by Standpoint"), "{said}");
}

#[test]
fn two_builds_at_once_do_not_mix() {
    let site = whole();
    site.build().exits(0);
    let before = site.tree();
    let lock = fs::File::open(site.path(".standpoint/public.lock")).expect("the lock");
    lock.lock().expect("nobody builds");
    site.write("content/pages/about.md", "---\ntitle: About\n---\nNew.\n");
    let run = site.build().exits(4);
    assert!(run.stderr.contains("another build"), "{}", run.stderr);
    assert_eq!(site.tree(), before);
    drop(lock);
    site.build().exits(0);
}

#[test]
fn a_folder_may_become_a_file_and_a_file_a_folder() {
    for git in [true, false] {
        let site = Site::new().briefing("b", "Text.").file("content/a/deep/1.txt", "1").file("content/b", "2");
        site.build().exits(0);
        if git {
            site.write("public/.git/HEAD", "ref: refs/heads/gh-pages\n");
        }
        fs::remove_dir_all(site.path("content/a")).expect("a folder");
        fs::remove_file(site.path("content/b")).expect("a file");
        let site = site.file("content/a", "3").file("content/b/deep/4.txt", "4");
        site.build().exits(0);
        assert_eq!((site.page("a").as_str(), site.page("b/deep/4.txt").as_str()), ("3", "4"), "with git: {git}");
        // A file that others put into such a folder is kept, and in the way.
        site.write("public/b/deep/theirs.txt", "theirs");
        fs::remove_dir_all(site.path("content/b")).expect("a folder");
        site.write("content/b", "5");
        site.build().exits(3);
        assert_eq!((site.page("b/deep/4.txt").as_str(), site.page("b/deep/theirs.txt").as_str()), ("4", "theirs"));
    }
}
