//! What the library sent, changed or deleted goes into its log of records, in the transaction that settles it.

use lectern_core::records::{NewRecord, append, post_if_here, words_of};
use lectern_model::{
    Delivery, DeliveryKind, DeliveryState, MediaRef, Outgoing, PostId, Published, RecordKind, RecordMedia, RecordWords,
    Timestamp,
};
use lectern_store::{DeliveryRow, StoreError, Writer};

/// Writes down what a delivery did. Call it before what it changed is stored: what was there is written down with it.
///
/// # Errors
/// What the disk said; then nothing is settled either, and it is looked at again.
pub(super) fn keep(
    writer: &Writer<'_>,
    row: &DeliveryRow,
    state: &DeliveryState,
    now: Timestamp,
) -> Result<(), StoreError> {
    let (DeliveryState::Sent { published, .. }, delivery) = (state, &row.delivery) else { return Ok(()) };
    if !writer.speaks_as_library(delivery.account)? {
        return Ok(());
    }
    let words = said(&delivery.outgoing, Some(published));
    let (kind, context) = match delivery.kind {
        DeliveryKind::Post => answered(writer, delivery)?,
        DeliveryKind::Edit => (RecordKind::Changed, before(writer, delivery)?),
        DeliveryKind::Delete => (RecordKind::Deleted, Vec::new()),
    };
    let new = NewRecord {
        category: category(writer, delivery)?,
        account: Some(delivery.account),
        words,
        context,
        delivery: Some(delivery.of.unwrap_or(delivery.id)),
        ..NewRecord::default()
    };
    append(writer, kind, new, now)?;
    Ok(())
}

/// A change is filed with what it changes.
fn category(writer: &Writer<'_>, delivery: &Delivery) -> Result<String, StoreError> {
    Ok(match delivery.of {
        Some(of) => writer.category_of_delivery(of)?.unwrap_or_default(),
        None => String::new(),
    })
}

/// What it answers, where it does and that is here.
fn answered(writer: &Writer<'_>, delivery: &Delivery) -> Result<(RecordKind, Vec<RecordWords>), StoreError> {
    let (Some(reply), None) = (&delivery.outgoing.reply_to, delivery.after) else {
        return Ok((RecordKind::Published, Vec::new()));
    };
    let by_draft = match writer.draft(delivery.draft)?.answers {
        Some(answers) => post_if_here(writer, PostId(answers.0))?,
        None => None,
    };
    let post = match by_draft {
        Some(post) => Some(post),
        None => writer.post_by_remote(delivery.account, &reply.remote_id)?,
    };
    let context = post.map(|post| words_of(writer, &post)).transpose()?;
    Ok((RecordKind::Answered, context.into_iter().collect()))
}

fn before(writer: &Writer<'_>, delivery: &Delivery) -> Result<Vec<RecordWords>, StoreError> {
    let Some(of) = delivery.of else { return Ok(Vec::new()) };
    let DeliveryRow { delivery, .. } = writer.delivery(of)?;
    let published = if let DeliveryState::Sent { published, .. } = &delivery.state { Some(published) } else { None };
    Ok(vec![said(&delivery.outgoing, published)])
}

fn said(outgoing: &Outgoing, published: Option<&Published>) -> RecordWords {
    let card = outgoing.card.iter().filter_map(|card| card.picture.as_ref());
    let options = outgoing.poll.iter().flat_map(|poll| &poll.options).map(|option| format!("\n- {option}"));
    RecordWords {
        text: std::iter::once(outgoing.text.clone()).chain(options).collect(),
        content_warning: outgoing.content_warning.clone(),
        visibility: outgoing.visibility,
        remote_id: published.map(|published| published.remote_id.clone()).unwrap_or_default(),
        url: published.and_then(|published| published.url.clone()),
        media: outgoing.media.iter().chain(card).map(picture).collect(),
        ..RecordWords::default()
    }
}

fn picture(media: &MediaRef) -> RecordMedia {
    RecordMedia { hash: Some(media.hash.clone()), url: String::new(), description: media.description.clone() }
}

/// Whether a delivery was settled as sent in this transition and not before.
pub(super) fn is_news(before: &DeliveryState, after: &DeliveryState) -> bool {
    matches!(after, DeliveryState::Sent { deleted_at: None, .. }) && !matches!(before, DeliveryState::Sent { .. })
}
