//! What happened, in words.

use lectern_model::RecordKind;

/// A kind in words, as the page and the table of a hand-out say it.
#[must_use]
pub fn kind_label(kind: RecordKind) -> &'static str {
    match kind {
        RecordKind::Published => "Published",
        RecordKind::Answered => "Answered",
        RecordKind::Changed => "Changed our post",
        RecordKind::Deleted => "Deleted our post",
        RecordKind::Hidden => "Hid a message",
        RecordKind::Restored => "Showed a message again",
        RecordKind::Removed => "Removed a message",
        RecordKind::Blocked => "Blocked somebody",
        RecordKind::Unblocked => "Ended a block",
        RecordKind::Preserved => "Kept a copy in an emergency",
        RecordKind::Reported => "Reported to the platform",
        RecordKind::ReportResult => "What came of a report",
        RecordKind::Overruled => "Overruled the privacy guard",
        RecordKind::Held => "Began a legal hold",
        RecordKind::Released => "Ended a legal hold",
        RecordKind::Filed => "Changed a category",
        RecordKind::Disposed => "Disposed of records",
        RecordKind::Exported => "Handed out records",
    }
}
