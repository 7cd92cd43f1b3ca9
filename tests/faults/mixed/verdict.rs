//! The end of a run: everything is good again, the desk is worked until nothing moves, and then all is counted.

use lectern_model::{DeliveryId, DeliveryState};

use super::dice::Dice;
use super::run::Run;

/// Looks at the desk until it comes to rest.
const MOST: u32 = 400;
/// Seconds until the next look where nothing has a time.
const LATER: i64 = 61;
/// A person decides about one post this often, and then lets it go.
const DECISIONS: u32 = 3;

/// How the posts of a run ended.
#[derive(Debug, Default, Clone, Copy)]
pub(super) struct Ends {
    pub(super) drafts: u64,
    pub(super) posts: u64,
    pub(super) sent: u64,
    pub(super) failed: u64,
    pub(super) missed: u64,
    pub(super) cancelled: u64,
}

impl Run {
    /// Works until nothing moves. A person answers what is asked and decides about what was missed or failed.
    pub(super) async fn come_to_rest(&mut self, dice: &mut Dice) {
        self.mend_the_world().await;
        for number in 0..self.book.written.len() {
            self.write(number).await;
            assert!(self.book.written[number].done, "with everything good a post is sent at once");
        }
        for _ in 0..MOST {
            self.work().await;
            self.answers().await;
            let open = self.decide(dice).await;
            if !open {
                return;
            }
            let next = self.desk().core.read(|reader| reader.next_delivery_at()).await.expect("it is read");
            let now = self.world.clocks.now();
            self.world.clocks.set(next.filter(|at| *at > now).unwrap_or_else(|| now.plus_seconds(LATER)));
        }
        panic!("it does not come to rest: {:?}", self.deliveries().await);
    }

    /// What a person says to what was missed or failed. Whether anything is still open.
    async fn decide(&mut self, dice: &mut Dice) -> bool {
        let mut open = false;
        for row in self.deliveries().await {
            let id = row.delivery.id;
            match row.delivery.state {
                DeliveryState::Sent { .. } | DeliveryState::Cancelled => {}
                DeliveryState::Missed { .. } | DeliveryState::Failed { .. } => open |= self.decides(id, dice).await,
                _ => open = true,
            }
        }
        open
    }

    async fn decides(&mut self, id: DeliveryId, dice: &mut Dice) -> bool {
        let line = self.book.lines.get_mut(&id).expect("it is in the book");
        line.decided += 1;
        let decided = line.decided;
        match dice.below(6) {
            0 if decided == 1 => {
                // It is left as it is, for good.
                self.book.lines.get_mut(&id).expect("it is in the book").decided = DECISIONS + 1;
                return false;
            }
            _ if decided > DECISIONS + 1 => return false,
            _ if decided > DECISIONS => self.stops(id).await,
            1 | 2 => {
                let seconds = dice.between(1, 5000);
                self.moves(id, seconds, Some(seconds)).await;
            }
            _ => self.sends_now(id, true).await,
        }
        true
    }

    /// Counts everything.
    ///
    /// # Panics
    /// Where anything is lost, doubled, not settled, or not as the program says.
    pub(super) async fn verdict(&self) -> Ends {
        let desk = self.desk();
        let integrity = desk.core.read(|reader| reader.integrity()).await.expect("the database is read");
        assert_eq!(integrity, "ok");
        for written in &self.book.written {
            let id = written.draft.expect("it was begun");
            let kept = desk.drafts.read(id).await.expect("no draft is lost");
            assert_eq!(kept.text, written.text, "no word is lost");
        }
        let posts = self.world.platform.published();
        let mut ends = Ends { drafts: self.book.written.len() as u64, posts: posts.len() as u64, ..Ends::default() };
        assert_eq!(posts.len(), self.book.seen, "every post was looked at");
        for row in self.deliveries().await {
            let delivery = row.delivery;
            let line = &self.book.lines[&delivery.id];
            let there = self.world.platform.posts_with_key(&delivery.key);
            let (count, expected) = match &delivery.state {
                DeliveryState::Sent { .. } => (&mut ends.sent, 1),
                DeliveryState::Failed { .. } => (&mut ends.failed, 0),
                DeliveryState::Missed { .. } => (&mut ends.missed, 0),
                DeliveryState::Cancelled => (&mut ends.cancelled, 0),
                other => panic!("not settled: {other:?}"),
            };
            *count += 1;
            assert_eq!(there, expected, "what it says is not what is there: {delivery:?}");
            assert!(!line.stopped || delivery.state == DeliveryState::Cancelled, "it was stopped: {delivery:?}");
        }
        assert_eq!(ends.sent, ends.posts, "no post but these");
        assert!(self.world.platform.held().is_empty(), "nothing waits on the platform that would be a second post");
        ends
    }
}
