//! Which links may leave the app.

use lectern_model::{Code, Problem};

/// A link that may be opened in the system browser: `https`, `http` or `mailto`, without a password in it.
///
/// # Errors
/// Everything else.
pub fn checked_link(link: &str) -> Result<String, Problem> {
    let refused = || Problem::new(Code::BadInput, "This link was not opened: it is not a web address.");
    let url = url::Url::parse(link).map_err(|_| refused())?;
    let web = matches!(url.scheme(), "https" | "http")
        && url.host_str().is_some()
        && url.username().is_empty()
        && url.password().is_none();
    if web || url.scheme() == "mailto" { Ok(url.into()) } else { Err(refused()) }
}
