//! The records as a page to read: no script, nothing from elsewhere, all text escaped.

use super::{About, Released, has_words};
use crate::labels::kind_label;
use lectern_model::{MediaHash, RecordMedia, RecordWords, Visibility};
use std::fmt::Write as _;

const STYLE: &str = "body{font:1rem/1.5 Georgia,serif;max-width:46rem;margin:2rem auto;padding:0 1rem;color:#22201c;\
background:#fff}h1{line-height:1.2}article{border-top:1px solid #8a857c;padding:1rem 0;content-visibility:auto;\
contain-intrinsic-size:auto 12rem}h2{font-size:1.05rem;margin:0}p,blockquote,dl,pre{margin:.4rem 0;white-space:pre-wrap;\
overflow-wrap:anywhere}blockquote{border-inline-start:3px solid #8a857c;padding-inline-start:1rem}\
dt{font-weight:bold;float:inline-start;margin-inline-end:.5rem}dd{margin:0}img{max-width:100%;height:auto}\
figcaption,.note{color:#4b473f}@media print{article{break-inside:avoid}}";

/// A page being written.
#[derive(Default)]
pub(super) struct Page {
    html: String,
}

impl Page {
    pub(super) fn begin(about: &About) -> Self {
        let mut page = Self::default();
        let title = format!("Records of {}", if about.library.is_empty() { "the library" } else { &about.library });
        let title = escaped(&title);
        page.put(&format!(
            "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
             <meta http-equiv=\"Content-Security-Policy\" content=\"script-src 'none'; object-src 'none'\">\n\
             <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>{title}</title>\n\
             <style>{STYLE}</style>\n</head>\n<body>\n<header>\n<h1>{title}</h1>\n<dl>\n"
        ));
        page.fact("Made", &about.made);
        page.fact("Request", &about.request);
        about.scope.iter().for_each(|words| page.fact("What was asked for", words));
        page.put("</dl>\n");
        about.limits.iter().for_each(|words| page.put(&format!("<p class=\"note\">{}</p>\n", escaped(words))));
        page.put(
            "<p class=\"note\">To check that nothing in this folder was changed, run <code>lectern-verify</code> with \
             the ZIP file it came in. It is part of Lectern and needs neither the program nor its database.</p>\n\
             </header>\n<main>\n",
        );
        page
    }

    pub(super) fn add(&mut self, record: &Released, file: impl Fn(&MediaHash) -> Option<String>) {
        let number = record.entry.number;
        let what = escaped(kind_label(record.entry.kind));
        self.put(&format!("<article id=\"record-{number}\">\n<h2>{number}. {what}, {}</h2>\n", escaped(&record.when)));
        let body = &record.body;
        if has_words(record.entry.kind) {
            self.words(&body.words, "p", &file);
        }
        for words in &body.context {
            self.put(&format!("<p class=\"note\">{}</p>\n", before_it(words)));
            self.words(words, "blockquote", &file);
        }
        self.put("<dl>\n");
        if let Some(account) = &body.account {
            self.fact("Account", &format!("{} ({})", account.handle, account.platform));
        }
        self.fact("Category", &record.category);
        self.fact("Author", &[body.words.author.as_str(), body.words.handle.as_str()].join(" "));
        self.fact("Page", body.words.url.as_deref().unwrap_or_default());
        self.fact("Clause or authority", &body.reason.clause);
        self.fact("Words at issue", &body.reason.quoted);
        self.fact("Note", &body.reason.note);
        self.fact("Who else agreed", &body.reason.agreed);
        if record.masked {
            self.fact("Masked", "Details that are confidential by law are masked in this record.");
        }
        self.put("</dl>\n</article>\n");
    }

    pub(super) fn finish(mut self) -> String {
        self.put("</main>\n</body>\n</html>\n");
        self.html
    }

    fn words(&mut self, words: &RecordWords, around: &str, file: &impl Fn(&MediaHash) -> Option<String>) {
        if words.visibility == Visibility::Direct {
            self.put("<p class=\"note\">A private message.</p>\n");
        }
        if !words.content_warning.is_empty() {
            self.put(&format!("<p class=\"note\">Content warning: {}</p>\n", escaped(&words.content_warning)));
        }
        if !words.text.is_empty() {
            // Which way a text runs is its own affair.
            self.put(&format!("<{around} dir=\"auto\">{}</{around}>\n", escaped(&words.text)));
        }
        words.media.iter().for_each(|picture| self.picture(picture, file));
    }

    fn picture(&mut self, picture: &RecordMedia, file: &impl Fn(&MediaHash) -> Option<String>) {
        let described = match picture.description.as_str() {
            "" => "A picture without a description.".to_owned(),
            words => escaped(words),
        };
        match picture.hash.as_ref().and_then(file) {
            Some(name) if !name.ends_with(".bin") => {
                self.put(&format!("<figure><img src=\"{}\" alt=\"{described}\" loading=\"lazy\">", escaped(&name)));
                self.put(&format!("<figcaption>{described}</figcaption></figure>\n"));
            }
            Some(name) => self.put(&format!("<p><a href=\"{}\">{described}</a></p>\n", escaped(&name))),
            None => {
                let place = if picture.url.is_empty() {
                    String::new()
                } else {
                    format!(" It was at {}.", escaped(&picture.url))
                };
                self.put(&format!("<p class=\"note\">{described} The picture itself was not kept.{place}</p>\n"));
            }
        }
    }

    fn fact(&mut self, name: &str, words: &str) {
        if !words.trim().is_empty() {
            self.put(&format!("<dt>{name}</dt><dd dir=\"auto\">{}</dd>\n", escaped(words.trim())));
        }
    }

    fn put(&mut self, html: &str) {
        // Into memory: it cannot fail.
        let _ = self.html.write_str(html);
    }
}

fn before_it(words: &RecordWords) -> String {
    match (words.author.as_str(), words.handle.as_str()) {
        ("", "") => "Before it:".to_owned(),
        (author, handle) => format!("In answer to {}:", escaped([author, handle].join(" ").trim())),
    }
}

fn escaped(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for sign in text.chars() {
        match sign {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '"' => safe.push_str("&quot;"),
            '\'' => safe.push_str("&#39;"),
            // No page may hold these.
            sign if sign.is_control() && !matches!(sign, '\n' | '\t') => safe.push('\u{fffd}'),
            sign => safe.push(sign),
        }
    }
    safe
}
