//! What is imported comes out in `data/` as it went in.

use super::{import, notes, with};
use crate::harness::Site;

const EXPORT: &str = r"
@article{doe:water2020, title = {Water \& {Power}: 50\% of {\_}it}, author = {Doe, Jane and {Joint River Commission} and others}, editor = {Itor, Ed}, journal = {Journal of Rivers}, volume = {12}, number = {3}, pages = {12--34}, date = {2020-03-14}, doi = {10.1000/182}, url = {https://journal.example/water_power?a=1&b=2}, urldate = {2024-05-06}, language = {german}, ids = {alias/1, alias2}}
@book{whole, title = {The {Whole}}, editor = {Ed Itor}, publisher = {Press}, address = {Velia}, year = 2003, isbn = {978-0-14-044430-8}, edition = {2}, month = may}
@incollection{part, title = {A part}, author = {A. Part}, booktitle = {The Whole}, pages = {1--2}, publisher = {Press}, year = {2003}}
@inproceedings{conf, title = {A paper}, author = {P. Aper}, booktitle = {Proc.}, year = {2004~}}
@techreport{rep, title = {Report}, institution = {UN}, number = {S/2019/187}, date = {2019-22}}
@phdthesis{th, title = {On Dams}, school = {University of Velia}, year = {2001}}
@article{news, title = {News}, journaltitle = {The Herald}, entrysubtype = {newspaper}, date = {2025-03-05}, url = {https://herald.example/news}}
@online{site, title = {A site}, organization = {Body}, url = {https://body.example/}, note = {Archived: https://web.archive.org/web/20240102030405/https://body.example/; Archived: https://archive.example/1 (2024-02-03)}}
@misc{letter, title = {A letter}, howpublished = {print}, year = {1999}}
@unpublished{un, title = {Draft}, author = {X. Y.}, year = {2000}}
@dataset{data, title = {Figures}, url = {https://data.example/}, year = {2011}}
@map{map, title = {A map}, year = {1950}}
@legal{law, title = {A law}, year = {1950}}
";

#[test]
fn an_import_of_our_own_data_gives_the_same_notes() {
    let site = with("refs.bib", EXPORT);
    import(&site, "refs.bib").exits(0);
    let first = notes(&site);
    assert_eq!(first.len(), 13, "{first:?}");
    site.build();
    for data in ["sources.bib", "sources.json"] {
        let again = with(data, site.page(&format!("data/{data}")));
        let run = import(&again, data).exits(0);
        let second = notes(&again);
        for (key, note) in &first {
            assert_eq!(
                second.get(key),
                Some(note),
                "{key} by {data}: {}\n{}",
                run.stderr,
                site.page(&format!("data/{data}"))
            );
        }
        assert_eq!(second.len(), first.len());
    }
}

#[test]
fn an_article_is_an_article_again() {
    let site = with("refs.bib", EXPORT);
    import(&site, "refs.bib").exits(0);
    site.build();
    let bib = site.page("data/sources.bib");
    let article = "\
@article{doe-water2020,
  author = {{Jane Doe} and {Joint River Commission} and others},
  editor = {{Ed Itor}},
  title = {{Water \\& Power: 50\\% of \\_it}},
  journal = {{Journal of Rivers}},
  volume = {12},
  number = {3},
  pages = {12--34},
  date = {2020-03-14},
  year = {2020},
  month = mar,
  url = {https://journal.example/water_power?a=1&b=2},
  urldate = {2024-05-06},
  doi = {10.1000/182},
  language = {de},
  ids = {doe:water2020, alias/1, alias2},
}
";
    assert!(bib.contains(article), "{bib}");
    for begin in [
        "@book{whole,",
        "@incollection{part,",
        "@inproceedings{conf,",
        "@techreport{rep,",
        "@thesis{th,",
        "@online{site,",
        "@misc{letter,",
    ] {
        assert!(bib.contains(begin), "{begin}: {bib}");
    }
    let json: serde_json::Value = serde_json::from_str(&site.page("data/sources.json")).expect("JSON");
    let item = json.as_array().expect("a list").iter().find(|item| item["id"] == "doe-water2020").expect("it");
    for (field, value) in [
        ("type", "article-journal"),
        ("container-title", "Journal of Rivers"),
        ("volume", "12"),
        ("issue", "3"),
        ("page", "12-34"),
        ("citation-key", "doe:water2020"),
    ] {
        assert_eq!(item[field], value, "{field}");
    }
}

#[test]
fn notes_without_new_keys_stay_as_they_were_in_data() {
    let site = Site::new().source("a").briefing("b", "Text [@a].");
    site.build().exits(0);
    let bib = site.page("data/sources.bib");
    assert!(bib.starts_with("@online{a,\n  title = {{The a report}},\n  date = {2025-01-01},\n"), "{bib}");
}
