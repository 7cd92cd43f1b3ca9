//! The log of a delivery, in plain words.

use lectern_model::Failure;

pub(super) const SENT: &str = "Sent.";
pub(super) const WAITING: &str = "The platform is still preparing it. Lectern goes on by itself.";
pub(super) const MISSED: &str = "It could not go out for a day. Nothing is sent this late without asking you.";
pub(super) const MISSED_PLAN: &str =
    "It is later than you allow for a planned post. Nothing is sent this late without asking you.";
pub(super) const PAST_ITS_LAST: &str = "The moment it must not go out after has passed. It was not sent.";
pub(super) const EARLY: &str = "The clock was set back. It waits for its time again.";
pub(super) const WAITS: &str = "Several posts of this account are late. They go out one after the other.";
pub(super) const PERSON_MOVES: &str = "You gave it another time.";
pub(super) const STOPPED_BEFORE: &str = "Lectern stopped before anything could be seen. It goes on.";
pub(super) const STOPPED_WITHIN: &str = "Lectern stopped while this was being sent.";
pub(super) const FOUND: &str = "The platform says that it is there. It is not sent again.";
pub(super) const ABSENT: &str = "The platform says that it is not there. It is sent again.";
pub(super) const CANNOT_TELL: &str = "The platform cannot tell whether it is there. Please look yourself.";
pub(super) const PERSON_FOUND: &str = "You looked: it is there.";
pub(super) const PERSON_MISSED: &str = "You looked: it is not there. It is sent again.";
pub(super) const PERSON_RETRIES: &str = "You asked to try it again.";
pub(super) const PERSON_STOPS: &str = "You stopped it. It was not sent.";
pub(super) const SIGNED_IN_AGAIN: &str = "The account is signed in again. It goes on by itself.";
pub(super) const DELETED: &str = "You deleted it on the platform.";
pub(super) const REMOVED: &str = "The account was removed, so it was not sent.";
pub(super) const REMOVED_IN_DOUBT: &str =
    "The account was removed before it was known whether it is there. Please look yourself.";

pub(super) fn in_doubt(why: &Failure) -> String {
    format!("{} It may be there all the same: the platform is asked before anything is sent again.", why.words)
}

pub(super) fn failed(why: &Failure) -> String {
    format!("{} It was not sent.", why.words)
}

pub(super) fn no_more_time(why: &Failure) -> String {
    format!("{} It was not sent, and the next try would be after the moment it must not go out after.", why.words)
}

pub(super) fn retry(why: &Failure) -> String {
    format!("{} It was not sent yet and is tried again by itself.", why.words)
}

pub(super) fn could_not_look(trouble: &Failure) -> String {
    format!("It is not known yet whether it is there: {}", trouble.words)
}
