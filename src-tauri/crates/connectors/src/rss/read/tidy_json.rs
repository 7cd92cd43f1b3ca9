//! Puts a JSON Feed in order: one wrong type in one item would cost the whole feed. Sources: JSON Feed 1.1.

use super::Unreadable;
use serde_json::{Map, Value, json};

pub(super) fn tidy(text: &str) -> Result<String, Unreadable> {
    let Ok(Value::Object(mut feed)) = serde_json::from_str(text) else { return Err(Unreadable::NotAFeed) };
    let version = feed.get("version").and_then(Value::as_str).unwrap_or_default();
    if !version.contains("jsonfeed.org/version/") {
        return Err(Unreadable::NotAFeed);
    }
    feed.insert("version".to_owned(), json!("https://jsonfeed.org/version/1.1"));
    if !feed.get("title").is_some_and(Value::is_string) {
        feed.insert("title".to_owned(), json!(""));
    }
    let items = match feed.remove("items") {
        Some(Value::Array(items)) => items,
        _ => Vec::new(),
    };
    let items: Vec<Value> = items.into_iter().filter_map(item).collect();
    keep_words(&mut feed, &["home_page_url", "feed_url", "language", "description", "icon", "favicon"]);
    keep_people(&mut feed);
    feed.insert("items".to_owned(), Value::Array(items));
    Ok(Value::Object(feed).to_string())
}

fn item(item: Value) -> Option<Value> {
    let Value::Object(mut item) = item else { return None };
    if let Some(id) = item.get("id").filter(|id| id.is_number()).map(Value::to_string) {
        item.insert("id".to_owned(), Value::String(id));
    }
    let words = ["id", "url", "external_url", "title", "content_html", "content_text", "summary"];
    keep_words(&mut item, &words);
    keep_words(&mut item, &["date_published", "date_modified"]);
    keep_people(&mut item);
    let tags = item.get("tags").and_then(Value::as_array).cloned().unwrap_or_default();
    item.insert("tags".to_owned(), tags.into_iter().filter(Value::is_string).collect());
    let mut attachments = match item.remove("attachments") {
        Some(Value::Array(attachments)) => attachments,
        _ => Vec::new(),
    };
    attachments.retain(|attachment| is_text(attachment, "url") && is_text(attachment, "mime_type"));
    for attachment in attachments.iter_mut().filter_map(Value::as_object_mut) {
        keep_words(attachment, &["title"]);
        attachment.remove("size_in_bytes");
    }
    // The parser knows no `image`: it goes in front of what is attached.
    if let Some(image) = item.get("image").filter(|image| image.is_string()).cloned() {
        attachments.insert(0, json!({ "url": image, "mime_type": super::THUMBNAIL }));
    }
    item.insert("attachments".to_owned(), Value::Array(attachments));
    Some(Value::Object(item))
}

/// Takes away what should be words and is not.
fn keep_words(object: &mut Map<String, Value>, names: &[&str]) {
    for name in names {
        if object.get(*name).is_some_and(|value| !value.is_string()) {
            object.remove(*name);
        }
    }
}

fn keep_people(object: &mut Map<String, Value>) {
    let mut people: Vec<Value> = Vec::new();
    people.extend(object.remove("author"));
    if let Some(Value::Array(authors)) = object.remove("authors") {
        people.extend(authors);
    }
    for person in people.iter_mut().filter_map(Value::as_object_mut) {
        keep_words(person, &["name", "url"]);
    }
    people.retain(Value::is_object);
    object.insert("authors".to_owned(), Value::Array(people));
}

fn is_text(object: &Value, name: &str) -> bool {
    object.get(name).is_some_and(Value::is_string)
}
