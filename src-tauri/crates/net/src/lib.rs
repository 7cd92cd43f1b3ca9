//! Every byte on the wire: the one HTTP client, pacing, redaction, and the parts of OAuth that all platforms share.

mod address;
pub mod dpop;
mod fault;
mod listen;
pub mod loopback;
mod network;
pub mod oauth;
mod pace;
mod rate;
mod redact;
mod redirect;
mod request;
mod response;
mod socket;
mod source;
mod wire;
mod words;

pub use redact::{Names, redact};
pub use request::{FilePart, Method, Part, Payload, Request};
pub use response::Response;
pub use socket::Socket;
pub use source::Source;
pub use url::Url;
pub use wire::{Now, Transport, Wire};

#[cfg(test)]
mod tests;
