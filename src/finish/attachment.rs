//! The cited sources as data within the PDF, for reference managers: `sources.json`, CSL-JSON.

use lopdf::{Document, Object, Stream, dictionary, text_string};

use super::{PdfFacts, info, objects};

const NAME: &str = "sources.json";

/// Attaches the sources, when there are any.
pub fn attach(document: &mut Document, facts: &PdfFacts) -> lopdf::Result<()> {
    if facts.sources.as_array().is_none_or(Vec::is_empty) {
        return Ok(());
    }
    let mut json = format!("{:#}", facts.sources).into_bytes();
    json.push(b'\n');
    let mut about = dictionary! { "Size" => json.len() as i64 };
    if let Some(date) = info::date(facts) {
        about.set("CreationDate", date.clone());
        about.set("ModDate", date);
    }
    let kind = "application/vnd.citationstyles.csl+json";
    let head = dictionary! { "Type" => "EmbeddedFile", "Subtype" => kind, "Params" => about };
    let file = document.add_object(Stream::new(head, json));
    let file = document.add_object(dictionary! {
        "Type" => "Filespec",
        "F" => text_string(NAME),
        "UF" => text_string(NAME),
        "Desc" => text_string(&facts.words.attachment),
        "AFRelationship" => "Data",
        "EF" => dictionary! { "F" => file, "UF" => file },
    });
    list(document, file.into())
}

/// Lists the file beside those that the engine attached.
fn list(document: &mut Document, file: Object) -> lopdf::Result<()> {
    let mut names = objects::of_catalogue(document, "Names");
    let files = objects::dictionary(document, &names, "EmbeddedFiles");
    let mut files = files.map(|root| objects::name_tree(document, root)).unwrap_or_default();
    files.retain(|(name, _)| name != NAME.as_bytes());
    files.push((NAME.into(), file.clone()));
    files.sort_by(|one, other| one.0.cmp(&other.0));
    let files: Vec<Object> = files.into_iter().flat_map(|(name, file)| [Object::string_literal(name), file]).collect();
    names.set("EmbeddedFiles", dictionary! { "Names" => files });
    let associated = objects::at(document, document.catalog()?, "AF").and_then(|files| files.as_array().ok());
    let mut associated = associated.cloned().unwrap_or_default();
    associated.push(file);
    let catalogue = document.catalog_mut()?;
    catalogue.set("Names", names);
    catalogue.set("AF", associated);
    Ok(())
}
