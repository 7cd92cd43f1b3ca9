//! The log of records: its chain, what is handed out of it, and the check of that. Pure but for the file it is handed.
//!
//! ```text
//! entry    digest over number, time, kind and the digest of the body; hash over the hash before it and the digest
//! chain    walks the log and names the first entry that is not as it was written
//! bundle   a ZIP: records as JSON lines, table and page, pictures, the list of files, the log's own entry of the
//!          hand-out, and every link of the chain
//! check    reads such a ZIP without the app and names what is wrong
//! ```
//!
//! A body can be disposed of and its place in the log stays: the digest of the body is kept, and the random salt in it
//! went with it, so that nobody can guess the words from the digest. The chain shows tampering; it does not prevent it:
//! who holds the whole log can make a new one. The last hash, told to the receiver by another way, is what ties it down.

mod bundle;
mod canonical;
mod chain;
mod check;
mod entry;
mod labels;
mod zip;

pub use bundle::{About, Bundle, Released, mask_body};
pub use canonical::{canonical, sha256};
pub use chain::{Broken, Chain};
pub use check::{Checked, Fault, check};
pub use entry::{Entry, FIRST, written};
pub use labels::kind_label;
pub use zip::TooLarge;
