//! What every OAuth sign-in needs: PKCE (RFC 7636, S256) and an unguessable state.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use lectern_model::Secret;
use sha2::{Digest, Sha256};
use zeroize::Zeroizing;

/// A PKCE pair.
#[derive(Debug, Clone)]
pub struct Pkce {
    /// Sent with the code.
    pub verifier: Secret,
    /// Sent with the request: base64url(SHA-256(verifier)).
    pub challenge: String,
}

impl Pkce {
    /// A fresh pair of 256 random bits.
    #[must_use]
    pub fn fresh() -> Self {
        Self::from_verifier(Secret::new(random_words()))
    }

    fn from_verifier(verifier: Secret) -> Self {
        let challenge = URL_SAFE_NO_PAD.encode(Sha256::digest(verifier.reveal().as_bytes()));
        Self { verifier, challenge }
    }
}

/// 256 random bits as base64url, for `state`.
#[must_use]
pub fn fresh_state() -> String {
    random_words()
}

/// 43 letters of base64url: the shortest verifier that RFC 7636 allows, and all the chance it asks for.
fn random_words() -> String {
    let bits = Zeroizing::new(rand::random::<[u8; 32]>());
    URL_SAFE_NO_PAD.encode(bits.as_slice())
}

#[cfg(test)]
mod tests {
    use super::{Pkce, fresh_state};
    use lectern_model::Secret;

    #[test]
    fn the_challenge_is_that_of_rfc_7636() {
        let pair = Pkce::from_verifier(Secret::from("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk"));
        assert_eq!(pair.challenge, "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM");
    }

    #[test]
    fn pairs_and_states_are_fresh_and_long_enough() {
        let (one, two) = (Pkce::fresh(), Pkce::fresh());
        assert_ne!(one.verifier, two.verifier);
        assert_eq!(one.verifier.reveal().len(), 43);
        assert_ne!(fresh_state(), fresh_state());
        assert_eq!(fresh_state().len(), 43);
        assert!(!format!("{one:?}").contains(one.verifier.reveal()));
    }
}
