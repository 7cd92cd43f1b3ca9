//! From what a person types to the server that holds the account: handle, DID, DID document, server
//! (atproto specification, "Handle" and "DID").
//!
//! A handle is believed only when both sides agree: its domain names the DID, and the DID's document names the handle.
//! Where a person was told a server, that server is asked everything: a network of one's own knows no public directory.

use super::facets::is_handle;
use super::refusal;
use super::session::Call;
use super::wire::{DidDocument, Repo, Resolved};
use lectern_model::{Failure, FailureKind};
use lectern_net::{Request, Url, Wire};
use std::time::Duration;

/// Where the network's public parts answer without a sign-in.
const PUBLIC: &str = "https://public.api.bsky.app";
/// The directory of `did:plc`.
const DIRECTORY: &str = "https://plc.directory";
/// A handle without a dot is meant to be one of these.
const USUAL_DOMAIN: &str = "bsky.social";
/// No DID is longer (atproto specification, "DID").
const DID_BYTES: usize = 2048;

/// Where an account lives.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Home {
    pub(super) did: String,
    pub(super) handle: String,
    pub(super) server: Url,
}

/// A handle as typed, made plain: without `@`, page address, capitals and marks that cannot be seen.
pub(super) fn tidy(typed: &str) -> String {
    let seen: String = typed.chars().filter(|c| !c.is_whitespace() && !c.is_control() && !hidden(*c)).collect();
    let lower = if seen.starts_with("did:") { seen } else { seen.to_lowercase() };
    let bare = lower.strip_prefix("https://").unwrap_or(&lower);
    let bare = bare.strip_prefix("bsky.app/profile/").unwrap_or(bare);
    bare.trim_start_matches(['@', '＠']).split(['/', '?']).next().unwrap_or_default().to_owned()
}

/// Copying a handle from the web app brings marks of reading direction along.
const fn hidden(c: char) -> bool {
    matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
}

/// Finds an account's home. `typed` is a handle or a DID, made plain; `server` the one that a person was told.
pub(super) async fn find(wire: &Wire, typed: &str, server: Option<&Url>) -> Result<Home, Failure> {
    if typed.contains('@') {
        return Err(wrong("That is an address of mail. Type the handle, for example library.bsky.social."));
    }
    match server {
        Some(server) => find_at(wire, typed, server).await,
        None => find_in_public(wire, typed).await,
    }
}

async fn find_in_public(wire: &Wire, typed: &str) -> Result<Home, Failure> {
    let handle = if typed.contains(['.', ':']) { typed.to_owned() } else { format!("{typed}.{USUAL_DOMAIN}") };
    let did = if is_did(&handle) { handle.clone() } else { resolve(wire, &handle).await? };
    let document = document(wire, &did).await?;
    home(did, &handle, &document)
}

/// Everything from one server. Its description of the account is worth more than the address that was typed (which may
/// be the door of many servers), but not every door describes accounts.
async fn find_at(wire: &Wire, typed: &str, server: &Url) -> Result<Home, Failure> {
    let did = if is_did(typed) {
        typed.to_owned()
    } else if is_handle(typed) {
        resolve_at(wire, typed, server).await.map_err(no_server)?.ok_or_else(|| unknown(typed))?
    } else {
        return Err(unknown(typed));
    };
    let request = Call::get("com.atproto.repo.describeRepo", &[("repo", &did)]).at(server)?;
    let response = wire.send(request).await?;
    if response.status >= 500 {
        return Err(refusal::failure(&response));
    }
    match response.json::<Repo>() {
        Ok(repo) if response.status < 400 && repo.did == did && !repo.did_doc.id.is_empty() => {
            home(did, typed, &repo.did_doc)
        }
        _ => Ok(Home { handle: typed.to_owned(), did, server: server.clone() }),
    }
}

/// The home that a DID document tells, if it owns up to the handle.
fn home(did: String, typed: &str, document: &DidDocument) -> Result<Home, Failure> {
    let known = &document.also_known_as.0;
    let handle = if is_did(typed) {
        known.iter().find_map(|name| name.strip_prefix("at://")).unwrap_or(&did).to_owned()
    } else if known.iter().any(|name| name.strip_prefix("at://").is_some_and(|name| name.eq_ignore_ascii_case(typed))) {
        typed.to_owned()
    } else {
        return Err(wrong(&format!(
            "{typed} names an account that does not go by that handle. Look at the account's page for its present one."
        )));
    };
    let server =
        server_in(document).ok_or_else(|| wrong(&format!("The account {typed} names no server that holds it.")))?;
    Ok(Home { did, handle, server })
}

/// The server that holds the account, by its DID document.
pub(super) fn server_in(document: &DidDocument) -> Option<Url> {
    let services = &document.service.0;
    let service = services.iter().find(|service| service.id.ends_with("#atproto_pds"))?;
    let url = Url::parse(&service.service_endpoint).ok()?;
    (url.has_host() && matches!(url.scheme(), "https" | "http")).then_some(url)
}

/// The DID of a handle: from its own domain, else from the network.
async fn resolve(wire: &Wire, handle: &str) -> Result<String, Failure> {
    if !is_handle(handle) {
        return Err(unknown(handle));
    }
    if let Some(did) = on_its_domain(wire, handle).await {
        return Ok(did);
    }
    let public = Url::parse(PUBLIC).map_err(|_| unknown(handle))?;
    resolve_at(wire, handle, &public).await?.ok_or_else(|| unknown(handle))
}

/// `/.well-known/atproto-did` at the handle's domain. Most domains have none, and many that have none answer anything.
async fn on_its_domain(wire: &Wire, handle: &str) -> Option<String> {
    let url = Url::parse(&format!("https://{handle}/.well-known/atproto-did")).ok()?;
    let request = Request::get(url).timeout(Duration::from_secs(6)).max_body(DID_BYTES * 2);
    let response = wire.send(request).await.ok()?;
    let did = std::str::from_utf8(&response.body).ok()?.trim();
    (response.status == 200 && is_did(did)).then(|| did.to_owned())
}

/// Asks a server for a handle's DID; none where it says that there is none (400, "Unable to resolve handle").
pub(super) async fn resolve_at(wire: &Wire, handle: &str, server: &Url) -> Result<Option<String>, Failure> {
    let request = Call::get("com.atproto.identity.resolveHandle", &[("handle", handle)]).at(server)?;
    let response = wire.send(request).await?;
    if response.status == 400 {
        return Ok(None);
    }
    let resolved: Resolved = refusal::settle(response)?.json()?;
    Ok(Some(resolved.did).filter(|did| is_did(did)))
}

/// A DID's document, which must speak of that DID.
async fn document(wire: &Wire, did: &str) -> Result<DidDocument, Failure> {
    let not_there = || wrong("The account is not in Bluesky's directory.");
    let address = match did.strip_prefix("did:web:") {
        Some(host) => format!("https://{}/.well-known/did.json", host.replace("%3A", ":")),
        None => format!("{DIRECTORY}/{did}"),
    };
    let response = wire.send(Request::get(Url::parse(&address).map_err(|_| not_there())?)).await?;
    if matches!(response.status, 404 | 410) {
        return Err(not_there());
    }
    let document: DidDocument = refusal::settle(response)?.json()?;
    if document.id == did { Ok(document) } else { Err(not_there()) }
}

/// The two kinds of DID that the network knows.
fn is_did(text: &str) -> bool {
    let name = text.strip_prefix("did:plc:").or_else(|| text.strip_prefix("did:web:"));
    text.len() <= DID_BYTES
        && name.is_some_and(|name| {
            !name.is_empty() && name.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_' | '%'))
        })
}

/// A web site that is not part of the network knows nothing of handles.
fn no_server(failure: Failure) -> Failure {
    if failure.what == FailureKind::Gone {
        let what = FailureKind::Rejected { field: Some("server".to_owned()), limit: None };
        return Failure::without_effect(what, "There is no Bluesky server at that address. Leave it empty if unsure.");
    }
    failure
}

fn unknown(handle: &str) -> Failure {
    wrong(&format!("Nobody on Bluesky goes by {handle}. Look for a typing mistake."))
}

fn wrong(words: &str) -> Failure {
    Failure::without_effect(FailureKind::Rejected { field: Some("handle".to_owned()), limit: None }, words)
}
