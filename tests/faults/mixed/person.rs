//! What a person does by hand: pause, move, stop, send now, give back, sign in, remove, and look.

use lectern_model::{Code, DeliveryId, DeliveryState, HeldStage, Timestamp};

use super::book::{Wish, Written};
use super::deeds::Deed;
use super::run::{Run, Told};

impl Run {
    pub(super) async fn does_by_hand(&mut self, deed: &Deed) {
        self.learn().await;
        match deed {
            Deed::Pause => {
                let told = self.ask(|desk| async move { desk.outbox.pause("A storm").await }).await;
                // What could not be taken back from the platform goes out there all the same, and was told.
                self.held = matches!(told, Told::Yes(pause) if pause.held == 0).then_some(true);
                self.strikes("paused");
            }
            Deed::Resume => {
                let told = self.ask(|desk| async move { desk.outbox.resume().await }).await;
                self.held = matches!(told, Told::Yes(())).then_some(false);
            }
            Deed::Move { which, at, never_after } => {
                if let Some(id) = self.book.pick(*which) {
                    self.moves(id, *at, *never_after).await;
                }
            }
            Deed::Stop { which } => {
                if let Some(id) = self.book.pick(*which) {
                    self.stops(id).await;
                }
            }
            Deed::Again { which, anyway } => {
                if let Some(id) = self.book.pick(*which) {
                    self.sends_now(id, *anyway).await;
                }
            }
            Deed::Back { which } => {
                if let Some(id) = self.book.pick(*which) {
                    self.gives_back(id).await;
                }
            }
            Deed::Revoke { again } => {
                self.world.platform.revoke_sign_ins();
                self.revoked = true;
                self.strikes("sign-ins revoked");
                if *again {
                    self.work().await;
                    self.signs_in_again().await;
                }
            }
            Deed::Look => self.answers().await,
            Deed::Remove { which } => self.removes(*which).await,
            other => panic!("not by hand: {other:?}"),
        }
    }

    pub(super) async fn moves(&mut self, id: DeliveryId, at: i64, never_after: Option<i64>) {
        let now = self.world.clocks.now();
        let at = now.plus_seconds(at);
        let never_after = never_after.map(|seconds| at.plus_seconds(seconds));
        let told = self.ask(|desk| async move { desk.outbox.move_to(id, at, never_after).await }).await;
        if !matches!(told, Told::No(_)) {
            let sure = matches!(told, Told::Yes(())) && !self.is_held(id).await;
            self.book.wish(id, sure, |_| Wish { at: Some(at), since: now, never_after });
            self.strikes("moved by a person");
        }
    }

    pub(super) async fn stops(&mut self, id: DeliveryId) {
        if let Told::Yes(()) = self.ask(|desk| async move { desk.outbox.cancel(id).await }).await {
            // Where the platform holds it, it is stopped only once that was told.
            let there = self.is_held(id).await;
            self.book.lines.get_mut(&id).expect("it is in the book").stopped |= !there;
            self.strikes("stopped by a person");
        }
    }

    /// Whether its platform holds it, or may, as far as the program knows.
    async fn is_held(&self, id: DeliveryId) -> bool {
        let all = self.deliveries().await;
        all.iter().any(|row| row.delivery.id == id && matches!(row.delivery.state, DeliveryState::Held { .. }))
    }

    pub(super) async fn sends_now(&mut self, id: DeliveryId, anyway: bool) {
        let now = self.world.clocks.now();
        let told = self.ask(|desk| async move { desk.outbox.retry(id, anyway).await }).await;
        if !matches!(told, Told::No(_)) {
            let still = |last: &Timestamp| !anyway || now <= *last;
            let sure = matches!(told, Told::Yes(())) && !self.is_held(id).await;
            let new = |wish: &Wish| Wish { at: None, since: now, never_after: wish.never_after.filter(still) };
            self.book.wish(id, sure, new);
            self.strikes("sent now by a person");
        }
    }

    /// A person makes a draft of it again, and sends that.
    async fn gives_back(&mut self, id: DeliveryId) {
        let line = &self.book.lines[&id];
        let place = self.book.names.keys().position(|account| *account == line.account).expect("it has an account");
        let text = self.book.written[line.written].text.clone();
        // Once stopped, it could be given back twice, and then a person would double it.
        if line.stopped {
            return;
        }
        let told = self.ask(|desk| async move { desk.outbox.back_to_draft(id).await }).await;
        let Told::Yes(draft) = told else { return };
        self.book.lines.get_mut(&id).expect("it is in the book").stopped = true;
        self.strikes("back to a draft, sent anew");
        let picture = !draft.media.is_empty();
        let (accounts, draft, done) = (1 << place, Some(draft.id), false);
        let (at, never_after, wishes) = (None, None, Vec::new());
        self.book.written.push(Written { text, accounts, at, never_after, picture, draft, done, wishes });
        self.write(self.book.written.len() - 1).await;
    }

    /// A person signs in anew to every account.
    pub(super) async fn signs_in_again(&mut self) {
        for account in self.accounts().await {
            let handle = account.remote_id.clone();
            let told = self.ask(|desk| async move { super::sign_in(&desk, &handle, Some(account.id)).await }).await;
            if let Told::No(problem) = told {
                assert_eq!(problem.code, Code::Unreachable, "a sign-in was refused: {problem:?}");
            }
        }
    }

    /// A person looks at the platform, and says what is there.
    pub(super) async fn answers(&mut self) {
        for row in self.deliveries().await {
            let of_held =
                matches!(row.delivery.state, DeliveryState::Held { stage: HeldStage::Asking { ask: true, .. }, .. });
            if !of_held && !matches!(row.delivery.state, DeliveryState::InDoubt { ask: true, .. }) {
                continue;
            }
            let (id, now) = (row.delivery.id, self.world.clocks.now());
            let waits = self.world.platform.held().iter().any(|held| held.delivery.key == row.delivery.key);
            let there = waits || self.world.platform.posts_with_key(&row.delivery.key) > 0;
            let told = self.ask(|desk| async move { desk.outbox.settle_by_person(id, there).await }).await;
            if !matches!(told, Told::No(_)) && !there {
                let new = |wish: &Wish| Wish { at: None, since: now, never_after: wish.never_after };
                self.book.wish(id, matches!(told, Told::Yes(())) && !of_held, new);
            }
            self.asked += u64::from(matches!(told, Told::Yes(())));
        }
    }

    async fn removes(&mut self, which: u64) {
        let accounts = self.accounts().await;
        let Some(place) = which.checked_rem(accounts.len() as u64) else { return };
        let id = accounts[usize::try_from(place).expect("small")].id;
        if let Told::Yes(()) = self.ask(|desk| async move { desk.remove_account(id).await }).await {
            self.strikes("account removed");
        }
    }
}
