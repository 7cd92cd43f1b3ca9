//! One run: the deeds of its story, one after the other.

use std::collections::BTreeMap;
use std::future::Future;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::Arc;

use lectern_engine::Desk;
use lectern_model::{Account, AccountId, Code, Draft, DraftSave, Problem, Timestamp, When};
use lectern_store::DeliveryRow;
use lectern_testkit::{Finding, Idempotency, MONDAY_NINE, ScriptedPlatform};

use super::HANDLES;
use super::book::{Book, Line, Wish, Written};
use super::deeds::{Deed, Story, label_of};
use super::program::{Happens, Program, World};

/// A PNG of one dot.
const DOT: &str = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR4nGNwaDjwHwAFBAKAPJ4DgAAAAABJRU5ErkJggg==";
/// The platform holds what is more than this many seconds ahead.
const SOONEST: i64 = 5 * 60;
/// How often a person tries to send one post before doing something else.
const TRIES: u32 = 4;
/// Rounds until nothing is due at a moment.
const ROUNDS: u32 = 60;

/// What a person was told.
pub(super) enum Told<T> {
    Yes(T),
    No(Problem),
    /// The program ended meanwhile, or the disk failed: it may have been done or not.
    Unknown,
}

/// A run under way.
pub(super) struct Run {
    pub(super) world: World,
    program: Option<Program>,
    pub(super) book: Book,
    /// The right time.
    pub(super) right: Timestamp,
    /// Whether sending is held back, as far as a person knows.
    pub(super) held: Option<bool>,
    /// Sign-ins were revoked at some time.
    pub(super) revoked: bool,
    /// Which write fails next, and its row in the table.
    disk: Vec<(u64, &'static str)>,
    /// How often each fault struck.
    pub(super) struck: BTreeMap<&'static str, u64>,
    /// Questions that a person answered.
    pub(super) asked: u64,
    /// How often the program was started.
    pub(super) starts: u64,
    name: String,
}

impl Run {
    pub(super) async fn begin(name: String, world: World, story: &Story, mode: Idempotency) -> Self {
        let platform: &ScriptedPlatform = &world.platform;
        platform.idempotency(mode);
        platform.steps(story.steps);
        platform.wait_between_steps(story.wait_between_steps);
        let holding = HANDLES.iter().enumerate().filter(|(place, _)| (story.schedulers >> place) & 1 == 1);
        let holding: Vec<&str> = holding.map(|(_, handle)| *handle).collect();
        if !holding.is_empty() {
            platform.schedules_for(&holding, SOONEST);
        }
        platform.finding(if story.cannot_tell { Finding::CannotTell } else { Finding::Honest });
        let program = Some(world.open().await);
        let mut run = Self {
            world,
            program,
            book: Book::default(),
            right: MONDAY_NINE,
            held: Some(false),
            revoked: false,
            disk: Vec::new(),
            struck: BTreeMap::new(),
            asked: 0,
            starts: 1,
            name,
        };
        let accounts = run.accounts().await.into_iter();
        run.book.names = accounts.map(|account| (account.id, account.remote_id)).collect();
        run
    }

    pub(super) fn desk(&self) -> Arc<Desk> {
        Arc::clone(&self.program.as_ref().expect("the program runs").desk)
    }

    pub(super) async fn accounts(&self) -> Vec<Account> {
        let views = self.desk().accounts.list().await.expect("accounts are read");
        views.into_iter().map(|view| view.account).collect()
    }

    pub(super) fn strikes(&mut self, label: &'static str) {
        *self.struck.entry(label).or_default() += 1;
    }

    /// The program is gone, and is started again.
    pub(super) async fn start_again(&mut self) {
        self.count_disk();
        if let Some(program) = self.program.take() {
            program.end().await;
        }
        self.program = Some(self.world.open().await);
        self.starts += 1;
    }

    async fn close(&mut self) {
        let sending = self.desk().core.read(|reader| reader.deliveries_sending()).await.expect("they are read");
        self.count_disk();
        match self.program.take() {
            Some(program) if sending.is_empty() => program.close().await,
            Some(program) => program.end().await,
            None => {}
        }
        self.program = Some(self.world.open().await);
        self.starts += 1;
        self.strikes("closed and started");
    }

    /// Counts the writes that failed, and lets no more fail.
    pub(super) fn count_disk(&mut self) {
        let desk = self.desk();
        let faults = desk.core.store.faults();
        let struck: Vec<&'static str> =
            self.disk.drain(..).filter(|(at, _)| *at <= faults.writes()).map(|(_, label)| label).collect();
        faults.fail_before_commit(0);
        faults.fail_after_commit(0);
        drop(desk);
        for label in struck {
            self.strikes(label);
        }
    }

    /// A person, or the worker, lets the program do something.
    pub(super) async fn ask<T, F>(&mut self, deed: impl FnOnce(Arc<Desk>) -> F) -> Told<T>
    where
        F: Future<Output = Result<T, Problem>>,
    {
        match self.world.under_watch(deed(self.desk())).await {
            Some(Ok(answer)) => Told::Yes(answer),
            Some(Err(problem)) if matches!(problem.code, Code::DiskFull | Code::Storage) => Told::Unknown,
            Some(Err(problem)) => Told::No(problem),
            None => {
                self.start_again().await;
                Told::Unknown
            }
        }
    }

    pub(super) async fn deliveries(&self) -> Vec<DeliveryRow> {
        self.desk().core.read(|reader| reader.deliveries(false, 500)).await.expect("deliveries are read")
    }

    /// Enters new deliveries into the book.
    pub(super) async fn learn(&mut self) {
        for row in self.deliveries().await {
            let delivery = row.delivery;
            if self.book.lines.contains_key(&delivery.id) {
                continue;
            }
            let written = self.book.written.iter().position(|one| one.draft == Some(delivery.draft));
            let written = written.expect("every delivery has its draft");
            let wishes = self.book.written[written].wishes.clone();
            let (key, account) = (delivery.key, delivery.account);
            let line = Line { key, account, written, wishes, stopped: false, decided: 0 };
            self.book.lines.insert(delivery.id, line);
        }
    }

    /// Sends and asks what is due at this moment.
    pub(super) async fn work(&mut self) {
        self.learn().await;
        for _ in 0..ROUNDS {
            let told = self.ask(|desk| async move { desk.outbox.work_once().await }).await;
            let posts = self.world.platform.published();
            assert!(self.held != Some(true) || posts.len() == self.book.seen, "a post while everything is paused");
            self.book.look(&posts);
            match told {
                Told::Yes(0) => return,
                Told::Yes(_) => {}
                Told::No(problem) => panic!("{problem:?}"),
                // A disk that fails is left alone for a while.
                Told::Unknown => return,
            }
        }
        panic!("the outbox goes round in circles");
    }

    pub(super) async fn does(&mut self, deed: &Deed) {
        let now = self.world.clocks.now();
        match deed {
            Deed::Write { accounts, at, never_after, picture } => {
                let mut mark = DefaultHasher::new();
                self.name.hash(&mut mark);
                let (number, run) = (self.book.written.len(), mark.finish() % 100_000);
                let text = format!("Storytime number {number} of run {run} at three");
                let (accounts, at, never_after, picture) = (*accounts, *at, *never_after, *picture);
                let (draft, done, wishes) = (None, false, Vec::new());
                self.book.written.push(Written { text, accounts, at, never_after, picture, draft, done, wishes });
                self.write(self.book.written.len() - 1).await;
            }
            Deed::Work { seconds } => {
                self.world.clocks.advance(*seconds);
                self.right = self.right.plus_seconds(*seconds);
                self.work().await;
            }
            Deed::Meet { meets, operation, skip } => {
                self.world.platform.fault_after(*operation, *skip, meets.fault(now));
            }
            Deed::Line { there } => {
                self.world.platform.offline(!there);
                if !there {
                    self.strikes("no line for a while");
                }
            }
            Deed::Disk { n, kept } => self.arm_disk(*n, *kept),
            Deed::Sleep(seconds) => {
                self.world.clocks.advance(*seconds);
                self.right = self.right.plus_seconds(*seconds);
                self.strikes("asleep");
            }
            Deed::Jump(seconds) => {
                self.world.clocks.advance(*seconds);
                self.strikes(deed.label().expect("it is a fault"));
            }
            Deed::JumpAt { point, nth, seconds } => self.world.at_point(point, *nth, Happens::Jumps(*seconds)),
            Deed::EndAt { point, nth } => self.world.at_point(point, *nth, Happens::Ends),
            Deed::EndWaiting { n } => self.world.end_when_waiting(*n),
            Deed::Close => self.close().await,
            by_person => self.does_by_hand(by_person).await,
        }
    }

    fn arm_disk(&mut self, n: u64, kept: bool) {
        self.count_disk();
        let desk = self.desk();
        let faults = desk.core.store.faults();
        let label = if kept { "write kept, told it failed" } else { "disk full at a write" };
        self.disk.push((faults.writes() + n, label));
        if kept { faults.fail_after_commit(n) } else { faults.fail_before_commit(n) }
    }

    /// Writes and sends a post until it is queued, or until a person has enough for now.
    pub(super) async fn write(&mut self, number: usize) {
        for _ in 0..TRIES {
            if !self.book.written[number].done {
                self.try_to_send(number).await;
            }
        }
    }

    async fn try_to_send(&mut self, number: usize) {
        let Some(draft) = self.begun(number).await else { return };
        if draft.queued_at.is_some() {
            self.book.written[number].done = true;
            return;
        }
        let written = self.book.written[number].clone();
        let targets = self.targets(written.accounts).await;
        if targets.is_empty() {
            self.book.written[number].done = true;
            return;
        }
        let Some(draft) = self.with_picture(draft, written.picture).await else { return };
        let now = self.world.clocks.now();
        let at = written.at.map(|seconds| now.plus_seconds(seconds));
        let never_after = written.never_after.map(|seconds| at.unwrap_or(now).plus_seconds(seconds));
        let save = save_of(&draft, targets, at, never_after);
        let wish = Wish { at, since: now, never_after };
        match self.ask(|desk| async move { desk.drafts.save(save).await }).await {
            Told::Yes(draft) => {
                self.book.written[number].wishes = vec![wish];
                let told = self.ask(|desk| async move { desk.outbox.send(draft.id, draft.revision, false).await });
                match told.await {
                    Told::Yes(_) => self.book.written[number].done = true,
                    Told::No(problem) => panic!("what was right was refused: {problem:?}"),
                    Told::Unknown => {}
                }
            }
            Told::No(problem) => panic!("a save was refused: {problem:?}"),
            Told::Unknown => self.book.written[number].wishes.push(wish),
        }
    }

    /// The draft as it is stored now, begun where it was not.
    async fn begun(&mut self, number: usize) -> Option<Draft> {
        let text = self.book.written[number].text.clone();
        if let Some(id) = self.book.written[number].draft {
            let draft = self.desk().drafts.read(id).await.expect("a draft that was begun is there");
            assert_eq!(draft.text, text, "a draft keeps its words");
            return Some(draft);
        }
        let begun = self.ask(|desk| async move { desk.drafts.begin(&text, None, None).await }).await;
        let Told::Yes(draft) = begun else { return None };
        self.book.written[number].draft = Some(draft.id);
        Some(draft)
    }

    /// The accounts that a number means, of those that are still here.
    async fn targets(&self, accounts: u64) -> Vec<AccountId> {
        let here: Vec<AccountId> = self.accounts().await.into_iter().map(|account| account.id).collect();
        let places: Vec<AccountId> = self.book.names.keys().copied().collect();
        let meant = |(place, _): &(usize, &AccountId)| (accounts >> place) & 1 == 1;
        let meant: Vec<AccountId> = places.iter().enumerate().filter(meant).map(|(_, id)| *id).collect();
        let meant = if meant.is_empty() { vec![places[0]] } else { meant };
        meant.into_iter().filter(|id| here.contains(id)).collect()
    }

    async fn with_picture(&mut self, draft: Draft, wanted: bool) -> Option<Draft> {
        if !wanted || !draft.media.is_empty() {
            return Some(draft);
        }
        match self.ask(|desk| async move { desk.drafts.add_picture(draft.id, "dot.png", DOT).await }).await {
            Told::Yes(draft) => Some(draft),
            Told::No(problem) => panic!("a picture was refused: {problem:?}"),
            Told::Unknown => None,
        }
    }

    /// The line is good, the disk has room, the clock is right, and nothing ends the program any more.
    pub(super) async fn mend_the_world(&mut self) {
        for label in self.world.disarm() {
            self.strikes(label);
        }
        self.count_disk();
        let met = self.world.platform.met();
        for (_, fault) in met {
            self.strikes(label_of(&fault));
        }
        self.world.platform.no_more_faults();
        self.world.platform.offline(false);
        self.world.clocks.set(self.right);
        self.desk().outbox.resume().await.expect("sending goes on");
        self.held = Some(false);
        if self.revoked {
            self.signs_in_again().await;
        }
    }

    pub(super) async fn end(mut self) {
        if let Some(program) = self.program.take() {
            program.end().await;
        }
    }
}

fn save_of(draft: &Draft, targets: Vec<AccountId>, at: Option<Timestamp>, never_after: Option<Timestamp>) -> DraftSave {
    let mut media = draft.media.clone();
    for picture in &mut media {
        "A dot".clone_into(&mut picture.description);
    }
    DraftSave {
        id: draft.id,
        revision: draft.revision,
        text: draft.text.clone(),
        language: "en".to_owned(),
        content_warning: String::new(),
        visibility: draft.visibility,
        targets,
        media,
        when: at.map_or(When::Now, |at| When::At { at }),
        never_after,
        versions: draft.versions.clone(),
        thread: draft.thread,
        poll: draft.poll.clone(),
    }
}
