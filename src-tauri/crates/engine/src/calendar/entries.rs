//! What stands at one moment, ready to show. Words and accounts are looked up once for all entries that need them.

use super::days::{Wall, wall};
use super::places::{Clash, Place};
use jiff::tz::TimeZone;
use lectern_core::Core;
use lectern_model::{
    AccountId, CalendarEntry, DeliveryState, DraftId, EntryAccount, EntryActions, EntryKind, HeldStage, HeldWish,
    MissedWhy, PlatformKey, Timestamp, UndatedDraft,
};
use lectern_outbox::delivery_view::title;
use lectern_outbox::outbox::{can_move, can_stop};
use lectern_store::{DatedDraft, Reader, StoreError};
use std::collections::{BTreeMap, HashMap};

/// What an account that is not here any more is called.
const NOBODY: &str = "an account that was removed";

/// A title, and whether it is that of an answer.
type Title = (String, bool);

/// Where a delivery stands, and in words.
type Stand = (EntryKind, String);

/// Who and what, looked up as it is needed.
pub(super) struct Lookup<'a> {
    core: &'a Core,
    reader: &'a Reader<'a>,
    zone: &'a TimeZone,
    now: Timestamp,
    titles: HashMap<DraftId, Title>,
    accounts: HashMap<AccountId, (PlatformKey, String, bool)>,
}

impl<'a> Lookup<'a> {
    pub(super) fn new(core: &'a Core, reader: &'a Reader<'a>, zone: &'a TimeZone, now: Timestamp) -> Self {
        Self { core, reader, zone, now, titles: HashMap::new(), accounts: HashMap::new() }
    }

    fn title(&mut self, draft: DraftId) -> Result<Title, StoreError> {
        if let Some(known) = self.titles.get(&draft) {
            return Ok(known.clone());
        }
        let (line, pictures, reply) = self.reader.title_of(draft)?;
        let words = match (line.is_empty(), pictures) {
            (true, 0) => "No words yet".to_owned(),
            _ => title(&line, usize::try_from(pictures).unwrap_or_default()),
        };
        let found = (words, reply);
        self.titles.insert(draft, found.clone());
        Ok(found)
    }

    /// Platform, name, and whether it was removed.
    fn account(&mut self, id: AccountId) -> Result<(PlatformKey, String, bool), StoreError> {
        if let Some(known) = self.accounts.get(&id) {
            return Ok(known.clone());
        }
        let (account, removed) = self.reader.account_or_former(id)?;
        let described = self.core.connectors.get(&account.platform).map(|connector| connector.describe());
        // As the window calls it: the practice desk goes by its name.
        let named = described.is_some_and(|described| described.practice || described.subscription);
        let label = if named && !account.name.is_empty() { account.name } else { account.handle };
        let found = (account.platform, label, removed);
        self.accounts.insert(id, found.clone());
        Ok(found)
    }

    /// An entry: every place of one post or draft at one moment.
    pub(super) fn entry(
        &mut self,
        group: &[Place],
        clash: Option<&(Place, Place)>,
    ) -> Result<Option<CalendarEntry>, StoreError> {
        let Some(first) = group.first() else { return Ok(None) };
        let (title, reply) = self.title(first.draft)?;
        let Ok(Wall { date, minute, clock, moment, .. }) = wall(first.at, self.zone) else { return Ok(None) };
        let mut accounts = Vec::new();
        // By account: a thread is several deliveries of one.
        let mut by_account: Vec<(Option<AccountId>, Vec<Stand>)> = Vec::new();
        let mut may = EntryActions { copy: !reply, ..EntryActions::default() };
        let mut never_after = first.never_after;
        for place in group {
            let (kind, state) = match place.delivery {
                Some(delivery) => {
                    let (state, last) = self.reader.standing_of(delivery)?;
                    never_after = never_after.into_iter().chain(last).min();
                    may.shift |= can_move(&state);
                    may.send_now |= can_move(&state);
                    may.discard |= can_stop(&state);
                    (kind(&state), words(&state))
                }
                None => {
                    (may.shift, may.discard) = (true, true);
                    (EntryKind::Draft, self.draft_words(place.at))
                }
            };
            match by_account.iter_mut().find(|(account, _)| *account == place.account) {
                Some((_, parts)) => parts.push((kind, state)),
                None => by_account.push((place.account, vec![(kind, state)])),
            }
        }
        let mut kinds = Vec::new();
        for (account, parts) in by_account {
            let state = together(&parts);
            if let Some(account) = account {
                self.add(&mut accounts, account, state.clone())?;
            }
            kinds.extend(parts.iter().map(|(kind, _)| *kind).min().map(|kind| (kind, state)));
        }
        Ok(Some(CalendarEntry {
            id: format!("{}-{}", first.draft, first.at.0),
            draft: first.draft,
            title,
            at: first.at,
            date,
            minute,
            clock,
            words: moment.words,
            second: moment.again_at == Some(moment.at),
            accounts,
            kind: kinds.iter().map(|(kind, _)| *kind).min().unwrap_or(EntryKind::Draft),
            state: together(&kinds),
            never_after,
            may,
            clash: match clash {
                Some((this, other)) => self.too_close(this, other)?,
                None => String::new(),
            },
        }))
    }

    /// Adds an account; a draft's that was removed is left out, because nothing goes there.
    fn add(&mut self, accounts: &mut Vec<EntryAccount>, id: AccountId, state: String) -> Result<(), StoreError> {
        match self.account(id) {
            Ok((platform, label, removed)) => {
                let label = if removed { format!("{label} (removed)") } else { label };
                accounts.push(EntryAccount { account: id, platform, label, state });
                Ok(())
            }
            Err(error) if error.what == lectern_store::StoreTrouble::NotFound => Ok(()),
            Err(error) => Err(error),
        }
    }

    fn draft_words(&self, at: Timestamp) -> String {
        let words = if at <= self.now { "Draft, its time has passed" } else { "Draft, not scheduled yet" };
        words.to_owned()
    }

    /// A draft with no time.
    pub(super) fn undated(&mut self, draft: &DatedDraft) -> Result<UndatedDraft, StoreError> {
        let mut accounts = Vec::new();
        for account in &draft.targets {
            self.add(&mut accounts, *account, "Draft with no time".to_owned())?;
        }
        Ok(UndatedDraft { draft: draft.draft, title: self.title(draft.draft)?.0, accounts })
    }

    fn too_close(&mut self, this: &Place, other: &Place) -> Result<String, StoreError> {
        let (title, _) = self.title(other.draft)?;
        let on = self.on(this)?;
        let minutes = this.at.since(other.at).abs() / 60_000;
        Ok(match minutes {
            0 => format!("At the same minute as “{}”{on}.", short(&title)),
            1 => format!("1 minute from “{}”{on}.", short(&title)),
            _ => format!("{minutes} minutes from “{}”{on}.", short(&title)),
        })
    }

    /// Two that stand too close together, in a sentence.
    pub(super) fn clash(&mut self, clash: &Clash) -> Result<String, StoreError> {
        let Clash { first, second } = clash;
        let (one, two) = (self.title(first.draft)?.0, self.title(second.draft)?.0);
        let Ok(wall) = wall(first.at, self.zone) else { return Ok(String::new()) };
        let on = self.on(first)?;
        let apart = match second.at.since(first.at) / 60_000 {
            0 => "at the same minute".to_owned(),
            1 => "1 minute apart".to_owned(),
            minutes => format!("{minutes} minutes apart"),
        };
        Ok(format!("{}, {}: “{}” and “{}” go out {apart}{on}.", wall.day, wall.clock, short(&one), short(&two)))
    }

    fn on(&mut self, place: &Place) -> Result<String, StoreError> {
        match place.account {
            Some(account) => {
                Ok(format!(" on {}", self.account(account).map_or(NOBODY.to_owned(), |(_, label, _)| label)))
            }
            None => Ok(String::new()),
        }
    }
}

/// A title within a sentence.
fn short(title: &str) -> String {
    match title.char_indices().nth(48) {
        Some((end, _)) => format!("{}…", title.get(..end).unwrap_or(title).trim_end()),
        None => title.to_owned(),
    }
}

fn kind(state: &DeliveryState) -> EntryKind {
    match state {
        DeliveryState::Held { stage: HeldStage::Asking { ask: true, .. }, .. } => EntryKind::InDoubt,
        DeliveryState::Planned { .. } | DeliveryState::Held { .. } => EntryKind::Planned,
        DeliveryState::Due | DeliveryState::Sending { .. } | DeliveryState::Retry { .. } => EntryKind::UnderWay,
        DeliveryState::Sent { .. } | DeliveryState::Cancelled => EntryKind::Sent,
        DeliveryState::Failed { .. } => EntryKind::Failed,
        DeliveryState::InDoubt { .. } => EntryKind::InDoubt,
        DeliveryState::Missed { .. } => EntryKind::Missed,
    }
}

fn words(state: &DeliveryState) -> String {
    match state {
        DeliveryState::Planned { .. } => "Scheduled, needs this computer on".to_owned(),
        DeliveryState::Due => "In line to be sent".to_owned(),
        DeliveryState::Sending { .. } => "Being sent".to_owned(),
        DeliveryState::Retry { .. } => "Not sent yet, tried again by itself".to_owned(),
        DeliveryState::Sent { deleted_at: None, .. } => "Sent".to_owned(),
        DeliveryState::Sent { .. } => "Sent, and deleted there since".to_owned(),
        DeliveryState::Failed { why } => format!("Not sent: {}", why.words),
        DeliveryState::InDoubt { ask: true, .. } => "Did it go out? Please look".to_owned(),
        DeliveryState::InDoubt { .. } => "Being checked whether it went out".to_owned(),
        DeliveryState::Missed { why: MissedWhy::Late, .. } => "Missed: send it now?".to_owned(),
        DeliveryState::Missed { why: MissedWhy::Answered, .. } => "Somebody answered first".to_owned(),
        DeliveryState::Missed { why: MissedWhy::NeverAfter, .. } => {
            "Missed: the moment it must not go out after has passed".to_owned()
        }
        DeliveryState::Missed { why: MissedWhy::NotThere, .. } => {
            "Missed: its platform did not send it. Send it now?".to_owned()
        }
        DeliveryState::Held { stage, .. } => held_words(stage).to_owned(),
        DeliveryState::Cancelled => "Stopped".to_owned(),
    }
}

/// The words of one that its platform holds.
const SAFE: &str = "Scheduled, safe with this computer off";

fn held_words(stage: &HeldStage) -> &'static str {
    match stage {
        HeldStage::HandingOver => "Scheduled, being handed to its platform",
        HeldStage::Asking { ask: true, .. } => "Does its platform hold it? Please look",
        HeldStage::Asking { .. } => "Being checked whether its platform holds it",
        HeldStage::Waiting => SAFE,
        HeldStage::Wished { wish: HeldWish::Move { .. }, .. } => "Scheduled, its platform is being told the new time",
        HeldStage::Wished { wish: HeldWish::Stop, .. } => "Being stopped on its platform",
        HeldStage::Wished { .. } => "Being taken back from its platform",
    }
}

/// Where a post stands as a whole: in the words of all of it, else counted. It is safe only where all of it is.
fn together(kinds: &[(EntryKind, String)]) -> String {
    let Some((_, words)) = kinds.iter().find(|(_, words)| words != SAFE).or(kinds.first()) else {
        return String::new();
    };
    if kinds.iter().all(|(_, other)| other == words) {
        return words.clone();
    }
    let mut counted: BTreeMap<EntryKind, u32> = BTreeMap::new();
    for (kind, _) in kinds {
        *counted.entry(*kind).or_default() += 1;
    }
    let said = counted.iter().map(|(kind, count)| format!("{count} {}", short_words(*kind)));
    let said = said.collect::<Vec<_>>().join(", ");
    match counted.len() {
        1 => words.split(':').next().unwrap_or(words).to_owned(),
        _ => said,
    }
}

fn short_words(kind: EntryKind) -> &'static str {
    match kind {
        EntryKind::Failed => "not sent",
        EntryKind::InDoubt => "in doubt",
        EntryKind::Missed => "missed",
        EntryKind::UnderWay => "on the way",
        EntryKind::Planned => "scheduled",
        EntryKind::Draft => "draft",
        EntryKind::Sent => "sent",
    }
}

#[cfg(test)]
mod tests;
