//! Publishing: one step, and it is there. The id is minted when the post is queued, so a step that is taken twice makes
//! one post.

use super::Practice;
use super::desk::{self, Ours, Within};
use crate::{Edit, MediaBytes, Publish, Session, Step};
use async_trait::async_trait;
use lectern_model::{
    Account, Delivery, Failure, FailureKind, Found, IncomingPost, Limits, Outgoing, PollLimits, Published, TextUnit,
    Timestamp, VideoLimits, Visibility,
};
use serde_json::{Value, json};

#[async_trait]
impl Publish for Practice {
    fn limits(&self, _account: &Account) -> Limits {
        Limits {
            text_max: 500,
            text_unit: TextUnit::Graphemes,
            text_max_bytes: None,
            link_weight: None,
            mention_local_part_only: false,
            warning_counts: true,
            pictures_max: 4,
            picture_max_bytes: 10 * 1024 * 1024,
            picture_max_pixels: None,
            description_max: 1500,
            picture_required: false,
            picture_types: ["image/png", "image/jpeg", "image/gif", "image/webp"].map(str::to_owned).to_vec(),
            visibilities: vec![Visibility::Public, Visibility::Unlisted, Visibility::Followers, Visibility::Direct],
            content_warning: true,
            poll: Some(PollLimits {
                options_max: 4,
                option_chars_max: 50,
                shortest_s: 5 * 60,
                longest_s: 30 * 86_400,
                with_pictures: false,
            }),
            video: Some(VideoLimits {
                types: ["video/mp4", "video/webm", "video/quicktime"].map(str::to_owned).to_vec(),
                max_bytes: 40 * 1024 * 1024,
                longest_s: Some(10 * 60),
                max_pixels: None,
                most: 1,
                with_pictures: false,
                captions_max_bytes: Some(20_000),
            }),
        }
    }

    fn mint(&self, _now: Timestamp) -> Value {
        json!({ "id": format!("practice:ours-{:016x}", rand::random::<u64>()) })
    }

    fn next_step_changes(&self, _delivery: &Delivery) -> bool {
        true
    }

    async fn step(&self, session: &Session, delivery: &Delivery, _media: &dyn MediaBytes) -> Result<Step, Failure> {
        let minted = delivery.minted.get("id").and_then(Value::as_str).map(str::to_owned);
        let id = minted.unwrap_or_else(|| format!("practice:ours-{}", delivery.key));
        let now = session.now();
        desk::with(session, |desk| {
            if desk.ours.iter().any(|ours| ours.id == id) {
                return;
            }
            let within = within(desk, session, &delivery.outgoing, now);
            let (key, outgoing) = (delivery.key.clone(), delivery.outgoing.clone());
            desk.ours.push(Ours { id: id.clone(), key, at: now, outgoing, within });
            desk.revision += 1;
        });
        Ok(Step::Done(Published { remote_id: id, url: None }))
    }

    async fn find_published(&self, session: &Session, delivery: &Delivery) -> Result<Found, Failure> {
        let found = desk::with(session, |desk| {
            desk.ours.iter().find(|ours| ours.key == delivery.key).map(|ours| ours.id.clone())
        });
        Ok(found.map_or(Found::Absent, |remote_id| Found::Found(Published { remote_id, url: None })))
    }

    async fn delete(&self, session: &Session, published: &Published) -> Result<(), Failure> {
        desk::with(session, |desk| {
            desk.ours.retain(|ours| ours.id != published.remote_id);
            desk.revision += 1;
        });
        Ok(())
    }

    async fn read_back(&self, session: &Session, published: &Published) -> Result<IncomingPost, Failure> {
        desk::with(session, |desk| {
            let ours = desk.ours.iter().find(|ours| ours.id == published.remote_id).ok_or_else(gone)?;
            let mut post = ours.post(&session.account);
            desk.mark(&mut post);
            Ok(post)
        })
    }

    fn wants_card(&self) -> bool {
        false
    }
}

#[async_trait]
impl Edit for Practice {
    async fn edit(&self, session: &Session, published: &Published, outgoing: &Outgoing) -> Result<(), Failure> {
        desk::with(session, |desk| {
            let ours = desk.ours.iter_mut().find(|ours| ours.id == published.remote_id).ok_or_else(gone)?;
            ours.outgoing.text.clone_from(&outgoing.text);
            ours.outgoing.content_warning.clone_from(&outgoing.content_warning);
            ours.outgoing.media.clone_from(&outgoing.media);
            desk.revision += 1;
            Ok(())
        })
    }
}

/// The conversation a reply belongs to; none for a post of its own or a reply to somebody in the feed.
fn within(desk: &desk::Desk, session: &Session, outgoing: &Outgoing, now: Timestamp) -> Option<Within> {
    let answered = &outgoing.reply_to.as_ref()?.remote_id;
    let item = desk::inbox(desk, &session.account, now).into_iter().find(|item| item.post.remote_id == *answered)?;
    let answered_before =
        desk.ours.iter().any(|ours| ours.outgoing.reply_to.as_ref().is_some_and(|reply| reply.remote_id == *answered));
    let said_thanks = answered.ends_with(":thanks");
    let thanked = !answered_before && !said_thanks && !item.ours;
    Some(Within { kind: item.kind, conversation: item.conversation, to: item.post.author, thanked })
}

fn gone() -> Failure {
    Failure::without_effect(
        FailureKind::Gone,
        "The practice platform does not know this post any more. It forgets posts when Lectern is closed.",
    )
}
