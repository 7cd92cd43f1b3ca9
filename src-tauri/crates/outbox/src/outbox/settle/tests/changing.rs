//! Changes and deletions of what was sent.

use super::*;

fn standing_of(kind: DeliveryKind, state: DeliveryState) -> Standing {
    Standing { kind, ..standing(state) }
}

const KINDS: [DeliveryKind; 2] = [DeliveryKind::Edit, DeliveryKind::Delete];

#[test]
fn they_take_the_same_way_and_cannot_be_planned() {
    for kind in KINDS {
        for (event, allowed) in table() {
            for (from, state) in states() {
                let came = settle(&standing_of(kind, state), event.clone(), NOW).ok().map(|t| name(&t.standing.state));
                let planned = matches!(event, Event::PersonMoves { .. });
                let meant = allowed.iter().find(|(name, _)| *name == from && !planned).map(|(_, to)| *to);
                assert_eq!(came, meant, "{kind:?}: {event:?} from {from}");
            }
        }
    }
}

#[test]
fn only_a_post_is_read_back() {
    let sent = |kind| {
        let from = standing_of(kind, DeliveryState::Sending { since: NOW });
        settle(&from, step(true, Ok(Step::Done(published()))), NOW).unwrap().wake_at
    };
    assert_eq!((sent(DeliveryKind::Post), sent(DeliveryKind::Edit)), (Some(NOW), None));
    assert_eq!(sent(DeliveryKind::Delete), None);
}

#[test]
fn the_log_says_what_was_done_and_never_that_a_deletion_was_sent() {
    for (event, _) in table() {
        for (_, state) in states() {
            let Ok(of) = settle(&standing_of(DeliveryKind::Delete, state), event.clone(), NOW) else { continue };
            let note = of.note.unwrap_or_default();
            assert!(!note.contains("sent") || event == Event::Waits { until: NOW }, "{event:?}: {note}");
        }
    }
    let done = settle(
        &standing_of(DeliveryKind::Edit, DeliveryState::Sending { since: NOW }),
        step(true, Ok(Step::Done(published()))),
        NOW,
    );
    assert_eq!(done.unwrap().note.unwrap(), "Changed on the platform.");
}
