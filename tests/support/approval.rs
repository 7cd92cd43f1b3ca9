//! What a server does when a person has agreed to a sign-in in the browser.

use url::Url;

/// The end of the browser's part of a sign-in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Approval {
    /// The page shows a code to paste.
    Code(String),
    /// The browser is sent here: the app's own loopback address, with the code in its query.
    Address(Url),
}

impl Approval {
    /// The code.
    ///
    /// # Panics
    /// When there is none.
    #[must_use]
    pub fn code(&self) -> String {
        match self {
            Self::Code(code) => code.clone(),
            Self::Address(url) => {
                let found = url.query_pairs().find(|(name, _)| name == "code");
                found.unwrap_or_else(|| panic!("no code in {url}")).1.into_owned()
            }
        }
    }

    /// Goes where the browser is sent, and returns the text of the page that the app shows there.
    ///
    /// # Panics
    /// When the server showed a code instead, or when nobody listens there.
    pub async fn come_back(&self) -> String {
        let Self::Address(url) = self else { panic!("the server showed a code and sent the browser nowhere") };
        let answer = reqwest::get(url.clone()).await.unwrap_or_else(|error| panic!("nobody listens: {error}"));
        answer.text().await.expect("the page is whole")
    }
}
