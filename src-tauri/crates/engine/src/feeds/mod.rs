//! The merged feed.

use crate::Core;
use lectern_model::{FeedPage, FeedQuery, GapId, GroupView, Mute, MuteId, MuteKind, PostId, PostView, Problem};
use std::sync::Arc;

/// The merged feed.
pub struct Feeds {
    core: Arc<Core>,
}

impl Feeds {
    /// A page.
    ///
    /// # Errors
    /// See the sentence above; nothing is lost.
    pub async fn page(&self, query: FeedQuery) -> Result<FeedPage, Problem> {
        let _ = &self.core;
        Err(Problem::new(lectern_model::Code::Fault, "not built yet"))
    }

    /// How many posts of a view are newer than one.
    ///
    /// # Errors
    /// See the sentence above; nothing is lost.
    pub async fn count_newer(&self, query: FeedQuery, after: PostId) -> Result<u32, Problem> {
        let _ = &self.core;
        Err(Problem::new(lectern_model::Code::Fault, "not built yet"))
    }

    /// Where reading of a view stopped.
    ///
    /// # Errors
    /// See the sentence above; nothing is lost.
    pub async fn position(&self, view: &str) -> Result<Option<PostId>, Problem> {
        let _ = &self.core;
        Err(Problem::new(lectern_model::Code::Fault, "not built yet"))
    }

    /// Keeps where reading of a view stopped.
    ///
    /// # Errors
    /// See the sentence above; nothing is lost.
    pub async fn save_position(&self, view: &str, post: Option<PostId>) -> Result<(), Problem> {
        let _ = &self.core;
        Err(Problem::new(lectern_model::Code::Fault, "not built yet"))
    }

    /// Groups of feeds.
    ///
    /// # Errors
    /// See the sentence above; nothing is lost.
    pub async fn groups(&self) -> Result<Vec<GroupView>, Problem> {
        let _ = &self.core;
        Err(Problem::new(lectern_model::Code::Fault, "not built yet"))
    }

    /// Fills a gap now.
    ///
    /// # Errors
    /// See the sentence above; nothing is lost.
    pub async fn fill_gap(&self, gap: GapId) -> Result<(), Problem> {
        let _ = &self.core;
        Err(Problem::new(lectern_model::Code::Fault, "not built yet"))
    }

    /// One post.
    ///
    /// # Errors
    /// See the sentence above; nothing is lost.
    pub async fn post(&self, post: PostId) -> Result<PostView, Problem> {
        let _ = &self.core;
        Err(Problem::new(lectern_model::Code::Fault, "not built yet"))
    }

    /// Likes a post or takes it back.
    ///
    /// # Errors
    /// See the sentence above; nothing is lost.
    pub async fn like(&self, post: PostId, on: bool) -> Result<(), Problem> {
        let _ = &self.core;
        Err(Problem::new(lectern_model::Code::Fault, "not built yet"))
    }

    /// Boosts a post or takes it back.
    ///
    /// # Errors
    /// See the sentence above; nothing is lost.
    pub async fn boost(&self, post: PostId, on: bool) -> Result<(), Problem> {
        let _ = &self.core;
        Err(Problem::new(lectern_model::Code::Fault, "not built yet"))
    }

    /// Mutes that are in force.
    ///
    /// # Errors
    /// See the sentence above; nothing is lost.
    pub async fn mutes(&self) -> Result<Vec<Mute>, Problem> {
        let _ = &self.core;
        Err(Problem::new(lectern_model::Code::Fault, "not built yet"))
    }

    /// Adds a mute.
    ///
    /// # Errors
    /// See the sentence above; nothing is lost.
    pub async fn add_mute(&self, kind: MuteKind, value: &str, days: Option<u32>) -> Result<(), Problem> {
        let _ = &self.core;
        Err(Problem::new(lectern_model::Code::Fault, "not built yet"))
    }

    /// Ends a mute.
    ///
    /// # Errors
    /// See the sentence above; nothing is lost.
    pub async fn remove_mute(&self, mute: MuteId) -> Result<(), Problem> {
        let _ = &self.core;
        Err(Problem::new(lectern_model::Code::Fault, "not built yet"))
    }
}
