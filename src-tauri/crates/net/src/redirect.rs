//! Where a redirect leads, and what goes along.

use crate::{Method, Payload, Request, Response};
use lectern_model::{Failure, FailureKind};
use url::Url;

/// Most redirects of one exchange.
pub(crate) const MOST: usize = 5;

/// Headers that are credentials even where a caller did not say so.
const CREDENTIALS: [&str; 4] = ["authorization", "proxy-authorization", "cookie", "dpop"];

/// Whether an answer of this status would be followed.
pub(crate) fn is_one(request: &Request, status: u16) -> bool {
    request.follow_redirects && request.method == Method::Get && matches!(status, 301 | 302 | 303 | 307 | 308)
}

/// The request that a redirect asks for; none where the answer is final. Its address is judged by the caller.
pub(crate) fn next(request: &Request, answer: &Response) -> Result<Option<Request>, Failure> {
    let Some(location) = answer.header("location").filter(|_| is_one(request, answer.status)) else {
        return Ok(None);
    };
    let mut url = request.url.join(location).map_err(|_| refused("The server sent us to an address that is none."))?;
    if request.url.scheme() == "https" && url.scheme() != "https" {
        return Err(refused("The server sent us to an address that is not encrypted, so Lectern did not go there."));
    }
    // Fails only for addresses that can hold no sign-in.
    let _ = url.set_username("");
    let _ = url.set_password(None);
    let mut next = request.clone();
    if !same_server(&request.url, &url) {
        next.secret_headers.clear();
        next.headers.retain(|(name, _)| !CREDENTIALS.iter().any(|c| name.eq_ignore_ascii_case(c)));
        next.payload = Payload::None;
    }
    next.url = url;
    Ok(Some(next))
}

fn same_server(one: &Url, two: &Url) -> bool {
    one.scheme() == two.scheme()
        && one.host() == two.host()
        && one.port_or_known_default() == two.port_or_known_default()
}

fn refused(words: &str) -> Failure {
    Failure::without_effect(FailureKind::Server, words)
}

#[cfg(test)]
mod tests {
    use super::next;
    use crate::{Payload, Request, Response};
    use lectern_model::{Secret, Timestamp};
    use url::Url;

    fn follow(from: &str, status: u16, location: &str) -> Result<Option<Request>, String> {
        let url = Url::parse(from).unwrap();
        let request = Request::get(url.clone())
            .bearer(&Secret::from("token"))
            .header("Cookie", "sid=1")
            .header("accept", "application/json")
            .payload(Payload::Json(serde_json::json!({})));
        let headers = vec![("location".to_owned(), location.to_owned())];
        let answer = Response { status, headers, body: bytes::Bytes::new(), url, at: Timestamp(0) };
        next(&request, &answer).map_err(|failure| failure.words)
    }

    #[test]
    fn credentials_stay_with_their_server() {
        let same = follow("https://a.example/one", 302, "/two?x=1").unwrap().unwrap();
        assert_eq!(same.url.as_str(), "https://a.example/two?x=1");
        assert_eq!(same.secret_headers.len(), 1);
        let spelled = follow("https://a.example/one", 307, "https://A.example:443/two").unwrap().unwrap();
        assert_eq!(spelled.secret_headers.len(), 1);
        for elsewhere in ["https://b.example/", "https://a.example:8443/", "//sub.a.example/", "https://u:p@b.example/"]
        {
            let sent = follow("https://a.example/one", 301, elsewhere).unwrap().unwrap();
            assert!(sent.secret_headers.is_empty(), "{elsewhere}");
            assert_eq!(sent.headers, [("accept".to_owned(), "application/json".to_owned())], "{elsewhere}");
            assert!(matches!(sent.payload, Payload::None));
            assert!(sent.url.username().is_empty() && sent.url.password().is_none());
        }
        let upgraded = follow("http://localhost/one", 301, "https://localhost/").unwrap().unwrap();
        assert!(upgraded.secret_headers.is_empty());
    }

    #[test]
    fn encryption_is_never_given_up() {
        assert!(follow("https://a.example/", 302, "http://a.example/").is_err());
        assert!(follow("https://a.example/", 302, "http://127.0.0.1/").is_err());
        assert!(follow("https://a.example/", 302, "ftp://a.example/").is_err());
        assert!(follow("https://a.example/", 302, "https://[").is_err());
    }

    #[test]
    fn other_answers_are_final() {
        for status in [200, 300, 304, 305, 404] {
            assert!(follow("https://a.example/", status, "/two").unwrap().is_none(), "{status}");
        }
        let url = Url::parse("https://a.example/").unwrap();
        let answer =
            |headers| Response { status: 302, headers, body: bytes::Bytes::new(), url: url.clone(), at: Timestamp(0) };
        assert!(next(&Request::get(url.clone()), &answer(Vec::new())).unwrap().is_none());
        let mut post = Request::post(url.clone());
        post.follow_redirects = true;
        let located = answer(vec![("location".to_owned(), "/two".to_owned())]);
        assert!(next(&post, &located).unwrap().is_none(), "a changing request is never repeated elsewhere");
    }
}
