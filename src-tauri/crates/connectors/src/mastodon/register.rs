//! Making this installation known to a server, and where the server wants the browser (Mastodon docs: apps, oauth).

use super::flavour::Flavour;
use super::instance::{self, Instance};
use super::site;
use super::wire::Application;
use lectern_model::{Failure, FailureKind};
use lectern_net::{Request, Url, Wire};
use serde::Deserialize;

/// What Lectern does with an account, as the finest scopes that say so.
const FINE: [&str; 12] = [
    "profile",
    "read:accounts",
    "read:statuses",
    "read:notifications",
    "read:search",
    "read:follows",
    "write:statuses",
    "write:media",
    "write:conversations",
    "write:favourites",
    "write:blocks",
    "write:reports",
];

/// What servers without fine scopes know (snac, Pleroma, older Mastodon).
const COARSE: &str = "read write";

/// Where a browser goes that shows a code instead of coming back.
pub(super) const OUT_OF_BAND: &str = "urn:ietf:wg:oauth:2.0:oob";

/// A server that a sign-in goes to.
pub(super) struct Place {
    pub(super) base: Url,
    pub(super) instance: Instance,
    pub(super) flavour: Flavour,
    pub(super) authorize: Url,
    pub(super) token: Url,
    pub(super) revoke: Option<String>,
    pub(super) scopes: String,
}

/// RFC 8414, since Mastodon 4.3.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Discovered {
    authorization_endpoint: Option<String>,
    token_endpoint: Option<String>,
    revocation_endpoint: Option<String>,
    scopes_supported: Vec<String>,
}

/// Finds the server that a person typed.
///
/// # Errors
/// It cannot be reached, or it is no server of this family.
pub(super) async fn find(wire: &Wire, typed: &str) -> Result<Place, Failure> {
    let asked = site::typed(typed)?;
    site::allow(wire, &asked);
    let (instance, base) = match instance::read(wire, &asked).await {
        Ok(found) => found,
        Err(failure) => match site::web_domain(wire, &asked).await {
            Some(there) => instance::read(wire, &there).await?,
            None => return Err(failure),
        },
    };
    let flavour = match Flavour::of_version(&instance.version, &instance.source_url) {
        Some(flavour) => flavour,
        None => by_nodeinfo(wire, &base).await.unwrap_or_default(),
    };
    let told = discover(wire, &base).await;
    let endpoint = |said: Option<&String>, usual: &str| {
        let said = said.and_then(|url| Url::parse(url).ok()).filter(|url| url.origin() == base.origin());
        said.map_or_else(|| base.join(usual).map_err(|_| Failure::unusable("That address cannot be used.")), Ok)
    };
    Ok(Place {
        authorize: endpoint(told.authorization_endpoint.as_ref(), "/oauth/authorize")?,
        token: endpoint(told.token_endpoint.as_ref(), "/oauth/token")?,
        revoke: told.revocation_endpoint.clone(),
        scopes: scopes(&told.scopes_supported),
        base,
        instance,
        flavour,
    })
}

/// Fine scopes where the server knows them all but `profile`, which came later; else the coarse ones.
fn scopes(supported: &[String]) -> String {
    let known = |scope: &&str| supported.iter().any(|one| one == scope);
    if FINE.iter().skip(1).all(&known) {
        FINE.iter().filter(|scope| known(scope)).copied().collect::<Vec<_>>().join(" ")
    } else {
        COARSE.to_owned()
    }
}

async fn discover(wire: &Wire, base: &Url) -> Discovered {
    let Ok(url) = base.join("/.well-known/oauth-authorization-server") else { return Discovered::default() };
    let answer = wire.send(Request::get(url).header("accept", "application/json")).await;
    answer.and_then(lectern_net::Response::ok).and_then(|answer| answer.json()).unwrap_or_default()
}

/// What software it is, where its version text does not say (nodeinfo 2.0).
async fn by_nodeinfo(wire: &Wire, base: &Url) -> Option<Flavour> {
    #[derive(Deserialize)]
    struct Index {
        links: Vec<Link>,
    }
    #[derive(Deserialize)]
    struct Link {
        href: String,
    }
    #[derive(Deserialize)]
    struct Info {
        software: Software,
    }
    #[derive(Deserialize)]
    struct Software {
        name: String,
    }
    let index = wire.send(Request::get(base.join("/.well-known/nodeinfo").ok()?)).await.ok()?;
    let index: Index = index.ok().ok()?.json().ok()?;
    let there = Url::parse(&index.links.last()?.href).ok().filter(|url| url.origin() == base.origin())?;
    let info: Info = wire.send(Request::get(there)).await.ok()?.ok().ok()?.json().ok()?;
    Some(Flavour::of_software(&info.software.name))
}

/// Registers this installation. Every sign-in does it anew: a registration costs nothing and leaves no secret to share.
///
/// # Errors
/// The server refuses apps, or answered something else.
pub(super) async fn register(wire: &Wire, place: &Place, redirect: &str) -> Result<Application, Failure> {
    let url = place.base.join("/api/v1/apps").map_err(|_| Failure::unusable("That address cannot be used."))?;
    let fields = [("client_name", "Lectern"), ("redirect_uris", redirect), ("scopes", place.scopes.as_str())];
    let answer = wire.send(Request::post(url).form(&fields)).await?.ok()?;
    let application: Application = super::api::decode(&answer)?;
    if application.client_id.is_empty() {
        let words = "This server did not let Lectern sign in: it gave no registration for apps.";
        return Err(Failure::without_effect(FailureKind::Permission, words));
    }
    Ok(application)
}
