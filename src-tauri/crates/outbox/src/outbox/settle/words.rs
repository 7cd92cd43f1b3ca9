//! The log of a delivery, in plain words.

use lectern_model::{DeliveryKind, Failure};

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
