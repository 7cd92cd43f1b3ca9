//! DPoP proofs (RFC 9449) with an ES256 key.
//!
//! A proof is a small JWT, signed for one method and one address. Its header carries the public key, so that a server
//! can tie a token to the key's thumbprint (RFC 7638); whoever steals the token alone can do nothing with it.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use lectern_model::{Secret, Timestamp};
use p256::ecdsa::signature::Signer;
use p256::ecdsa::{Signature, SigningKey};
use p256::elliptic_curve::sec1::ToEncodedPoint;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use url::Url;
use zeroize::Zeroizing;

/// A key that proves possession of a token. Its secret form belongs in the keychain.
#[derive(Clone)]
pub struct DpopKey {
    key: p256::SecretKey,
}

impl std::fmt::Debug for DpopKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("DpopKey(hidden)")
    }
}

impl DpopKey {
    /// A fresh key.
    #[must_use]
    pub fn fresh() -> Self {
        loop {
            // Nearly every 256-bit number is a key; zero and the few above the group's order are not.
            let bits = Zeroizing::new(rand::random::<[u8; 32]>());
            if let Ok(key) = p256::SecretKey::from_slice(bits.as_slice()) {
                return Self { key };
            }
        }
    }

    /// Reads a key back from its secret form.
    #[must_use]
    pub fn from_secret(secret: &Secret) -> Option<Self> {
        p256::SecretKey::from_jwk_str(secret.reveal()).ok().map(|key| Self { key })
    }

    /// Its secret form: a private JWK (RFC 7517) as JSON.
    #[must_use]
    pub fn to_secret(&self) -> Secret {
        Secret::new(self.key.to_jwk_string().to_string())
    }

    /// The public key's thumbprint (RFC 7638, SHA-256, base64url): `dpop_jkt` and a token's `cnf.jkt`.
    #[must_use]
    pub fn thumbprint(&self) -> String {
        thumbprint_of(&self.key.public_key())
    }

    /// A proof for one request. `nonce` is the server's last one; `token` the access token it goes with.
    #[must_use]
    pub fn proof(
        &self,
        method: &str,
        url: &Url,
        nonce: Option<&str>,
        token: Option<&Secret>,
        now: Timestamp,
    ) -> Secret {
        let (x, y) = coordinates(&self.key.public_key());
        let header = json!({
            "typ": "dpop+jwt",
            "alg": "ES256",
            "jwk": { "kty": "EC", "crv": "P-256", "x": x, "y": y },
        });
        let mut claims = json!({
            "jti": crate::oauth::fresh_state(),
            "htm": method.to_ascii_uppercase(),
            "htu": bare(url),
            "iat": now.0.div_euclid(1000),
        });
        if let Some(claims) = claims.as_object_mut() {
            if let Some(nonce) = nonce {
                claims.insert("nonce".to_owned(), Value::from(nonce));
            }
            if let Some(token) = token {
                let hash = URL_SAFE_NO_PAD.encode(Sha256::digest(token.reveal().as_bytes()));
                claims.insert("ath".to_owned(), Value::from(hash));
            }
        }
        Secret::new(self.sign(&header, &claims))
    }

    fn sign(&self, header: &Value, claims: &Value) -> String {
        let head = URL_SAFE_NO_PAD.encode(header.to_string());
        let body = URL_SAFE_NO_PAD.encode(claims.to_string());
        let mut words = format!("{head}.{body}");
        let signature: Signature = SigningKey::from(&self.key).sign(words.as_bytes());
        words.push('.');
        words.push_str(&URL_SAFE_NO_PAD.encode(signature.to_bytes()));
        words
    }
}

/// The public point, both halves as base64url.
fn coordinates(key: &p256::PublicKey) -> (String, String) {
    let point = key.to_encoded_point(false);
    let half = |bytes: Option<&p256::FieldBytes>| bytes.map(|b| URL_SAFE_NO_PAD.encode(b)).unwrap_or_default();
    (half(point.x()), half(point.y()))
}

fn thumbprint_of(key: &p256::PublicKey) -> String {
    let (x, y) = coordinates(key);
    // RFC 7638 fixes names, order and the absence of spaces.
    let canonical = format!(r#"{{"crv":"P-256","kty":"EC","x":"{x}","y":"{y}"}}"#);
    URL_SAFE_NO_PAD.encode(Sha256::digest(canonical))
}

/// The address without query, fragment and sign-in, as RFC 9449 wants it in `htu`.
fn bare(url: &Url) -> String {
    let mut url = url.clone();
    url.set_query(None);
    url.set_fragment(None);
    // Both fail only for addresses that can hold no sign-in.
    let _ = url.set_username("");
    let _ = url.set_password(None);
    url.into()
}

#[cfg(test)]
mod tests {
    use super::DpopKey;
    use base64::Engine as _;
    use base64::engine::general_purpose::URL_SAFE_NO_PAD;
    use lectern_model::{Secret, Timestamp};
    use p256::ecdsa::signature::Verifier;
    use p256::ecdsa::{Signature, VerifyingKey};
    use serde_json::Value;
    use url::Url;

    fn part(proof: &str, at: usize) -> Value {
        let words = proof.split('.').nth(at).unwrap();
        serde_json::from_slice(&URL_SAFE_NO_PAD.decode(words).unwrap()).unwrap()
    }

    #[test]
    fn a_proof_is_for_one_request_and_its_signature_holds() {
        let key = DpopKey::fresh();
        let url = Url::parse("https://pds.example/oauth/token?code=abc#x").unwrap();
        let token = Secret::from("the-token");
        let proof = key.proof("post", &url, Some("n1"), Some(&token), Timestamp(1_700_000_000_999));
        let proof = proof.reveal();

        let header = part(proof, 0);
        assert_eq!(header["typ"], "dpop+jwt");
        assert_eq!(header["alg"], "ES256");
        assert!(header["jwk"].get("d").is_none(), "the private half never leaves");
        let claims = part(proof, 1);
        assert_eq!(claims["htm"], "POST");
        assert_eq!(claims["htu"], "https://pds.example/oauth/token");
        assert_eq!(claims["iat"], 1_700_000_000);
        assert_eq!(claims["nonce"], "n1");
        let hash = URL_SAFE_NO_PAD.encode(<sha2::Sha256 as sha2::Digest>::digest("the-token"));
        assert_eq!(claims["ath"], hash.as_str());

        let public = p256::PublicKey::from_jwk_str(&header["jwk"].to_string()).unwrap();
        let (signed, signature) = proof.rsplit_once('.').unwrap();
        let signature = Signature::from_slice(&URL_SAFE_NO_PAD.decode(signature).unwrap()).unwrap();
        VerifyingKey::from(public).verify(signed.as_bytes(), &signature).unwrap();
    }

    #[test]
    fn no_proof_is_like_another_and_optional_claims_are_left_out() {
        let key = DpopKey::fresh();
        let url = Url::parse("https://pds.example/").unwrap();
        let one = key.proof("GET", &url, None, None, Timestamp(0));
        let two = key.proof("GET", &url, None, None, Timestamp(0));
        assert_ne!(part(one.reveal(), 1)["jti"], part(two.reveal(), 1)["jti"]);
        assert!(part(one.reveal(), 1).get("nonce").is_none());
        assert!(part(one.reveal(), 1).get("ath").is_none());
    }

    #[test]
    fn a_key_comes_back_from_its_secret_form() {
        let key = DpopKey::fresh();
        let back = DpopKey::from_secret(&key.to_secret()).unwrap();
        assert_eq!(back.thumbprint(), key.thumbprint());
        assert_eq!(back.to_secret(), key.to_secret());
        assert!(DpopKey::from_secret(&Secret::from("{}")).is_none());
        assert!(DpopKey::from_secret(&Secret::from("not json")).is_none());
        assert_eq!(format!("{key:?}"), "DpopKey(hidden)");
    }

    #[test]
    fn the_thumbprint_is_that_of_a_known_key() {
        // The example key of RFC 9449, section 4.1, with the thumbprint of its section 6.1.
        let point = r#"{"kty":"EC","crv":"P-256","x":"l8tFrhx-34tV3hRICRDY9zCkDlpBhF42UQUfWVAWBFs","y":"9VE4jf_Ok_o64zbTTlcuNJajHmt6v9TDVrU0CdvGRDA"}"#;
        let public = p256::PublicKey::from_jwk_str(point).unwrap();
        assert_eq!(super::thumbprint_of(&public), "0ZcOCORZNYy-DWpqq30jZyJGHTN0d2HglBV3uiguA4I");
    }
}
