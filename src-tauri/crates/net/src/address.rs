//! Which addresses are called at all.
//!
//! Addresses come from strangers: a redirect, a link in a post, a feed. None of them may make Lectern call into the
//! library's own network or this computer. So private, loopback, link-local and other special addresses are called only
//! where the person typed that very host; and a name is judged by the addresses it leads to at the moment of the call
//! (the same look-up is used for both, so that the answer cannot change in between).

use futures_util::future::BoxFuture;
use std::collections::HashSet;
use std::io;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::sync::{Arc, PoisonError, RwLock};
use url::{Host, Url};

/// Why an address is not called.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub(crate) enum Refusal {
    #[error("This address leads into a private network. Lectern calls such an address only if you type it yourself.")]
    Private,
    #[error("This address is not encrypted (http instead of https), so Lectern does not call it.")]
    Unencrypted,
    #[error("This is not a web address that Lectern can call.")]
    NotWeb,
    #[error("This address has a name or password in it, so Lectern does not call it.")]
    SignInInAddress,
}

/// The hosts that the person typed, and the judgement over all others.
#[derive(Debug, Default)]
pub(crate) struct Guard {
    typed: RwLock<HashSet<String>>,
}

impl Guard {
    /// The person typed this host.
    pub(crate) fn allow(&self, host: &str) {
        self.typed.write().unwrap_or_else(PoisonError::into_inner).insert(canonical(host));
    }

    fn allows(&self, host: &str) -> bool {
        self.typed.read().unwrap_or_else(PoisonError::into_inner).contains(&canonical(host))
    }

    /// Judges all that can be judged before a look-up.
    pub(crate) fn check(&self, url: &Url) -> Result<(), Refusal> {
        let host = url.host().ok_or(Refusal::NotWeb)?;
        if !url.username().is_empty() || url.password().is_some() {
            return Err(Refusal::SignInInAddress);
        }
        let typed = self.allows(&host.to_string());
        match url.scheme() {
            "https" | "wss" => {}
            "http" | "ws" if !is_loopback(&host) => return Err(Refusal::Unencrypted),
            "http" | "ws" => {}
            _ => return Err(Refusal::NotWeb),
        }
        let public = match &host {
            Host::Ipv4(ip) => is_public(IpAddr::V4(*ip)),
            Host::Ipv6(ip) => is_public(IpAddr::V6(*ip)),
            Host::Domain(name) => !is_localhost(name),
        };
        if public || typed { Ok(()) } else { Err(Refusal::Private) }
    }

    /// Of the addresses that a name leads to, those that may be called.
    fn keep(&self, name: &str, found: Vec<IpAddr>) -> Result<Vec<IpAddr>, Refusal> {
        if self.allows(name) {
            return Ok(found);
        }
        let some = !found.is_empty();
        let kept: Vec<IpAddr> = found.into_iter().filter(|ip| is_public(*ip)).collect();
        if kept.is_empty() && some { Err(Refusal::Private) } else { Ok(kept) }
    }
}

/// Looks names up: the system's way, or a script in tests.
pub(crate) type LookUp = Arc<dyn Fn(String) -> BoxFuture<'static, io::Result<Vec<IpAddr>>> + Send + Sync>;

/// The system's resolver.
pub(crate) fn system_look_up() -> LookUp {
    Arc::new(|name| {
        Box::pin(async move { Ok(tokio::net::lookup_host((name, 0)).await?.map(|found| found.ip()).collect()) })
    })
}

/// Names under the guard. Everything that connects asks here, so no other look-up can slip in.
#[derive(Clone)]
pub(crate) struct Names {
    pub(crate) guard: Arc<Guard>,
    pub(crate) look_up: LookUp,
}

impl Names {
    /// The addresses of a name that may be called.
    pub(crate) async fn addresses(&self, name: &str) -> Result<Vec<IpAddr>, Box<dyn std::error::Error + Send + Sync>> {
        // RFC 6761: such names are this computer, whatever a name server says.
        let found = if is_localhost(name) {
            vec![IpAddr::V4(Ipv4Addr::LOCALHOST), IpAddr::V6(Ipv6Addr::LOCALHOST)]
        } else {
            (self.look_up)(name.to_owned()).await?
        };
        Ok(self.guard.keep(name, found)?)
    }
}

impl reqwest::dns::Resolve for Names {
    fn resolve(&self, name: reqwest::dns::Name) -> reqwest::dns::Resolving {
        let names = self.clone();
        Box::pin(async move {
            let found = names.addresses(name.as_str()).await?;
            let sockets: reqwest::dns::Addrs = Box::new(found.into_iter().map(|ip| SocketAddr::new(ip, 0)));
            Ok(sockets)
        })
    }
}

/// One spelling for each host: lower case, addresses in their usual form, no dot at the end.
fn canonical(host: &str) -> String {
    let host = host.trim().trim_end_matches('.');
    let bare = host.trim_start_matches('[').trim_end_matches(']');
    if let Ok(ip) = bare.parse::<Ipv6Addr>() {
        return Host::<String>::Ipv6(ip).to_string();
    }
    Host::parse(host).map_or_else(|_| host.to_ascii_lowercase(), |host| host.to_string())
}

/// Whether a host is this computer.
pub(crate) fn is_loopback(host: &Host<&str>) -> bool {
    match host {
        Host::Ipv4(ip) => ip.is_loopback(),
        Host::Ipv6(ip) => ip.is_loopback(),
        Host::Domain(name) => is_localhost(name),
    }
}

fn is_localhost(name: &str) -> bool {
    let name = name.trim_end_matches('.').to_ascii_lowercase();
    name == "localhost" || name.ends_with(".localhost")
}

/// Whether an address is one of the public internet, by IANA's registries of special-purpose addresses.
fn is_public(ip: IpAddr) -> bool {
    match ip {
        IpAddr::V4(ip) => is_public_v4(ip),
        IpAddr::V6(ip) => is_public_v6(ip),
    }
}

fn is_public_v4(ip: Ipv4Addr) -> bool {
    let special = match ip.octets() {
        [0 | 10 | 127, ..] => true,
        [100, second, ..] => (64..128).contains(&second), // carriers' own networks
        [169, 254, ..] | [192, 168, ..] => true,
        [172, second, ..] => (16..32).contains(&second),
        [192, 0, 0 | 2, _] | [192, 88, 99, _] | [198, 51, 100, _] | [203, 0, 113, _] => true,
        [198, second, ..] => (18..20).contains(&second), // measuring
        [first, ..] => first >= 224,                     // multicast, reserved, broadcast
    };
    !special
}

fn is_public_v6(ip: Ipv6Addr) -> bool {
    if let Some(inner) = ip.to_ipv4_mapped() {
        return is_public_v4(inner);
    }
    let [a, b, c, d, e, f, high, low] = ip.segments();
    let last = Ipv4Addr::from((u32::from(high) << 16) | u32::from(low));
    match (a, b) {
        // NAT64 (RFC 6052): the way to the old internet for networks that have only the new one.
        (0x64, 0xff9b) if [c, d, e, f] == [0; 4] => is_public_v4(last),
        // 6to4 carries an old address behind its first two bytes.
        (0x2002, _) => is_public_v4(Ipv4Addr::from((u32::from(b) << 16) | u32::from(c))),
        // Protocol assignments (among them Teredo), documentation.
        (0x2001, second) => second >= 0x200 && second != 0xdb8,
        (0x3fff, second) => second >= 0x1000,
        // All that is routed in public lies in 2000::/3.
        _ => a & 0xe000 == 0x2000,
    }
}

#[cfg(test)]
mod tests {
    use super::{Guard, Names, Refusal, canonical, is_public};
    use proptest::prelude::*;
    use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};
    use std::sync::Arc;
    use url::Url;

    fn judged(guard: &Guard, url: &str) -> Result<(), Refusal> {
        guard.check(&Url::parse(url).unwrap())
    }

    #[test]
    fn every_spelling_of_a_private_address_is_refused() {
        let guard = Guard::default();
        for host in [
            "127.0.0.1",
            "127.1",
            "2130706433",
            "0x7f000001",
            "0x7f.0.0.1",
            "0177.0.0.1",
            "0.0.0.0",
            "10.1.2.3",
            "100.64.0.1",
            "169.254.169.254",
            "172.31.255.255",
            "192.168.0.1",
            "198.18.0.1",
            "224.0.0.1",
            "255.255.255.255",
            "[::]",
            "[::1]",
            "[::ffff:127.0.0.1]",
            "[::ffff:a00:1]",
            "[::127.0.0.1]",
            "[64:ff9b::7f00:1]",
            "[2002:7f00:1::]",
            "[fe80::1]",
            "[fc00::1]",
            "[fd12:3456::1]",
            "[fec0::1]",
            "[ff02::1]",
            "[2001::1]",
            "[2001:db8::1]",
            "localhost",
            "LOCALHOST",
            "localhost.",
            "pds.localhost",
        ] {
            assert_eq!(judged(&guard, &format!("https://{host}/")), Err(Refusal::Private), "{host}");
        }
    }

    #[test]
    fn public_addresses_and_names_pass() {
        let guard = Guard::default();
        for host in ["mastodon.social", "8.8.8.8", "100.63.0.1", "100.128.0.1", "172.32.0.1", "[2606:4700::1]"] {
            assert_eq!(judged(&guard, &format!("https://{host}/")), Ok(()), "{host}");
        }
        assert!(is_public(IpAddr::V6("64:ff9b::808:808".parse().unwrap())));
        assert!(is_public(IpAddr::V6("2002:808:808::".parse().unwrap())));
    }

    #[test]
    fn only_a_typed_loopback_host_goes_unencrypted() {
        let guard = Guard::default();
        assert_eq!(judged(&guard, "http://mastodon.social/"), Err(Refusal::Unencrypted));
        assert_eq!(judged(&guard, "http://127.0.0.1:3000/"), Err(Refusal::Private));
        for host in ["127.0.0.1", "localhost", "a.localhost", "::1", "192.168.0.9", "mastodon.social"] {
            guard.allow(host);
        }
        for url in [
            "http://127.0.0.1:3000/",
            "ws://localhost/",
            "http://a.localhost/",
            "http://[::1]:8/",
            "https://192.168.0.9/",
        ] {
            assert_eq!(judged(&guard, url), Ok(()), "{url}");
        }
        assert_eq!(judged(&guard, "http://192.168.0.9/"), Err(Refusal::Unencrypted));
        assert_eq!(judged(&guard, "http://mastodon.social/"), Err(Refusal::Unencrypted));
        assert_eq!(judged(&guard, "http://127.0.0.2/"), Err(Refusal::Private), "only the host that was typed");
    }

    #[test]
    fn what_is_no_plain_web_address_is_refused() {
        let guard = Guard::default();
        assert_eq!(judged(&guard, "ftp://a.example/"), Err(Refusal::NotWeb));
        assert_eq!(judged(&guard, "file:///etc/passwd"), Err(Refusal::NotWeb));
        assert_eq!(judged(&guard, "data:text/plain,x"), Err(Refusal::NotWeb));
        assert_eq!(judged(&guard, "https://name:pw@a.example/"), Err(Refusal::SignInInAddress));
    }

    #[test]
    fn hosts_have_one_spelling() {
        assert_eq!(canonical(" LocalHost. "), "localhost");
        assert_eq!(canonical("[::1]"), canonical("::1"));
        assert_eq!(canonical("0x7f000001"), "127.0.0.1");
        assert_eq!(canonical("bücherei.example"), "xn--bcherei-n2a.example");
    }

    #[tokio::test]
    async fn a_name_is_judged_by_where_it_leads() {
        let names = Names {
            guard: Arc::new(Guard::default()),
            look_up: Arc::new(|name| {
                let public = IpAddr::V4(Ipv4Addr::new(93, 184, 216, 34));
                let private = IpAddr::V4(Ipv4Addr::new(10, 0, 0, 7));
                let found = match name.as_str() {
                    "inside.example" => vec![private],
                    "mixed.example" => vec![private, public],
                    "public.example" => vec![public],
                    _ => return Box::pin(async { Err(std::io::Error::other("no such name")) }),
                };
                Box::pin(async move { Ok(found) })
            }),
        };
        let public: Vec<IpAddr> = vec!["93.184.216.34".parse().unwrap()];
        assert_eq!(names.addresses("public.example").await.unwrap(), public);
        assert_eq!(names.addresses("mixed.example").await.unwrap(), public, "only its public address is called");
        let refused = names.addresses("inside.example").await.unwrap_err();
        assert_eq!(refused.downcast_ref::<Refusal>(), Some(&Refusal::Private));
        assert!(names.addresses("localhost").await.is_err());
        assert!(names.addresses("nowhere.example").await.is_err());

        names.guard.allow("inside.example");
        assert_eq!(names.addresses("Inside.example").await.unwrap_err().to_string(), "no such name");
        assert_eq!(names.addresses("inside.example").await.unwrap().len(), 1);
        names.guard.allow("localhost");
        assert_eq!(names.addresses("localhost").await.unwrap().first(), Some(&IpAddr::V4(Ipv4Addr::LOCALHOST)));
    }

    proptest! {
        #[test]
        fn a_mapped_address_is_judged_as_the_one_inside(bits in any::<u32>()) {
            let inner = Ipv4Addr::from(bits);
            prop_assert_eq!(is_public(IpAddr::V4(inner)), is_public(IpAddr::V6(inner.to_ipv6_mapped())));
        }

        #[test]
        fn what_std_calls_special_is_never_public(bits in any::<u32>(), wide in any::<u128>()) {
            let four = Ipv4Addr::from(bits);
            let special = four.is_private() || four.is_loopback() || four.is_link_local() || four.is_multicast()
                || four.is_broadcast() || four.is_documentation() || four.is_unspecified();
            prop_assert!(!(special && is_public(IpAddr::V4(four))));
            let six = Ipv6Addr::from(wide);
            let special = six.is_loopback() || six.is_multicast() || six.is_unspecified()
                || six.is_unique_local() || six.is_unicast_link_local();
            prop_assert!(!(special && is_public(IpAddr::V6(six))));
        }
    }
}
