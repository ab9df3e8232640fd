//! Texts that are never for readers, in a folder of their own: outside of the repository that everybody can see.

use std::collections::{HashMap, HashSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::{Read, Snapshot, list, read, within_limits};
use crate::Error;
use crate::diagnostic::{Code, Diagnostic, Outcome, Span};

/// A snapshot with what lies in the folder `folder` beside it, a path from the site's folder: files as under `content/`,
/// which lie there for all that comes after. Nothing when there is no such folder.
///
/// # Errors
/// When a file there cannot be read.
pub fn with_private(public: Outcome<Snapshot>, root: &Path, folder: &str) -> Result<Option<Outcome<Snapshot>>, Error> {
    let top = root.join(folder);
    if !top.is_dir() {
        return Ok(None);
    }
    let Outcome { value: mut snapshot, mut diagnostics } = public;
    let canonical = fs::canonicalize(&top).map_err(Error::io("open", &top))?;
    let folder = folder.trim_end_matches('/');
    snapshot.private_folder = Some(folder.into());
    diagnostics.extend(without_links_into(&canonical, root, &mut snapshot)?);
    let shown = |path: &str| Arc::<str>::from(format!("{folder}/{path}"));
    let (mut files, mut listed, mut found) = (Vec::new(), Vec::new(), Vec::new());
    list(&top, &canonical, "", &mut files, &mut listed)?;
    diagnostics.extend(listed.into_iter().map(|finding| at(shown(&finding.span.path), finding)));
    let lies = |path: &str| shown(path.strip_prefix("content/").unwrap_or(path));
    let files = files.into_iter().map(|(file, path)| (file, Arc::from(format!("content/{path}")))).collect();
    let files = within_limits(&canonical, files, &mut snapshot.unread, &mut found)?;
    let public: HashSet<Arc<str>> = snapshot.paths().cloned().collect();
    for (file, path) in files {
        let inside = lies(&path);
        if public.contains(&path) {
            let message = format!("`{path}` is there too, and is the one that counts");
            diagnostics
                .push(Diagnostic::new(Code::PathClash, Span::file(&inside), message).hint("rename one of the two"));
            continue;
        }
        snapshot.private.insert(path.clone(), inside);
        match read(&canonical, &file, path)?.drain_into(&mut found) {
            Read::Text(file) => snapshot.texts.push(file.into()),
            Read::Asset(asset) => snapshot.assets.push(asset),
            Read::Unread(path) => snapshot.unread.push(path),
            Read::Secret => {}
        }
    }
    // As a walk through folders meets them.
    snapshot.texts.sort_by(|one, other| one.path.split('/').cmp(other.path.split('/')));
    snapshot.assets.sort_by(|one, other| one.path.split('/').cmp(other.path.split('/')));
    diagnostics.extend(found.into_iter().map(|finding| at(lies(&finding.span.path), finding)));
    Ok(Some(Outcome { value: snapshot, diagnostics }))
}

/// Takes out what lies in the folder and is reached by a link from among the texts for readers: each is reported.
fn without_links_into(folder: &Path, root: &Path, snapshot: &mut Snapshot) -> Result<Vec<Diagnostic>, Error> {
    // Links that lead out of the site are refused anyway.
    if !folder.starts_with(fs::canonicalize(root).map_err(Error::io("open", root))?) {
        return Ok(Vec::new());
    }
    let mut findings = Vec::new();
    let leads = |path: &Path| fs::canonicalize(path).is_ok_and(|path| path.starts_with(folder));
    let mut folders: HashMap<PathBuf, bool> = HashMap::new();
    let mut leads_in = |path: &Arc<str>| {
        let file = root.join(&**path);
        let above = file.parent().unwrap_or(root);
        let is_above = folders.get(above).copied().unwrap_or_else(|| {
            let leads_in = leads(above);
            folders.insert(above.to_owned(), leads_in);
            leads_in
        });
        let leads_in = is_above || (file.is_symlink() && leads(&file));
        findings.extend(leads_in.then(|| {
            let message = "this symbolic link leads into the folder of what is private, so it is left out";
            Diagnostic::new(Code::UnsafeLink, Span::file(path), message).hint("remove the link")
        }));
        leads_in
    };
    snapshot.texts.retain(|file| !leads_in(&file.path));
    snapshot.assets.retain(|file| !leads_in(&file.path));
    snapshot.unread.retain(|path| !leads_in(path));
    Ok(findings)
}

/// A finding of another file.
fn at(path: Arc<str>, finding: Diagnostic) -> Diagnostic {
    Diagnostic { span: Span { path, ..finding.span }, ..finding }
}
