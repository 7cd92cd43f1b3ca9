//! A request as connectors and the engine write it.

use crate::{Source, words};
use bytes::Bytes;
use lectern_model::Secret;
use std::fmt;
use std::sync::Arc;
use std::time::Duration;
use url::Url;

/// HTTP methods in use.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Method {
    /// Reads.
    Get,
    /// Creates or acts.
    Post,
    /// Replaces.
    Put,
    /// Changes in part.
    Patch,
    /// Deletes.
    Delete,
}

/// One part of a multipart form. `Debug` shows its size, not its bytes.
#[derive(Clone)]
pub struct Part {
    /// Field name.
    pub name: String,
    /// File name, for files.
    pub file_name: Option<String>,
    /// Media type, for files.
    pub mime: Option<String>,
    /// The bytes.
    pub bytes: Bytes,
}

/// A file of a multipart form that is read while it is sent. `Debug` shows its size, not its bytes.
#[derive(Clone)]
pub struct FilePart {
    /// Field name.
    pub name: String,
    /// File name.
    pub file_name: String,
    /// Media type.
    pub mime: String,
    /// The bytes.
    pub source: Arc<dyn Source>,
}

/// What a request carries. `Debug` shows names and sizes only: passwords and codes travel in forms and JSON.
#[derive(Clone, Default)]
pub enum Payload {
    /// Nothing.
    #[default]
    None,
    /// JSON.
    Json(serde_json::Value),
    /// `application/x-www-form-urlencoded`; a name may come more than once.
    Form(Vec<(String, String)>),
    /// `multipart/form-data`.
    Multipart(Vec<Part>),
    /// Bytes of a media type.
    Bytes(Bytes, String),
    /// Bytes of a media type that are read while they are sent.
    Source(Arc<dyn Source>, String),
    /// `multipart/form-data` with a file that is read while it is sent.
    Upload(Vec<Part>, FilePart),
}

/// One request. `Debug` shows no credential: of the address no query, of headers and fields only the names.
#[derive(Clone)]
pub struct Request {
    /// Method.
    pub method: Method,
    /// Address: `https`, or `http` to a loopback host.
    pub url: Url,
    /// Extra headers that hold no secret.
    pub headers: Vec<(String, String)>,
    /// Headers whose value is a credential: never logged.
    pub secret_headers: Vec<(String, Secret)>,
    /// What it carries.
    pub payload: Payload,
    /// Longest wait for the whole exchange, redirects included; the wait for our own pacing does not count.
    pub timeout: Duration,
    /// Most bytes of an answer; more is a failure, not a cut.
    pub max_body: usize,
    /// Whether redirects are followed (at most five). Off for changing requests.
    pub follow_redirects: bool,
}

impl Method {
    /// Its name on the wire.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Get => "GET",
            Self::Post => "POST",
            Self::Put => "PUT",
            Self::Patch => "PATCH",
            Self::Delete => "DELETE",
        }
    }
}

impl fmt::Debug for Part {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} ({} bytes)", self.name, self.bytes.len())
    }
}

impl fmt::Debug for FilePart {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} ({} bytes)", self.name, self.source.length())
    }
}

impl fmt::Debug for Payload {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::None => f.write_str("None"),
            Self::Json(serde_json::Value::Object(fields)) => write!(f, "Json{:?}", fields.keys().collect::<Vec<_>>()),
            Self::Json(_) => f.write_str("Json"),
            Self::Form(fields) => write!(f, "Form{:?}", fields.iter().map(|(name, _)| name).collect::<Vec<_>>()),
            Self::Multipart(parts) => write!(f, "Multipart{parts:?}"),
            Self::Bytes(bytes, mime) => write!(f, "Bytes({mime}, {} bytes)", bytes.len()),
            Self::Source(source, mime) => write!(f, "Source({mime}, {} bytes)", source.length()),
            Self::Upload(parts, file) => write!(f, "Upload{parts:?}{file:?}"),
        }
    }
}

impl fmt::Debug for Request {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let names = self.headers.iter().map(|(name, _)| name);
        let secret = self.secret_headers.iter().map(|(name, _)| name);
        f.debug_struct("Request")
            .field("method", &self.method)
            .field("url", &words::address(&self.url))
            .field("headers", &names.chain(secret).collect::<Vec<_>>())
            .field("payload", &self.payload)
            .finish_non_exhaustive()
    }
}

impl Request {
    /// A request with a method.
    #[must_use]
    pub fn new(method: Method, url: Url) -> Self {
        Self {
            method,
            url,
            headers: Vec::new(),
            secret_headers: Vec::new(),
            payload: Payload::None,
            timeout: Duration::from_secs(30),
            max_body: 10 * 1024 * 1024,
            follow_redirects: matches!(method, Method::Get),
        }
    }

    /// A GET.
    #[must_use]
    pub fn get(url: Url) -> Self {
        Self::new(Method::Get, url)
    }

    /// A POST.
    #[must_use]
    pub fn post(url: Url) -> Self {
        Self::new(Method::Post, url)
    }

    /// Adds a header that holds no secret.
    #[must_use]
    pub fn header(mut self, name: &str, value: impl Into<String>) -> Self {
        self.headers.push((name.to_owned(), value.into()));
        self
    }

    /// Adds a header that is a credential.
    #[must_use]
    pub fn secret_header(mut self, name: &str, value: Secret) -> Self {
        self.secret_headers.push((name.to_owned(), value));
        self
    }

    /// Adds `Authorization: Bearer …`.
    #[must_use]
    pub fn bearer(self, token: &Secret) -> Self {
        let value = Secret::new(format!("Bearer {}", token.reveal()));
        self.secret_header("authorization", value)
    }

    /// Sets what it carries.
    #[must_use]
    pub fn payload(mut self, payload: Payload) -> Self {
        self.payload = payload;
        self
    }

    /// Carries JSON.
    #[must_use]
    pub fn json(self, value: serde_json::Value) -> Self {
        self.payload(Payload::Json(value))
    }

    /// Carries a form.
    #[must_use]
    pub fn form(self, fields: &[(&str, &str)]) -> Self {
        let fields = fields.iter().map(|(k, v)| ((*k).to_owned(), (*v).to_owned())).collect();
        self.payload(Payload::Form(fields))
    }

    /// Sets the longest wait.
    #[must_use]
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.timeout = timeout;
        self
    }

    /// Sets the most bytes of an answer.
    #[must_use]
    pub fn max_body(mut self, bytes: usize) -> Self {
        self.max_body = bytes;
        self
    }
}

#[cfg(test)]
mod tests {
    use super::{FilePart, Method, Part, Payload, Request};
    use bytes::Bytes;
    use lectern_model::Secret;
    use std::sync::Arc;
    use url::Url;

    #[test]
    fn debug_shows_nothing_that_could_be_a_credential() {
        let url = Url::parse("https://name:s3cret@a.example/path?token=s3cret#s3cret").unwrap();
        let base = Request::post(url).bearer(&Secret::from("s3cret")).header("x-plain", "s3cret");
        let part = Part {
            name: "file".to_owned(),
            file_name: Some("s3cret.png".to_owned()),
            mime: None,
            bytes: Bytes::from_static(b"s3cret"),
        };
        let file = FilePart {
            name: "file".to_owned(),
            file_name: "s3cret.mp4".to_owned(),
            mime: "video/mp4".to_owned(),
            source: Arc::new(Bytes::from_static(b"s3cret")),
        };
        let payloads = [
            Payload::None,
            Payload::Json(serde_json::json!({"password": "s3cret"})),
            Payload::Json(serde_json::json!(["s3cret"])),
            Payload::Form(vec![("password".to_owned(), "s3cret".to_owned())]),
            Payload::Multipart(vec![part.clone()]),
            Payload::Source(Arc::new(Bytes::from_static(b"s3cret")), "video/mp4".to_owned()),
            Payload::Upload(vec![part], file),
            Payload::Bytes(Bytes::from_static(b"s3cret"), "text/plain".to_owned()),
        ];
        for payload in payloads {
            let shown = format!("{:?}", base.clone().payload(payload));
            assert!(!shown.contains("s3cret"), "{shown}");
            assert!(shown.contains("a.example/path") && shown.contains("authorization"), "{shown}");
        }
    }

    #[test]
    fn only_reading_requests_follow_redirects() {
        let url = || Url::parse("https://a.example/").unwrap();
        assert!(Request::get(url()).follow_redirects);
        for method in [Method::Post, Method::Put, Method::Patch, Method::Delete] {
            assert!(!Request::new(method, url()).follow_redirects, "{}", method.name());
        }
    }
}
