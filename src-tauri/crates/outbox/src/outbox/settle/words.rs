//! The log of a delivery, in plain words.

use lectern_model::{DeliveryKind, Failure, HeldWish};

pub(super) const WAITING: &str = "The platform is still preparing it. Lectern goes on by itself.";
pub(super) const MISSED_PLAN: &str =
    "It is later than you allow for a planned post. Nothing is sent this late without asking you.";
pub(super) const PAST_ITS_LAST: &str = "The moment it must not go out after has passed. It was not sent.";
pub(super) const EARLY: &str = "The clock was set back. It waits for its time again.";
pub(super) const WAITS: &str = "Several posts of this account are late. They go out one after the other.";
pub(super) const PERSON_MOVES: &str = "You gave it another time.";
pub(super) const STOPPED_BEFORE: &str = "Lectern stopped before anything could be seen. It goes on.";
pub(super) const PERSON_RETRIES: &str = "You asked to try it again.";
pub(super) const SIGNED_IN_AGAIN: &str = "The account is signed in again. It goes on by itself.";
pub(super) const DELETED: &str = "You deleted it on the platform.";
pub(super) const REMOVED_IN_DOUBT: &str =
    "The account was removed before it was known what became of this. Please look yourself.";

pub(super) const HELD: &str =
    "It waits on the platform for its time and goes out there by itself. Safe with this computer off.";
pub(super) const HELD_NOT: &str = "The platform did not wait for its time: it went out at once.";
pub(super) const STOPPED_HANDING_OVER: &str = "Lectern stopped while this was being handed to the platform.";
pub(super) const NOT_HELD: &str =
    "The platform says that it does not hold it. It is handed over again, or sent by this computer.";
pub(super) const NOT_THERE: &str =
    "The platform was to send it at its time and says that it is not there. Nothing is sent without asking you.";
pub(super) const LATE_THERE: &str =
    "Its time has passed, and the platform still holds it. Lectern looks again by itself.";
pub(super) const WENT_OUT: &str = "The platform sent it at its time.";
pub(super) const WENT_OUT_BEFORE: &str = "The platform had sent it before it could be told otherwise.";
pub(super) const CANNOT_TELL_HELD: &str =
    "The platform cannot tell whether it holds this or has sent it. Please look yourself.";
pub(super) const MOVED_THERE: &str = "The platform has its new time. Safe with this computer off.";
pub(super) const TAKEN_BACK: &str =
    "It was taken back from the platform. This computer sends it, and must be running then.";
pub(super) const PERSON_FOUND_HELD: &str = "You looked: it waits on the platform for its time.";
pub(super) const PERSON_MISSED_HELD: &str =
    "You looked: it does not wait on the platform. This computer sends it, and must be running then.";
pub(super) const REMOVED_HELD: &str = "The account was removed while its platform still held this post. It goes out at its time, unless you delete it there.";

pub(super) fn may_be_held(why: &Failure) -> String {
    format!("{} The platform may hold it all the same: it is asked before anything else is done.", why.words)
}

pub(super) fn not_handed_over(why: &Failure) -> String {
    format!(
        "{} It was not handed to the platform yet. Until then this computer sends it, and must be running then.",
        why.words
    )
}

pub(super) fn kept_here(why: &Failure) -> String {
    format!("{} The platform does not hold it. This computer sends it, and must be running then.", why.words)
}

pub(super) fn could_not_look_for_held(trouble: &Failure) -> String {
    format!("It is not known yet whether the platform holds or has sent it: {}", trouble.words)
}

pub(super) fn not_told(trouble: &Failure) -> String {
    format!("The platform could not be told yet, and still holds it: {} Lectern tries again by itself.", trouble.words)
}

pub(super) fn wished(wish: &HeldWish) -> &'static str {
    match wish {
        HeldWish::Back => "It is being taken back from the platform.",
        HeldWish::Stop => "You stopped it. It is being taken back from the platform.",
        HeldWish::SendNow { .. } => "You want it sent now. It is being taken back from the platform first.",
        HeldWish::Move { .. } => "You gave it another time. The platform is being told.",
    }
}

/// The words for a post, a change and a deletion.
fn of(kind: DeliveryKind, [post, edit, delete]: [&'static str; 3]) -> &'static str {
    match kind {
        DeliveryKind::Post => post,
        DeliveryKind::Edit => edit,
        DeliveryKind::Delete => delete,
    }
}

pub(super) fn sent(kind: DeliveryKind) -> &'static str {
    of(kind, ["Sent.", "Changed on the platform.", "Deleted from the platform."])
}

pub(super) fn missed(kind: DeliveryKind) -> &'static str {
    of(
        kind,
        [
            "It could not go out for a day. Nothing is sent this late without asking you.",
            "It could not be changed for a day. Nothing is changed this late without asking you.",
            "It could not be deleted for a day. Nothing is deleted this late without asking you.",
        ],
    )
}

pub(super) fn stopped_within(kind: DeliveryKind) -> &'static str {
    of(
        kind,
        [
            "Lectern stopped while this was being sent.",
            "Lectern stopped while this was being changed.",
            "Lectern stopped while this was being deleted.",
        ],
    )
}

pub(super) fn found(kind: DeliveryKind) -> &'static str {
    of(
        kind,
        [
            "The platform says that it is there. It is not sent again.",
            "The platform shows the change. It is not made again.",
            "The platform does not have it any more.",
        ],
    )
}

pub(super) fn absent(kind: DeliveryKind) -> &'static str {
    of(
        kind,
        [
            "The platform says that it is not there. It is sent again.",
            "The platform does not show the change. It is made again.",
            "The platform still has it. It is deleted again.",
        ],
    )
}

pub(super) fn cannot_tell(kind: DeliveryKind) -> &'static str {
    of(
        kind,
        [
            "The platform cannot tell whether it is there. Please look yourself.",
            "The platform cannot tell whether it is changed. Please look yourself.",
            "The platform cannot tell whether it is deleted. Please look yourself.",
        ],
    )
}

pub(super) fn person_found(kind: DeliveryKind) -> &'static str {
    of(kind, ["You looked: it is there.", "You looked: it is changed.", "You looked: it is gone."])
}

pub(super) fn person_missed(kind: DeliveryKind) -> &'static str {
    of(
        kind,
        [
            "You looked: it is not there. It is sent again.",
            "You looked: it is not changed. It is changed again.",
            "You looked: it is still there. It is deleted again.",
        ],
    )
}

pub(super) fn person_stops(kind: DeliveryKind) -> &'static str {
    of(
        kind,
        [
            "You stopped it. It was not sent.",
            "You stopped it. The post stays as it is.",
            "You stopped it. The post stays where it is.",
        ],
    )
}

pub(super) fn removed(kind: DeliveryKind) -> &'static str {
    of(
        kind,
        [
            "The account was removed, so it was not sent.",
            "The account was removed, so the post was not changed.",
            "The account was removed, so the post was not deleted.",
        ],
    )
}

pub(super) fn in_doubt(kind: DeliveryKind, why: &Failure) -> String {
    let and_yet = of(
        kind,
        [
            "It may be there all the same: the platform is asked before anything is sent again.",
            "It may be changed all the same: the platform is asked before it is changed again.",
            "It may be deleted all the same: the platform is asked before it is deleted again.",
        ],
    );
    format!("{} {and_yet}", why.words)
}

pub(super) fn failed(kind: DeliveryKind, why: &Failure) -> String {
    let not = of(kind, ["It was not sent.", "The post stays as it is.", "The post stays where it is."]);
    format!("{} {not}", why.words)
}

pub(super) fn no_more_time(why: &Failure) -> String {
    format!("{} It was not sent, and the next try would be after the moment it must not go out after.", why.words)
}

pub(super) fn retry(kind: DeliveryKind, why: &Failure) -> String {
    let not = of(kind, ["It was not sent yet", "It was not changed yet", "It was not deleted yet"]);
    format!("{} {not} and is tried again by itself.", why.words)
}

pub(super) fn could_not_look(kind: DeliveryKind, trouble: &Failure) -> String {
    let whether = of(kind, ["there", "changed", "deleted"]);
    format!("It is not known yet whether it is {whether}: {}", trouble.words)
}
