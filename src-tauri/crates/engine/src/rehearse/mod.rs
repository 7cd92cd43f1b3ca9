//! A dry run of the coming days, without a connection: every post that would go out, looked at as the moment it goes will
//! find it. Nothing is changed and nobody is asked.
//!
//! ```text
//! gather    what is scheduled, and drafts with a time
//! looked    what the checks say of each, as they would when it goes
//! problems  what time does: sign-ins that lapse, closed doors, posts that stand too close (pure)
//! words     the sentence above it all (pure)
//! ```

mod gather;
mod looked;
mod problems;
mod words;

use crate::Desk;
use gather::{Going, going};
use jiff::ToSpan as _;
use jiff::Zoned;
use jiff::tz::TimeZone;
use lectern_core::moment::{day_of, zone_of};
use lectern_hours::Hours;
use lectern_model::{
    AccountHealth, AccountView, Draft, Level, MendAt, Pause, Problem, Rehearsal, RehearsalAccount, RehearsalDay,
    RehearsalNote, RehearsalPost, RehearsalTarget, Timestamp,
};
use lectern_outbox::outbox::pause;
use lectern_store::{DeliveryTally, Reader, first_line};
use problems::Scene;

/// Days when none are said, and at most.
const USUAL: u32 = 7;
const MOST: u32 = 31;
/// Most posts and drafts that are looked at.
const MOST_POSTS: u32 = 500;
/// Drafts whose time passed within this many seconds are told.
const LATELY: i64 = 7 * 24 * 60 * 60;
/// Most of these that are told one by one.
const MOST_OVERDUE: u32 = 5;

/// What is read at once, so that it fits together.
struct Read {
    going: Vec<Going>,
    overdue: Vec<Draft>,
    tally: DeliveryTally,
    pause: Option<Pause>,
    /// There is more than is looked at.
    more: bool,
}

impl Desk {
    /// What would go where and when in the coming days, and what would go wrong. 0 days: 7; 31 at most.
    ///
    /// # Errors
    /// What the disk said.
    pub async fn rehearse(&self, days: u32) -> Result<Rehearsal, Problem> {
        let days = if days == 0 { USUAL } else { days.min(MOST) };
        let settings = self.settings.read().await?;
        let zone = zone_of(&settings);
        let hours = self.settings.hours().await?;
        let now = self.core.clock.now();
        let dates = dates(now, days, &zone);
        let end = dates.last().map_or(now, |day| day_of(stamp(day), &zone).1);
        let read = self.core.read(move |reader| read(reader, now, end)).await?;
        let accounts: Vec<AccountView> =
            self.accounts.list().await?.into_iter().filter(|view| view.limits.is_some()).collect();
        let mut posts = Vec::new();
        let scene =
            Scene { accounts: &accounts, going: &read.going, settings: &settings, hours: &hours, zone: &zone, now };
        for one in &read.going {
            let checked = self.looked_at(one).await;
            posts.push(post(one, &scene, checked));
        }
        let notes = notes(&read, &accounts, hours.is_told(), &zone);
        let with_problems = posts.iter().filter(|post| !post.problems.is_empty()).count();
        let count = posts.len();
        let standing: Vec<RehearsalAccount> = accounts.iter().map(|view| account(view, &posts, &scene, end)).collect();
        let sentence = words::sentence(&posts, &standing, read.pause.is_some(), days);
        Ok(Rehearsal {
            sentence,
            zone: zone.iana_name().unwrap_or("UTC").to_owned(),
            notes,
            days: dates.iter().map(|date| day(date, &mut posts, &hours, &zone)).collect(),
            accounts: standing,
            posts: number(count),
            with_problems: number(with_problems),
        })
    }
}

fn read(reader: &Reader<'_>, now: Timestamp, end: Timestamp) -> Result<Read, lectern_store::StoreError> {
    let drafts = reader.drafts_planned(now, end, MOST_POSTS)?;
    let deliveries = reader.deliveries_planned(end, MOST_POSTS)?;
    let full = usize::try_from(MOST_POSTS).unwrap_or(usize::MAX);
    Ok(Read {
        more: drafts.len() == full || deliveries.len() == full,
        going: going(reader, drafts, deliveries, now)?,
        overdue: reader.drafts_planned(now.plus_seconds(-LATELY), now, MOST_OVERDUE)?,
        tally: reader.delivery_tally()?,
        pause: pause::stored(reader)?,
    })
}

/// Noon of each day, today first.
fn dates(now: Timestamp, days: u32, zone: &TimeZone) -> Vec<Zoned> {
    let Ok(now) = jiff::Timestamp::from_millisecond(now.0) else { return Vec::new() };
    let today = now.to_zoned(zone.clone());
    let noon = |ahead: u32| {
        let day = today.date().checked_add(i64::from(ahead).days()).ok()?;
        day.at(12, 0, 0, 0).to_zoned(zone.clone()).ok()
    };
    (0..days).filter_map(noon).collect()
}

fn day(date: &Zoned, posts: &mut Vec<RehearsalPost>, hours: &Hours, zone: &TimeZone) -> RehearsalDay {
    let (_, end) = day_of(stamp(date), zone);
    let later = posts.iter().position(|post| post.at >= end).unwrap_or(posts.len());
    RehearsalDay {
        date: date.strftime("%Y-%m-%d").to_string(),
        words: date.strftime("%A %-d %B").to_string(),
        open: hours.words(date.date()),
        posts: posts.drain(..later).collect(),
    }
}

fn post(going: &Going, scene: &Scene<'_>, mut problems: Vec<lectern_model::Finding>) -> RehearsalPost {
    problems.extend(scene.problems(going));
    problems.sort_by_key(|finding| std::cmp::Reverse(finding.level));
    let title = first_line(&going.text);
    RehearsalPost {
        draft: going.draft.id,
        at: going.at,
        clock: clock(going.at, scene.zone),
        title: if title.is_empty() { "A picture without words".to_owned() } else { title },
        scheduled: going.delivery.is_some(),
        targets: going.accounts.iter().filter_map(|id| scene.account(*id)).map(target).collect(),
        problems,
        mend: match going.delivery {
            Some(delivery) => MendAt::Delivery { delivery },
            None => MendAt::Draft { draft: going.draft.id },
        },
    }
}

fn target(view: &AccountView) -> RehearsalTarget {
    let account = &view.account;
    RehearsalTarget { account: account.id, platform: account.platform.clone(), label: account.handle.clone() }
}

fn account(view: &AccountView, posts: &[RehearsalPost], scene: &Scene<'_>, end: Timestamp) -> RehearsalAccount {
    let by_it = |post: &&RehearsalPost| post.targets.iter().any(|target| target.account == view.account.id);
    RehearsalAccount {
        account: view.account.id,
        platform: view.account.platform.clone(),
        label: view.account.handle.clone(),
        posts: number(posts.iter().filter(by_it).filter(|post| post.scheduled).count()),
        drafts: number(posts.iter().filter(by_it).filter(|post| !post.scheduled).count()),
        problems: scene.standing(view, end),
    }
}

/// What holds for all of it.
fn notes(read: &Read, accounts: &[AccountView], told: bool, zone: &TimeZone) -> Vec<RehearsalNote> {
    let mut notes = Vec::new();
    let mut say = |level, words: String, mend| notes.push(RehearsalNote { level, words, mend });
    if read.pause.is_some() {
        let words = "Everything is paused. Nothing of this goes out until you resume.";
        say(Level::Stop, words.to_owned(), MendAt::Outbox);
    }
    match read.tally.needs_you {
        0 => {}
        1 => say(Level::Warn, "One earlier post was not sent and needs you.".to_owned(), MendAt::Outbox),
        many => say(Level::Warn, format!("{many} earlier posts were not sent and need you."), MendAt::Outbox),
    }
    for draft in &read.overdue {
        let lectern_model::When::At { at } = draft.when else { continue };
        let words = words::overdue(&first_line(&draft.text), at, zone);
        say(Level::Warn, words, MendAt::Draft { draft: draft.id });
    }
    let lost = accounts.iter().filter(|view| matches!(view.account.health, AccountHealth::SignInNeeded { .. }));
    for view in lost {
        let words = format!("{} needs a new sign-in. Nothing goes out by it until then.", view.account.handle);
        say(Level::Stop, words, MendAt::Accounts);
    }
    if !told && !read.going.is_empty() {
        let words = "Opening hours are not told, so nothing is said of times at which this computer may be off.";
        say(Level::Tell, words.to_owned(), MendAt::Settings);
    }
    if read.more {
        say(Level::Tell, format!("Only the first {MOST_POSTS} posts were looked at."), MendAt::Outbox);
    }
    notes
}

fn clock(at: Timestamp, zone: &TimeZone) -> String {
    jiff::Timestamp::from_millisecond(at.0)
        .map(|moment| moment.to_zoned(zone.clone()).strftime("%-H:%M").to_string())
        .unwrap_or_default()
}

fn stamp(zoned: &Zoned) -> Timestamp {
    Timestamp(zoned.timestamp().as_millisecond())
}

fn number(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}
