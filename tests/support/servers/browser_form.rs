//! Plays a browser at a plain sign-in page: reads the form, fills it in, sends it.

use std::collections::BTreeMap;

use reqwest::header::LOCATION;
use reqwest::redirect::Policy;
use scraper::{Html, Selector};
use url::Url;

use crate::approval::Approval;

/// Opens `page`, sends its first form with what it holds and what is filled in, and tells where that leads.
pub(super) async fn fill_in(page: &Url, fields: &[(&str, &str)]) -> Approval {
    // snac closes kept connections without saying so.
    let http = reqwest::Client::builder()
        .pool_max_idle_per_host(0)
        .redirect(Policy::none())
        .user_agent("Mozilla/5.0 (a test's browser)")
        .build();
    let http = http.expect("a client can be made");
    let answer = http.get(page.clone()).send().await.expect("the sign-in page is there");
    assert!(answer.status().is_success(), "the sign-in page says {}", answer.status());
    let (action, mut form) = read_form(&answer.text().await.expect("the page is whole"));
    form.extend(fields.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())));

    let action = page.join(&action).expect("a form leads to an address");
    let answer = http.post(action).form(&form).send().await.expect("the server answers");
    if let Some(next) = answer.headers().get(LOCATION) {
        let next = next.to_str().expect("an address is plain text");
        return Approval::Address(page.join(next).expect("the server sends to an address"));
    }
    let status = answer.status();
    let text = answer.text().await.expect("the page is whole");
    assert!(status.is_success(), "the sign-in page says {status}: {text}");
    let words = Html::parse_document(&text).root_element().text().collect::<String>();
    Approval::Code(words.split_whitespace().last().unwrap_or_else(|| panic!("no code in {text}")).to_owned())
}

fn read_form(page: &str) -> (String, BTreeMap<String, String>) {
    let html = Html::parse_document(page);
    let select = |css: &str| Selector::parse(css).expect("a plain selector");
    let form = html.select(&select("form")).next().unwrap_or_else(|| panic!("no form in {page}"));
    let field = |input: scraper::ElementRef<'_>| {
        Some((input.attr("name")?.to_owned(), input.attr("value").unwrap_or_default().to_owned()))
    };
    (form.attr("action").unwrap_or_default().to_owned(), form.select(&select("input")).filter_map(field).collect())
}
