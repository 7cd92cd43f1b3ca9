//! The real network against servers on this computer that behave as badly as servers can.

mod effects;
mod redirects;
mod server;
mod sockets;
mod tls;
mod uploads;

use crate::address::{LookUp, system_look_up};
use crate::network::Network;
use crate::{Now, Wire};
use lectern_model::Timestamp;
use std::net::{IpAddr, Ipv4Addr};
use std::sync::Arc;

/// 2023-11-14T22:13:20Z.
const NOON: i64 = 1_700_000_000_000;

fn still_clock() -> Now {
    Arc::new(|| Timestamp(NOON))
}

/// A wire whose person typed 127.0.0.1 and nothing else.
fn wire() -> Wire {
    let wire = Wire::over_network(still_clock()).unwrap();
    wire.allow_private_host("127.0.0.1");
    wire
}

fn network() -> Network {
    Network::new(still_clock(), system_look_up()).unwrap()
}

/// Every name leads to this computer.
fn all_names_here() -> LookUp {
    Arc::new(|_| Box::pin(async { Ok(vec![IpAddr::V4(Ipv4Addr::LOCALHOST)]) }))
}
