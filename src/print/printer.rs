//! One page of the site to one PDF, in a tab of its own.

use std::collections::BTreeMap;

use base64::prelude::{BASE64_STANDARD, Engine};
use serde_json::{Value, json};

use super::cdp::{CALL, Client, Failure, Session, text};
use super::{Paper, PublicSite, running};
use crate::finish::{destinations, heading_places, sheets};
use crate::pipeline::Finished;
use crate::web;

/// How many pixels of a style sheet an inch has.
const PIXELS: f64 = 96.0;

/// What is printed, and how.
pub struct Task<'t> {
    /// The path of the page.
    pub path: &'t str,
    /// The size of the sheets.
    pub paper: Paper,
    /// Whether only what is handed out of it is printed.
    pub handout: bool,
    /// What stands behind a link to what is on the same paper: words with `{page}`.
    pub on_page: &'t str,
}

/// A PDF as the browser made it, and what finishing wants to know of its page.
pub struct PrintedPage {
    /// The bytes.
    pub pdf: Vec<u8>,
    /// Level, words and id of each heading that can be seen; the id is empty where there is none.
    pub headings: Vec<(u8, String, String)>,
    /// How many sheets it has.
    pub sheets: usize,
    /// What is wider than its sheet, for which the browser has set all of the page smaller.
    pub too_wide: Vec<TooWide>,
}

/// Something on a page that is wider than its sheet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TooWide {
    /// Its tag.
    pub tag: String,
    /// Of the tags of this name on the page, the how-manieth it is, from 0.
    pub number: usize,
    /// Whether it stands in a text, and not between what the theme says of it.
    pub in_text: bool,
    /// Its width and that of the room which the sheet has, in millimetres.
    pub width: u64,
    pub room: u64,
}

/// Prints a page of the site.
///
/// # Errors
/// When the tab crashes, is late, or the browser is dead.
pub fn print(client: &Client, source: &PublicSite, task: &Task) -> Result<PrintedPage, Failure> {
    let context = client.call("Target.createBrowserContext", json!({"disposeOnDetach": true}), CALL)?;
    let context = text(&context, "browserContextId")?;
    let printed = in_tab(client, &context, source, task);
    // A tab that has crashed cannot be closed, and a dead browser has none.
    let _ = client.call("Target.disposeBrowserContext", json!({"browserContextId": context}), CALL);
    printed
}

fn in_tab(client: &Client, context: &str, source: &PublicSite, task: &Task) -> Result<PrintedPage, Failure> {
    let blank = json!({"url": "about:blank", "browserContextId": context});
    let target = text(&client.call("Target.createTarget", blank, CALL)?, "targetId")?;
    let tab = PrinterTab { session: client.attach(&target)?, source };
    for (method, parameters) in [
        ("Inspector.enable", json!({})),
        ("Page.enable", json!({})),
        ("Emulation.setScriptExecutionDisabled", json!({"value": true})),
        // The policy of the page would refuse our own style sheet, which sets the size of the paper.
        ("Page.setBypassCSP", json!({"enabled": true})),
        ("Emulation.setEmulatedMedia", json!({"media": "print"})),
        ("Fetch.enable", json!({"patterns": [{"urlPattern": "*"}]})),
    ] {
        tab.call(method, parameters)?;
    }
    tab.open(&source.address(task.path))?;
    let page = tab.prepare(task)?;
    let too_wide = tab.too_wide(task.paper)?;
    let mut pdf = tab.pdf(task.paper)?;
    if page.numbers || !page.issues.is_empty() {
        pdf = tab.number_pages(pdf, &page, task.paper)?;
    }
    let sheets = sheets(&pdf).map_err(|error| Failure::Refused(error.to_string()))?;
    Ok(PrintedPage { pdf, headings: page.headings, sheets, too_wide })
}

struct PrinterTab<'c> {
    session: Session<'c>,
    source: &'c PublicSite<'c>,
}

struct Prepared {
    headings: Vec<(u8, String, String)>,
    /// Which of them name an issue, whose positions follow.
    issues: BTreeMap<usize, usize>,
    /// Whether it has places for page numbers.
    numbers: bool,
}

impl PrinterTab<'_> {
    fn call(&self, method: &str, parameters: Value) -> Result<Value, Failure> {
        self.session.call(method, parameters, &mut |session, event, about| self.answer(session, event, about))
    }

    /// Gives the page what it asks for, if the site has it. Nothing else is ever fetched.
    fn answer(&self, session: &Session, event: &str, about: &Value) -> Result<(), Failure> {
        if event != "Fetch.requestPaused" {
            return Ok(());
        }
        let id = &about["requestId"];
        match self.source.at(about["request"]["url"].as_str().unwrap_or_default()) {
            Some((kind, bytes)) => {
                let headers = json!([{"name": "Content-Type", "value": kind}]);
                let body = BASE64_STANDARD.encode(bytes);
                let parameters =
                    json!({"requestId": id, "responseCode": 200, "responseHeaders": headers, "body": body});
                session.post("Fetch.fulfillRequest", parameters)?;
            }
            None => {
                session.post("Fetch.failRequest", json!({"requestId": id, "errorReason": "BlockedByClient"}))?;
            }
        }
        Ok(())
    }

    fn open(&self, address: &str) -> Result<(), Failure> {
        let mut loaded = false;
        let answer = self.session.call("Page.navigate", json!({"url": address}), &mut |session, event, about| {
            loaded |= event == "Page.loadEventFired";
            self.answer(session, event, about)
        })?;
        if let Some(why) = answer["errorText"].as_str() {
            return Err(Failure::Refused(format!("the browser cannot open the page: {why}")));
        }
        if loaded {
            return Ok(());
        }
        let wanted = |message: &Value| (message["method"] == "Page.loadEventFired").then_some(());
        self.session.until("loading the page", wanted, &mut |session, event, about| self.answer(session, event, about))
    }

    fn evaluate(&self, script: &str) -> Result<Value, Failure> {
        let parameters = json!({"expression": script, "awaitPromise": true, "returnByValue": true});
        let answer = self.call("Runtime.evaluate", parameters)?;
        match answer["exceptionDetails"]["text"].as_str() {
            Some(why) => Err(Failure::Refused(format!("the page cannot be made ready: {why}"))),
            None => Ok(answer["result"]["value"].clone()),
        }
    }

    fn prepare(&self, task: &Task) -> Result<Prepared, Failure> {
        let wishes = json!({"paper": task.paper.overrules(), "handout": task.handout, "onPage": task.on_page});
        let page = self.evaluate(&format!("{}({wishes})", include_str!("prepare.js").trim_end()))?;
        let heading = |entry: &Value| {
            let level = u8::try_from(entry[0].as_u64()?).ok()?;
            Some((level, entry[1].as_str()?.to_owned(), entry[2].as_str()?.to_owned()))
        };
        let headings = page["headings"].as_array().into_iter().flatten().filter_map(heading).collect();
        let number = |value: &Value| usize::try_from(value.as_u64()?).ok();
        let issues = page["issues"].as_array().into_iter().flatten();
        let issues = issues.filter_map(|issue| Some((number(&issue[0])?, number(&issue[1])?))).collect();
        Ok(Prepared { headings, issues, numbers: page["numbers"].as_u64().is_some_and(|count| count > 0) })
    }

    /// What is wider than its sheet. On paper nothing can be scrolled: the browser would set all pages smaller until the
    /// widest thing has room, and say nothing. The page is laid out in the width of each kind of sheet to see it.
    fn too_wide(&self, paper: Paper) -> Result<Vec<TooWide>, Failure> {
        let (width, height) = paper.inches();
        let edge = 2.0 / 2.54;
        let fallback = json!([(width - edge) * PIXELS, (height - edge) * PIXELS]);
        let rooms = include_str!("sheets.js").trim_end();
        let rooms = self.evaluate(&format!("{rooms}({}, {fallback})", json!(paper.overrules())))?;
        let mut found = Vec::new();
        for room in rooms.as_array().into_iter().flatten() {
            let (name, Some(width), Some(height)) = (&room[0], room[1].as_f64(), room[2].as_f64()) else { continue };
            let metrics = json!({
                "width": width.floor() as u64,
                "height": height.floor() as u64,
                "deviceScaleFactor": 1,
                "mobile": false,
            });
            self.call("Emulation.setDeviceMetricsOverride", metrics)?;
            let things = self.evaluate(&format!("{}({name}, {width})", include_str!("too_wide.js").trim_end()))?;
            found.extend(things.as_array().into_iter().flatten().filter_map(|thing| TooWide::read(thing, width)));
        }
        self.call("Emulation.clearDeviceMetricsOverride", json!({}))?;
        Ok(found)
    }

    fn pdf(&self, paper: Paper) -> Result<Vec<u8>, Failure> {
        let (width, height) = paper.inches();
        let parameters = json!({
            "preferCSSPageSize": true,
            "printBackground": true,
            "generateTaggedPDF": true,
            "generateDocumentOutline": true,
            "paperWidth": width,
            "paperHeight": height,
        });
        let answer = self.call("Page.printToPDF", parameters)?;
        let bytes = BASE64_STANDARD.decode(answer["data"].as_str().unwrap_or_default()).unwrap_or_default();
        if !bytes.starts_with(b"%PDF-") {
            return Err(Failure::Refused("the browser printed something that is no PDF".to_owned()));
        }
        Ok(bytes)
    }

    /// The second pass: fills in the numbers of pages, and names on each sheet the issue that it begins with. A number may
    /// push a heading to the next page, so the pages are looked up once more, and what was wrong is set right in a third
    /// pass.
    fn number_pages(&self, first: Vec<u8>, page: &Prepared, paper: Paper) -> Result<Vec<u8>, Failure> {
        let mut pdf = first;
        let mut known = Value::Null;
        for _ in 0..2 {
            let refused = |error: crate::Error| Failure::Refused(error.to_string());
            let pages = destinations(&pdf).map_err(refused)?;
            let issues =
                running::issues(&page.headings, &page.issues, &heading_places(&pdf, &page.headings).map_err(refused)?);
            let numbers = json!({"pages": pages, "issues": issues});
            if numbers == known {
                break;
            }
            self.evaluate(&format!("{}({numbers})", include_str!("number.js").trim_end()))?;
            pdf = self.pdf(paper)?;
            known = numbers;
        }
        Ok(pdf)
    }
}

impl TooWide {
    fn read(thing: &Value, room: f64) -> Option<TooWide> {
        let millimetres = |pixels: f64| (pixels / PIXELS * 25.4).round() as u64;
        Some(TooWide {
            tag: thing[0].as_str()?.to_owned(),
            number: usize::try_from(thing[1].as_u64()?).ok()?,
            in_text: thing[2].as_bool()?,
            width: millimetres(thing[3].as_f64()?),
            room: millimetres(room),
        })
    }
}

impl PublicSite<'_> {
    /// The public address of a path of the site.
    pub fn address(&self, path: &str) -> String {
        format!("{}{}", self.base, web::encode_path(path))
    }

    /// The type and the bytes of what stands at a public address.
    fn at(&self, address: &str) -> Option<(&'static str, Vec<u8>)> {
        let path = address.strip_prefix(self.base)?;
        let path = web::percent_decoded(path.split(['?', '#']).next().unwrap_or_default());
        let bytes = match self.edition.get(&path)? {
            Finished::Page(page) => page.html.as_bytes().to_vec(),
            Finished::File(bytes) => bytes.to_vec(),
            Finished::Copied(stored) => stored.bytes().ok()?.to_vec(),
        };
        Some((web::content_type(&path), bytes))
    }
}
